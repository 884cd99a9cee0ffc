import Facts
import Testing

@testable import Comparisons

/// A gate fails only when the whole interval breaks its limit.
@Suite struct GateTests {
  @Test(arguments: [
    // lower, upper, limit, at most?, outcome
    (0.10, 0.20, 0.05, true, GateResult.Outcome.failed), (0.10, 0.20, 0.25, true, .passed),
    (0.10, 0.20, 0.15, true, .notEnoughData), (0.10, 0.20, 0.20, true, .passed),
    (0.10, 0.20, 0.10, true, .notEnoughData), (0.10, 0.20, 0.05, false, .passed),
    (0.10, 0.20, 0.25, false, .failed), (0.10, 0.20, 0.15, false, .notEnoughData),
    (0.10, 0.20, 0.10, false, .passed), (0.10, 0.20, 0.20, false, .notEnoughData),
    // Not worse by 0.03: a higher figure is better, so the difference must stay above -0.03.
    (-0.02, 0.01, -0.03, false, .passed), (-0.09, -0.04, -0.03, false, .failed),
    (-0.04, -0.01, -0.03, false, .notEnoughData), (0.04, 0.09, -0.03, false, .passed),
  ])
  func `the whole interval decides`(
    _ lower: Double,
    _ upper: Double,
    _ limit: Double,
    _ isUpper: Bool,
    _ outcome: GateResult.Outcome
  ) {
    let estimate = Estimate(value: (lower + upper) / 2, lower: lower, upper: upper)
    let decision = GateResult.decide(estimate, limit, isUpperLimit: isUpper)
    #expect(decision.outcome == outcome)
    #expect((decision.reason != nil) == (outcome == .notEnoughData))
  }

  @Test func `a missing end is endless, and no interval decides nothing`() {
    let open = Estimate(value: 700, lower: 650, upper: nil)
    #expect(GateResult.decide(open, 600, isUpperLimit: true).outcome == .failed)
    #expect(GateResult.decide(open, 900, isUpperLimit: true).outcome == .notEnoughData)
    #expect(GateResult.decide(open, 600, isUpperLimit: false).outcome == .passed)
    let point = GateResult.decide(Estimate(value: 5), 600, isUpperLimit: true)
    #expect(point.outcome == .notEnoughData && point.reason == "no_interval")
    let few = GateResult.decide(Estimate(nullReason: "too_few"), 1, isUpperLimit: true)
    #expect(few.outcome == .notEnoughData && few.reason == "too_few")
    let none = GateResult.decide(Estimate(nullReason: "not_in_export"), 1, isUpperLimit: true)
    #expect(none.outcome == .notMeasurable && none.reason == "not_in_export")
  }

  // MARK: On tables

  private func gate(
    _ name: String,
    _ rule: Gate.Rule,
    _ cohort: Cohort = .entry(.botFirst)
  ) throws -> Gate {
    let figure = try #require(Gate.figure(named: name))
    return Gate(
      name: name,
      metric: figure.metric,
      statistic: figure.statistic,
      cohort: cohort,
      rule: rule
    )
  }

  private func results(_ maker: TableMaker, _ gates: [Gate]) async -> (Findings, [GateResult]) {
    var options = ComparisonOptions()
    options.gates = gates
    let findings = await maker.table().findings(options)
    return (findings, findings.gates)
  }

  /// The bot resolves 60 % and people 70 % for good; a fifth of the bot's customers come back, a tenth of people's.
  private static func maker(_ size: Int = 2_000) -> TableMaker {
    var maker = TableMaker()
    maker.add(.botFirst, size * 6 / 10, of: size) { row, index in
      row.comesBack = index % 5 == 0
      row.firstResponse = Double(index % 9)
      row.asksForHuman = index % 4 == 0
      row.getsHuman = index % 8 == 0
    }
    maker.add(.humanFirst, size * 7 / 10, of: size) { row, index in
      row.comesBack = index % 10 == 0
      row.firstResponse = 100 + Double(index % 50)
    }
    return maker
  }

