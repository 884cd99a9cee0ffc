import Statistics
import Testing

@Suite struct VerdictTests {
  private static let base = DecisionInput(
    interval95: Interval(lower: 0.01, upper: 0.05, level: 0.95),
    interval90: Interval(lower: 0.013, upper: 0.047, level: 0.90),
    margin: 0.03,
    better: .higher,
    qValue: 0.01,
    botCustomers: 500,
    humanCustomers: 500,
    botRows: 900,
    humanRows: 800,
    comparableShare: 0.9
  )

  @Test func `turning the better direction turns the verdict`() {
    var input = Self.base
    #expect(decide(input).verdict == .better)
    input.better = .lower
    #expect(decide(input).verdict == .worse)
  }

  @Test func `every reason can be reached`() {
    var seen: [VerdictReason] = []
    func note(_ change: (inout DecisionInput) -> Void) {
      var input = Self.base
      change(&input)
      seen.append(decide(input).reason)
    }
    func limits(_ lower: Double, _ upper: Double, _ input: inout DecisionInput) {
      input.interval95 = Interval(lower: lower, upper: upper, level: 0.95)
      input.interval90 = Interval(lower: lower * 0.9, upper: upper * 0.9, level: 0.90)
    }
    note { $0.humanRows = 0 }
    note { $0.comparableShare = 0.49 }
    note { $0.botCustomers = 49 }
    note { limits(-0.01, 0.01, &$0) }
    note { $0.qValue = 0.06 }
    note { limits(0.04, 0.09, &$0) }
    note { _ in }
    note { limits(-0.02, 0.05, &$0) }
    note { limits(-0.2, 0.05, &$0) }
    note { limits(-0.035, 0.0001, &$0) }
    #expect(seen == VerdictReason.allCases)
  }

  @Test func `no margin never gives equivalence`() {
    var input = Self.base
    input.margin = Margin.forRate(human: 1)
    input.interval95 = Interval(lower: -0.0001, upper: 0.0001, level: 0.95)
    input.interval90 = input.interval95
    #expect(decide(input).reason == .undecided)
  }

  @Test func `default margins follow the rarer outcome`() {
    #expect(Margin.forRate(human: 0.7) == 0.03)
    #expect(isClose(Margin.forRate(human: 0.95), 0.01))
    #expect(Margin.forRate(human: 0) == 0)
    #expect(isClose(Margin.forLogRatio, 0.0953101798, 1e-9))
  }

  @Test func `a ratio without upper limit stays without one on the logarithm`() {
    let effect = Effect(
      estimate: 1,
      interval: Interval(lower: 0, upper: .infinity, level: 0.95),
      interval90: Interval(lower: 0.5, upper: 2, level: 0.90)
    )
    let logarithm = Margin.logarithm(of: effect)
    #expect(logarithm.estimate == 0)
    #expect(logarithm.interval == Interval(lower: -.infinity, upper: .infinity, level: 0.95))
    #expect(isClose(logarithm.interval90.lower, -logarithm.interval90.upper))
  }

  @Test(arguments: [UInt64](1...6))
  func `q-values are at least their p-values and keep their order`(seed: UInt64) {
    var chance = RepeatableChance(seed: seed)
    let p = (0..<40).map { _ in Double.random(in: 0...1, using: &chance) }
    let q = FalseDiscovery.qValues(p)
    #expect(zip(p, q).allSatisfy { $0 <= $1 && $1 <= 1 })
    let order = p.indices.sorted { p[$0] < p[$1] }
    #expect(zip(order, order.dropFirst()).allSatisfy { q[$0] <= q[$1] })
  }

  @Test(arguments: [UInt64](1...6))
  func `equivalence by interval and by p-value agree`(seed: UInt64) throws {
    var chance = RepeatableChance(seed: seed)
    for _ in 0..<50 {
      let n = Double(Int.random(in: 20...3000, using: &chance))
      let x1 = Double(Int.random(in: 0...Int(n), using: &chance))
      let x0 = min(n, max(0, x1 + Double(Int.random(in: -10...10, using: &chance))))
      let pair = try #require(RatePair(x1: x1, n1: n, x0: x0, n0: n))
      let test = Equivalence(pair, margin: 0.03)
      #expect(test.isEquivalent == (test.pValue < 0.05))
      #expect((pair.pValue() < 0.05) == pair.differenceInterval(level: 0.95).excludes(0))
    }
  }

  @Test func `the stratum variables are used as long as enough stays comparable`() {
    #expect(Overlap.usablePrefix(shares: []) == 0)
    #expect(Overlap.usablePrefix(shares: [0.9, 0.88, 0.86, 0.5]) == 3)
    #expect(Overlap.usablePrefix(shares: [0.9, 0.5]) == 1)
    #expect(Overlap.usablePrefix(shares: [nil]) == 1)
  }

  @Test func `strata that one arm sees are listed largest first`() {
    let overlap = Overlap([
      StratumCounts(code: 0, bot: 3, human: 0), StratumCounts(code: 1, bot: 9, human: 0),
      StratumCounts(code: 2, bot: 8, human: 8), StratumCounts(code: 3, bot: 0, human: 2),
    ])
    #expect(overlap.onlyBot.map(\.code) == [1, 0])
    #expect(overlap.onlyHuman.map(\.code) == [3])
    #expect(overlap.botShare == 0.4)
    #expect(overlap.humanShare == 0.8)
  }
}
