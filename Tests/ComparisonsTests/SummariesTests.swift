import Comparisons
import Facts
import Testing

@Suite struct SummariesTests {
  private func maker() -> TableMaker {
    var maker = TableMaker()
    maker.add(.botFirst, 56, of: 70) { row, index in row.firstResponse = Double(index) }
    maker.add(.humanFirst, 48, of: 80) { row, _ in row.week = 20_007 }
    return maker
  }

  private func summary(
    _ summaries: [MetricSummary],
    _ id: String,
    _ statistic: String,
    _ cohort: Cohort
  ) -> MetricSummary? {
    summaries.first {
      $0.metric.id == id && $0.statistic == statistic && $0.cohort == cohort && $0.period == .whole
    }
  }

  @Test func `a rate shows its whole numbers and its evidence`() async throws {
    let summaries = await summaries(of: maker().table(), options: ComparisonOptions())
    let bot = try #require(
      summary(summaries, "durable_resolution_rate", "rate", .entry(.botFirst))
    )
    #expect(bot.estimate.value == 0.8)
    #expect(bot.estimate.numerator == 56 && bot.estimate.denominator == 70)
    #expect(bot.evidence.map(\.count) == [70])
    let all = try #require(summary(summaries, "durable_resolution_rate", "rate", .all))
    #expect(all.estimate.denominator == 150)
    #expect(summary(summaries, "entry_share", "share", .entry(.botFirst))?.estimate.numerator == 70)
    #expect(summary(summaries, "contact_count", "count", .all)?.estimate.value == 150)
  }

  @Test func `a mean never stands without its quantiles`() async throws {
    let summaries = await summaries(of: maker().table(), options: ComparisonOptions())
    for mean in summaries where mean.statistic == "mean" {
      #expect(summary(summaries, mean.metric.id, "p50", mean.cohort) != nil)
      #expect(summary(summaries, mean.metric.id, "p90", mean.cohort) != nil)
    }
    // The 35th and the 36th of 0 to 69.
    let median = summary(summaries, "first_response_time", "p50", .entry(.botFirst))
    #expect(median?.estimate.value == 34.5)
    #expect(summary(summaries, "first_response_time", "mean", .all)?.estimate.value == 34.5)
  }

  @Test func `deflection is refused in every cohort`() async {
    let refused = await summaries(of: maker().table(), options: ComparisonOptions())
      .filter { $0.metric.id == "deflection_rate" }
    #expect(refused.count >= 3)
    #expect(refused.allSatisfy { $0.estimate.nullReason == "needs_counterfactual" })
  }

  @Test func `satisfaction never stands without its response rate`() async {
    let all = await summaries(of: maker().table(), options: ComparisonOptions())
    for csat in all where csat.metric.id == "csat_top2" {
      #expect(
        all.contains {
          $0.metric.id == "survey_response_rate" && $0.cohort == csat.cohort
            && $0.period == csat.period
        }
      )
    }
  }

  @Test func `a column that the table lacks says what one of nulls says`() async {
    var full = maker().table()
    // One is left out because nobody engaged: only the engaged rate counts it.
    full.isCounted[3] = false
    full.leftOut[3] = .notEngaged
    var bare = full
    let none = [RateCell](repeating: .null(.notInExport), count: full.count)
    for metric in [RateMetric.engaged, .handoff, .csatTop2, .repeat7dAny] {
      full.rates[metric.index] = none
      bare.rates[metric.index] = []
    }
    for metric in [ValueMetric.firstResponseTime, .turns, .talkRatio] {
      full.values[metric.index] = [ValueCell](repeating: .null(.notInExport), count: full.count)
      bare.values[metric.index] = []
    }
    let expected = await summaries(of: full, options: ComparisonOptions())
    let found = await summaries(of: bare, options: ComparisonOptions())
    #expect(found.map { "\($0)" } == expected.map { "\($0)" })
    let engaged = summary(found, "engaged_rate", "rate", .all)
    #expect(engaged?.excluded.map(\.reason) == ["not_in_export"])
    #expect(engaged?.excluded.map(\.count) == [150])
    let response = summary(found, "first_response_time", "p50", .all)
    #expect(response?.excluded.map(\.count) == [149])
  }

  @Test func `ratings on another scale are left out, not pooled`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 50, of: 100) { row, index in
      row.isRated = true
      row.isSatisfied = index < 60
    }
    var table = maker.table()
    for row in 0..<30 { table.ratingScale[row] = RatingScale(min: 0, max: 10) }
    let all = await summaries(of: table, options: ComparisonOptions())
    let csat = try #require(summary(all, "csat_top2", "rate", .all))
    #expect(csat.estimate.numerator == 30 && csat.estimate.denominator == 70)
    #expect(csat.excluded.map(\.count) == [30])
  }

  /// Week 20 000 ends at the start of day 20 007.
  @Test(arguments: [
    (0, 20_007, true, false), (0, 20_006, false, false), (0, 20_014, true, true),
    (20_001, 20_014, false, false),
  ])
  func `a week is whole after its end, and for durable resolution a week later`(
    firstDay: Int,
    asOfDay: Int,
    abandonment: Bool,
    durable: Bool
  ) async {
    var options = ComparisonOptions(asOfWallClock: Int64(asOfDay) * 86_400_000)
    options.firstDay = firstDay > 0 ? firstDay : nil
    let weekly = await summaries(of: maker().table(), options: options).filter {
      if case .week(20_000, _) = $0.period { return $0.cohort == .all }
      return false
    }
    func isComplete(_ id: String) -> Bool? {
      weekly.first { $0.metric.id == id }.map {
        $0.period == .week(monday: 20_000, complete: true)
      }
    }
    #expect(isComplete("abandonment_rate") == abandonment)
    #expect(isComplete("durable_resolution_rate") == durable)
  }
}
