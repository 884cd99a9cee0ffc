package import ByteStreams
import Facts
import Records
import Serialization

/// Where the lines of a bucket come from: a file, and for each line its number there.
///
/// What is read of the bucket is then told of the file, as if it had never been dealt.
package struct BucketOrigin: Sendable {
  package static let schema = "onpar-origin/1"

  /// The file as a report lists it.
  package let path: String
  package let bytes: Int?
  package let format: String?
  package let why: String

  /// Lines that follow each other in both: the first in the bucket and the first in the file, from 1.
  private var runs: [(bucket: Int, file: Int)] = []
  private var lines = 0

  package init(_ input: Input, format: String?, why: String) {
    path = input.path
    bytes = input.bytes
    self.format = format
    self.why = why
  }

  /// Reads what lies beside a bucket.
  ///
  /// - Returns: Nil for anything else.
  package init?(_ text: [UInt8]) {
    let parts = text.split(separator: 0x0A)
    guard text.last == 0x0A, let head = parts.first else { return nil }
    let store = TreeStore()
    let node = store.parseJSON(copying: Array(head))
    guard node["schema"].text.string == Self.schema, let path = node["path"].text.string else {
      return nil
    }
    self.path = path
    bytes = node["bytes"].integer.map { Int($0) }
    format = node["format"].text.string
    why = node["why"].text.string ?? ""
    for part in parts.dropFirst() {
      let numbers = part.split(separator: 0x20).map { Int(String(decoding: $0, as: UTF8.self)) }
      guard numbers.count == 2, let first = numbers[0], let count = numbers[1], first > 0,
        count > 0, count <= mostCounted
      else { return nil }
      runs.append((lines + 1, first))
      lines += count
    }
  }

  /// The first line of the note beside a bucket.
  package var line: [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.member("schema", Self.schema)
      json.member("path", path)
      json.member("bytes", bytes)
      json.member("format", format)
      json.member("why", why)
    }
    json.newline()
    return json.bytes
  }

  /// A further line of the note: so many lines of the file, from one on.
  package static func run(from line: Int, count: Int) -> [UInt8] {
    Array("\(line) \(count)\n".utf8)
  }

  /// The line of the file that is a line of the bucket.
  func fileLine(_ line: Int) -> Int {
    var (low, high) = (0, runs.count)
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].bucket <= line { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return line }
    return runs[low - 1].file + (line - runs[low - 1].bucket)
  }
}
