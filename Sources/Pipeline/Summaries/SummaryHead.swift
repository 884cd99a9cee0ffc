import Facts
import Records
import Serialization

/// The first line of a summary: how its units were read.
///
/// Only units that were read in one manner, by one version and under one key give the report of one run.
package struct SummaryHead: Sendable, Equatable {
  package static let schema = "onpar-summary/1"

  package var facts = FactRowSchema.name
  /// The program's version.
  package var version: String
  /// The options that say how inputs are read, with the phrase lists.
  package var manner: String
  /// The fingerprint of the key under which customers are named; nil for ids as they are.
  package var key: String?

  package init(version: String, manner: String, key: String?) {
    self.version = version
    self.manner = manner
    self.key = key
  }

  package var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", Self.schema)
      json.member("facts", facts)
      json.member("version", version)
      json.member("manner", manner)
      json.member("key", key)
    }
    json.newline()
    return json.bytes
  }

  init(line: [UInt8], of name: String) throws(SummaryFault) {
    let store = TreeStore()
    let node = store.parseJSON(copying: line)
    guard let schema = node["schema"].text.string, schema.hasPrefix("onpar-summary/") else {
      throw SummaryFault("\(name) is no summary; expected a file of `onpar summarize`")
    }
    guard schema == Self.schema, node["facts"].text.string == FactRowSchema.name else {
      throw SummaryFault(
        "\(name) is of \(schema) with \(node["facts"].text.string ?? "no facts"); this version reads "
          + "\(Self.schema) with \(FactRowSchema.name). Make it again with `onpar summarize`"
      )
    }
    guard let version = node["version"].text.string, let manner = node["manner"].text.string else {
      throw SummaryFault("\(name) is damaged: its first line does not say how it was made")
    }
    self.init(version: version, manner: manner, key: node["key"].text.string)
  }

  /// How two heads differ, in words; nil when units of both can stand together.
  func difference(from other: Self) -> String? {
    if version != other.version { return "version \(version) against \(other.version)" }
    if manner != other.manner { return "read with \(manner) against \(other.manner)" }
    if key != other.key {
      return key == nil || other.key == nil
        ? "customers as they are against pseudonyms" : "pseudonyms under different keys"
    }
    return nil
  }
}
