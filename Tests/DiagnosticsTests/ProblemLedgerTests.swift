import Diagnostics
import TestSupport
import Testing

/// Problems in a random order, a few of them at the same place.
private func problems(_ count: Int, _ random: inout SeededRandom) -> [Problem] {
  (0..<count).map { _ in
    var position = SourcePosition(input: random.below(3), line: random.below(60))
    if random.once(in: 3) { position.column = random.below(4) }
    if random.once(in: 8) { position.line = nil }
    return Problem(
      random.pick(ProblemKind.allCases),
      at: position,
      detail: "detail \(random.below(4))"
    )
  }
}

struct ProblemLedgerTests {
  @Test(arguments: 1...20)
  func `any distribution over ledgers, merged in any order, keeps the same`(seed: Int) {
    var random = SeededRandom(seed)
    let all = problems(200, &random)
    let capacity = random.pick([1, 7, 50, 1_000])
    var single = ProblemLedger(capacity: capacity)
    for problem in all { single.record(problem) }

    var ledgers = (0...random.below(4)).map { _ in ProblemLedger(capacity: capacity) }
    for problem in all.shuffled(using: &random) {
      ledgers[random.below(ledgers.count)].record(problem)
    }
    while ledgers.count > 1 {
      let taken = ledgers.remove(at: random.below(ledgers.count))
      ledgers[random.below(ledgers.count)].merge(taken)
    }
    #expect(ledgers[0].counts == single.counts)
    #expect(ledgers[0].first == single.first)
    #expect(ledgers[0].recordsSetAside == single.recordsSetAside)
    #expect(single.first.count == min(capacity, 200))
    #expect(single.counts.values.reduce(0, +) == 200)
  }

  @Test func `the first by input, line and column are kept, and all are counted`() {
    var ledger = ProblemLedger(capacity: 3)
    for line in (1...100).reversed() {
      ledger.record(Problem(.malformed, at: SourcePosition(input: 1, line: line), detail: "x"))
    }
    ledger.record(Problem(.empty, at: SourcePosition(input: 0), detail: "y"))
    #expect(ledger.first.map(\.position.line) == [nil, 1, 2])
    #expect(ledger.counts == [.malformed: 100, .empty: 1])
    #expect(ledger.recordsSetAside == 100)
    #expect(!ledger.isEmpty && ProblemLedger().isEmpty)
  }

  @Test func `problems known by number count, and kept ones are not counted again`() {
    var ledger = ProblemLedger()
    ledger.add([.badValue: 4, .endsEarly: 1])
    ledger.keep(Problem(.badValue, at: SourcePosition(input: 0, line: 2), detail: "x"))
    #expect(ledger.counts == [.badValue: 4, .endsEarly: 1])
    #expect(ledger.first.count == 1 && ledger.recordsSetAside == 4)
  }

  @Test func `changing the kept problems leaves the counts`() {
    var ledger = ProblemLedger(capacity: 2)
    for line in [5, 3, 9] {
      ledger.record(Problem(.badValue, at: SourcePosition(input: 0, line: line), detail: "x"))
    }
    let moved = ledger.mapped { problem in
      var problem = problem
      problem.position.line = problem.position.line.map { -$0 }
      return problem
    }
    #expect(moved.first.map(\.position.line) == [-5, -3])
    #expect(moved.counts == [.badValue: 3])
  }
}
