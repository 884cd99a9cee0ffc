import Diagnostics
import Pipeline
import Testing

/// When a run has lost too much: `--max-loss` is a share of the records read.
@Suite struct LossTests {
  private func transcripts(used: Int, setAside: Int, _ whole: [ProblemKind] = []) -> Transcripts {
    var transcripts = Transcripts()
    var summary = Transcripts.InputSummary(name: "a", path: "a", bytes: 1)
    summary.records = used
    transcripts.inputs = [summary]
    for line in 0..<setAside {
      transcripts.ledger.record(
        Problem(.malformed, at: SourcePosition(input: 0, line: line + 1), detail: "broken")
      )
    }
    for kind in whole {
      transcripts.ledger.record(Problem(kind, at: SourcePosition(input: 0), detail: "whole"))
    }
    return transcripts
  }

  @Test(arguments: [
    (99, 1, 0.01, false), (98, 2, 0.01, true), (98, 2, 0.02, false), (5, 0, 0, false),
    (1_000_000, 1, 0, true), (0, 5, 0.5, true), (0, 5, 1, false), (0, 0, 0.5, true),
    (0, 0, 1, false),
  ])
  func `the share of records set aside decides`(
    used: Int,
    setAside: Int,
    limit: Double,
    isOver: Bool
  ) {
    #expect(transcripts(used: used, setAside: setAside).isOverLoss(limit) == isOver)
  }

  @Test func `a whole input that was not understood is a loss, but no record`() {
    let loss = transcripts(used: 1_000, setAside: 0, [.unrecognised])
    #expect(loss.isOverLoss(0.5))
    #expect(!loss.isOverLoss(1))
    #expect(loss.recordsSetAside == 0)
    #expect(!loss.isIncomplete)
  }

  @Test(arguments: [ProblemKind.endsEarly, .unreadable])
  func `what could not be read to its end is incomplete`(_ kind: ProblemKind) {
    #expect(transcripts(used: 10, setAside: 0, [kind]).isIncomplete)
    #expect(!transcripts(used: 10, setAside: 1, []).isIncomplete)
  }

  @Test func `quarantine lists the first problems and counts the rest`() {
    var lost = transcripts(used: 1, setAside: 0)
    lost.ledger = ProblemLedger(capacity: 3)
    for line in (1...5).reversed() {
      lost.ledger.record(
        Problem(
          .badValue,
          at: SourcePosition(input: 0, line: line, column: line == 1 ? nil : 7),
          detail: "a \"quoted\" value"
        )
      )
    }
    let lines = String(decoding: Quarantine(lost).bytes(), as: UTF8.self).split(separator: "\n")
    #expect(
      lines == [
        #"{"file":"a","line":1,"column":null,"reason":"bad_value","detail":"a \"quoted\" value","consequence":"this record is set aside"}"#,
        #"{"file":"a","line":2,"column":7,"reason":"bad_value","detail":"a \"quoted\" value","consequence":"this record is set aside"}"#,
        #"{"file":"a","line":3,"column":7,"reason":"bad_value","detail":"a \"quoted\" value","consequence":"this record is set aside"}"#,
        #"{"not_listed":2}"#,
      ]
    )
  }
}
