package import ByteStreams
import Diagnostics
import Serialization

/// What a run read and wrote, for whoever started it elsewhere: there is one only where the output is whole.
package struct Receipt: Sendable {
  /// What was written.
  package struct Output: Sendable {
    package var format: String
    package var bytes: Int
    package var sha256: String

    package init(format: String, bytes: Int, sha256: String) {
      self.format = format
      self.bytes = bytes
      self.sha256 = sha256
    }
  }

  package static let schema = "onpar-receipt/1"

  private let inputs: [Input]
  private let transcripts: Transcripts
  private let rows: Int
  private let output: Output
  private let hash: ContentHash

  /// - Parameters:
  ///   - inputs: What was read.
  ///   - transcripts: What was found there.
  ///   - rows: Contacts written.
  ///   - output: The file that they are in.
  ///   - hash: How units are named.
  package init(
    _ inputs: [Input],
    _ transcripts: Transcripts,
    rows: Int,
    output: Output,
    hash: ContentHash
  ) {
    self.inputs = inputs
    self.transcripts = transcripts
    self.rows = rows
    self.output = output
    self.hash = hash
  }

  package func json() -> [UInt8] {
    var json = JSONWriter(indented: true)
    json.object { json in
      json.member("schema", Self.schema)
      json.member("units", array: { json in for unit in units { write(unit, to: &json) } })
      // Of a pipe nobody knows the size.
      let sizes = inputs.compactMap(\.bytes)
      json.member("bytes", sizes.count == inputs.count ? sizes.reduce(0, +) : nil)
      json.member("records", transcripts.recordsUsed)
      json.member("rows", rows)
      json.member(
        "rejected",
        object: { json in
          for (kind, count) in transcripts.ledger.counts.sorted(by: {
            $0.key.rawValue < $1.key.rawValue
          }) {
            json.member(kind.rawValue, count)
          }
        }
      )
      json.member(
        "output",
        object: { json in
          json.member("format", output.format)
          json.member("bytes", output.bytes)
          json.member("sha256", output.sha256)
        }
      )
    }
    json.newline()
    return json.bytes
  }

  private var units: [(unit: WorkUnit, read: Transcripts.InputSummary)] {
    zip(inputs.map { WorkUnit($0, hash) }, transcripts.inputs).sorted { $0.0.id < $1.0.id }
  }

  private func write(
    _ unit: (unit: WorkUnit, read: Transcripts.InputSummary),
    to json: inout JSONWriter
  ) {
    json.object { json in
      json.member("id", unit.unit.id)
      json.member("path", unit.unit.path)
      json.member("bytes", unit.unit.bytes)
      json.member("format", unit.read.format)
      json.member("records", unit.read.records)
      json.member("rejected", unit.read.setAside)
    }
  }
}
