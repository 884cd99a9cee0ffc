import Diagnostics
import Serialization

/// The records that were set aside, one JSON object a line: file, line, reason.
package struct Quarantine {
  private let transcripts: Transcripts
  private let name: ((_ place: Int, _ name: String) -> String)?

  /// - Parameters:
  ///   - transcripts: What was read.
  ///   - name: How files are called in a report that is shared; their records are then not quoted either.
  package init(
    _ transcripts: Transcripts,
    name: ((_ place: Int, _ name: String) -> String)? = nil
  ) {
    self.transcripts = transcripts
    self.name = name
  }

  package func bytes() -> [UInt8] {
    var out = JSONWriter()
    let kept = transcripts.ledger.first
    for problem in kept {
      out.object { out in
        let input = problem.position.input
        let file = transcripts.inputs[input].name
        out.member("file", name.map { $0(input, file) } ?? file)
        out.member("line", problem.position.line)
        out.member("column", problem.position.line == nil ? nil : problem.position.column)
        out.member("reason", problem.kind.rawValue)
        // A detail may quote what the record says.
        guard name == nil else { return }
        out.member("detail", problem.detail)
        out.member("consequence", problem.consequence)
        if let raw = problem.raw { out.member("raw", raw) }
      }
      out.newline()
    }
    let all = transcripts.ledger.counts.values.reduce(0, +)
    if all > kept.count {
      out.object { $0.member("not_listed", all - kept.count) }
      out.newline()
    }
    return out.bytes
  }
}