  @Test func `figures of a cohort are those of metrics`() async throws {
    let gates = [
      try gate("durable_resolution_rate", .min(0.5)),
      try gate("durable_resolution_rate", .min(0.75)),
      try gate("durable_resolution_rate", .min(0.61)),
      try gate("durable_resolution_rate", .min(0.67), .entry(.humanFirst)),
      try gate("unmet_human_request_rate", .max(0.05)),
      try gate("first_response_time_p90", .max(10)),
      try gate("handoff_wait_p90", .max(600)),
      try gate("csat_top2", .min(0.5)),
      try gate("durable_resolution_rate", .min(0.5), .handledBy(.humanToBot)),
    ]
    let (findings, results) = await results(Self.maker(), gates)
    #expect(
      results.map(\.outcome) == [
        .passed, .failed, .notEnoughData, .passed, .failed, .passed, .notMeasurable, .notMeasurable,
        .notMeasurable,
      ]
    )
    #expect(results[2].reason == "interval_holds_limit")
    #expect(results[8].reason == "no_contacts" || results[8].estimate.denominator == 0)
    for result in results where result.estimate.value != nil {
      #expect(
        findings.summaries.contains {
          $0.estimate == result.estimate && $0.metric == result.gate.metric && $0.period == .whole
            && $0.cohort == result.gate.cohort
        }
      )
    }
    // Half of those who asked never got a person: 250 of 500.
    #expect(results[4].estimate.numerator == 250 && results[4].estimate.denominator == 500)
  }

  @Test func `worse than people means lower where higher is better, and higher where lower is`()
    async throws
  {
    // Truly 10 points fewer resolved, 10 points more returns, and a much shorter first response.
    let gates = [
      try gate("durable_resolution_rate", .notWorse(.difference(0.03))),
      try gate("durable_resolution_rate", .notWorse(.difference(0.15))),
      try gate("durable_resolution_rate", .notWorse(.difference(0.10))),
      try gate("repeat_contact_rate_7d_any", .notWorse(.difference(0.03))),
      try gate("repeat_contact_rate_7d_any", .notWorse(.difference(0.15))),
      try gate("first_response_time_p50", .notWorse(.factor(1.1))),
      try gate("first_response_time_p50", .notWorse(.difference(5))),
    ]
    let (findings, results) = await results(Self.maker(), gates)
    #expect(
      results.map(\.outcome) == [
        .failed, .passed, .notEnoughData, .failed, .passed, .passed, .passed,
      ]
    )
    #expect(results.map(\.limit) == [-0.03, -0.15, -0.10, 0.03, 0.15, 1.1, 5])
    #expect(results[0].estimate == findings.headlineFamily[0].difference)
    #expect(results[3].estimate == findings.headlineFamily[1].difference)
    #expect(results[5].estimate == findings.headlineFamily[3].ratio)
    #expect(results[6].estimate == findings.headlineFamily[3].difference)
    #expect(results[0].bot?.denominator == 2_000 && results[0].human?.denominator == 2_000)
    // The other way round: people are the better ones now.
    var turned = TableMaker()
    for row in Self.maker().rows {
      var row = row
      row.entry = row.entry == .botFirst ? .humanFirst : .botFirst
      turned.rows.append(row)
    }
    let (_, other) = await self.results(turned, gates)
    #expect(
      other.map(\.outcome) == [.passed, .passed, .passed, .passed, .passed, .failed, .failed]
    )
  }

  @Test func `a comparison that is refused decides nothing`() async throws {
    let gates = [
      try gate("durable_resolution_rate", .notWorse(.difference(0.03))),
      try gate("frustrated_contact_rate", .notWorse(.difference(0.03))),
      try gate("csat_top2", .notWorse(.difference(0.03))),
    ]
    // The sides never see the same topic.
    var apart = TableMaker()
    apart.add(.botFirst, 0, of: 500, topic: 1)
    apart.add(.humanFirst, 500, of: 500, topic: 2)
    let (_, unlike) = await results(apart, gates)
    #expect(unlike[0].outcome == .notComparable && unlike[0].reason == "no_overlap")
    #expect(unlike[2].outcome == .notMeasurable)
    // Forty customers on each side.
    var few = TableMaker()
    few.add(.botFirst, 0, of: 40)
    few.add(.humanFirst, 40, of: 40)
    let (_, small) = await results(few, gates)
    #expect(small[0].outcome == .notEnoughData && small[0].reason == "too_few_customers")
    // Only the bot has contacts.
    var alone = TableMaker()
    alone.add(.botFirst, 0, of: 500)
    let (_, one) = await results(alone, gates)
    #expect(one[0].outcome == .notComparable && one[0].reason == "no_conversations")
    // Word lists that nobody has checked.
    var table = Self.maker().table()
    table[.frustratedContact] = table.entry.map { .known($0 == .botFirst, .heuristic) }
    var options = ComparisonOptions()
    options.gates = gates
    let flagged = await table.findings(options).gates
    #expect(flagged[1].outcome == .notEnoughData && flagged[1].reason == "detector_not_validated")
  }

  @Test func `every comparison of a report with a better direction can have a gate, and no other`()
    async
  {
    let findings = await Self.maker().table().findings()
    let names = (findings.headlineFamily + findings.secondary)
      .filter { $0.metric.better != .neither }
      .map { $0.scale == .ratio ? $0.metric.id + "_" + $0.statistic : $0.metric.id }
    #expect(Set(names) == Set(Gate.compared))
  }

  @Test func `gates change no figure`() async throws {
    let gates = [try gate("durable_resolution_rate", .min(0.5))]
    let (with, _) = await results(Self.maker(), gates)
    let without = await Self.maker().table().findings()
    #expect(with.summaries.map(\.estimate) == without.summaries.map(\.estimate))
    #expect(without.gates.isEmpty)
  }
}
