import Diagnostics
import Serialization

/// The records that were set aside, one JSON object a line: file, line, reason.
package struct Quarantine: Sendable {
  private let transcripts: Transcripts

  package init(_ transcripts: Transcripts) {
    self.transcripts = transcripts
  }

  package func bytes() -> [UInt8] {
    var out = JSONWriter()
    let kept = transcripts.ledger.first
    for problem in kept {
      out.object { out in
        out.member("file", transcripts.inputs[problem.position.input].name)
        out.member("line", problem.position.line)
        out.member("column", problem.position.line == nil ? nil : problem.position.column)
        out.member("reason", problem.kind.rawValue)
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
