package import ByteStreams
import Diagnostics
import Records
import Serialization

/// The inputs as units of work for several processes or machines.
package struct Plan: Sendable {
  package struct Entry: Sendable {
    package var unit: WorkUnit
    package var isGzip: Bool
    /// Nil where nothing is recognised.
    package var format: String?
    /// Nil where nothing is recognised.
    package var needs: UnitNeeds?
  }

  package static let schema = "onpar-plan/1"

  /// By id.
  package let entries: [Entry]

  /// Looks at the first bytes of every input.
  ///
  /// - Throws: The first input that cannot be read, and why.
  package init(
    _ inputs: [Input],
    options: IngestOptions,
    hash: ContentHash
  ) throws(PlanFault) {
    var entries: [Entry] = []
    for input in inputs {
      do throws(StreamError) {
        let signs = try InputSigns(input, options)
        entries.append(
          Entry(
            unit: WorkUnit(input, hash),
            isGzip: signs.isGzip,
            format: signs.format?.name,
            needs: signs.needs
          )
        )
      } catch {
        throw PlanFault(reason: "\(input.path) \(error)")
      }
    }
    self.entries = entries.sorted { $0.unit.id < $1.unit.id }
  }

  package func json() -> [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("schema", Self.schema)
      json.member(
        "units",
        array: { json in
          for entry in entries {
            json.object { json in
              json.member("id", entry.unit.id)
              json.member("path", entry.unit.path)
              json.member("bytes", entry.unit.bytes)
              json.member("compression", entry.isGzip ? "gzip" : "none")
              json.member("format", entry.format)
              json.member("whole_conversations", entry.needs == .nothing)
              json.member("needs", entry.needs?.rawValue)
            }
          }
        }
      )
    }
    json.newline()
    return json.bytes
  }
}

/// Why there is no plan.
package struct PlanFault: Error {
  /// In words for a person.
  package let reason: String
}
