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
      full.values[metric.index] = ValueCells(repeatElement(.null(.notInExport), count: full.count))
      bare.values[metric.index] = ValueCells()
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

  /// 30 of 100 confirmed, 80 resolved at all.
  private func range(confirmed: Int, resolved: Int) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, resolved, of: 100)
    maker.add(.humanFirst, 60, of: 100)
    var table = maker.table()
    for row in 0..<100 { table[.confirmedResolution][row] = .known(row < confirmed, .explicit) }
    for row in 100..<200 { table[.confirmedResolution][row] = .known(row < 130, .explicit) }
    table[.lenientResolution][99] = .null(.openCensored)
    table[.confirmedResolution][99] = .null(.openCensored)
    return table
  }

  @Test func `the resolution range has both ends and a width with an interval of its own`()
    async throws
  {
    let all = await summaries(of: range(confirmed: 30, resolved: 80), options: ComparisonOptions())
    func row(_ statistic: String) throws -> MetricSummary {
      try #require(summary(all, "resolution_range", statistic, .entry(.botFirst)))
    }
    let (low, high, width) = (try row("lower_bound"), try row("upper_bound"), try row("width"))
    #expect(low.estimate.numerator == 30 && low.estimate.denominator == 99)
    #expect(high.estimate.numerator == 80 && high.estimate.denominator == 99)
    #expect(width.estimate.numerator == 50 && width.estimate.denominator == 99)
    #expect(width.excluded.map(\.reason) == ["open_censored"])
    let value = try #require(width.estimate.value)
    #expect(abs(value - 50.0 / 99) < 1e-12)
    let strict = try #require(
      summary(all, "confirmed_resolution_rate", "rate", .entry(.botFirst))
    )
    #expect(low.estimate == strict.estimate)
    // Below the smallest cell only the counts.
    var options = ComparisonOptions()
    options.minCell = 100
    let few = await summaries(of: range(confirmed: 30, resolved: 80), options: options)
    let withheld = try #require(summary(few, "resolution_range", "width", .entry(.botFirst)))
    #expect(withheld.estimate.value == nil && withheld.estimate.nullReason == "too_few")
  }

  /// Humans: 30 confirmed and 60 resolved of 100; a width of 30 points.
  ///
  /// One of the bot's hundred is open: 40 of 99 are more than 40 points, 39 are fewer.
  @Test(arguments: [(30, 70, true), (30, 69, false), (20, 70, true), (50, 65, true)])
  func `widths that differ by more than ten points are warned about`(
    _ confirmed: Int,
    _ resolved: Int,
    _ isWarned: Bool
  ) async {
    let findings = await range(confirmed: confirmed, resolved: resolved).findings()
    for id in ["confirmed_resolution_rate", "lenient_resolution_rate"] {
      let finding = findings.secondary.first { $0.metric.id == id }
      // Evidence differs in none: bot and humans confirm explicitly.
      let isMarked = finding?.caveat?.contains("although no customer") == true
      #expect(isMarked == isWarned, "\(id)")
      #expect(finding?.warnings.contains("measured_differently") == isWarned)
    }
  }

  @Test func `measures of replies have evidence, and say who has none and why`() async throws {
    var table = maker().table()
    table[.responseLatency].contact = (0..<50).map { Int32($0) }
    table[.responseLatency].value = ReplyValues((0..<50).map { Double($0) })
    table[.responseLatency].isBot = (0..<50).map { $0 < 40 }
    table[.slowReply] = table[.responseLatency]
    table[.slowReply].value = ReplyValues((0..<50).map { $0 < 5 ? 1 : 0 })
    table.latencyAbsence = (0..<150).map { row in
      row < 60 ? .missingTimestamp : row < 70 ? .noReply : .clockBackwards
    }
    let all = await summaries(of: table, options: ComparisonOptions())
    let bot = try #require(summary(all, "response_latency", "p50", .entry(.botFirst)))
    #expect(bot.estimate.denominator == 50)
    #expect(bot.evidence.map(\.evidence) == [.inferred] && bot.evidence.map(\.count) == [50])
    #expect(bot.excluded.map(\.reason) == ["no_reply", "missing_timestamp"])
    #expect(bot.excluded.map(\.count) == [10, 10])
    let slow = try #require(summary(all, "slow_reply_rate", "rate", .entry(.botFirst)))
    #expect(slow.estimate.numerator == 5)
    #expect(slow.evidence.map(\.count) == [50])
    // Nobody has one: the commonest reason, and not "nobody replied".
    let human = try #require(summary(all, "response_latency", "p50", .entry(.humanFirst)))
    #expect(human.estimate.nullReason == "clock_backwards")
    #expect(human.excluded.map(\.count) == [80])
    // Nothing was said of feelings or links: that does not mean that nobody replied.
    let empathy = try #require(summary(all, "empathy_rate", "rate", .all))
    #expect(empathy.estimate.nullReason == "not_applicable")
    let words = try #require(summary(all, "verbosity", "p50", .all))
    #expect(words.estimate.nullReason == "no_reply")
  }

  @Test func `what the trace says of replies is what the summary says`() async throws {
    var table = maker().table()
    table[.responseLatency].contact = (0..<50).map { Int32($0) }
    table[.responseLatency].value = ReplyValues((0..<50).map { Double($0) })
    table[.responseLatency].isBot = (0..<50).map { $0 < 40 }
    table.latencyAbsence = (0..<150).map { $0 < 60 ? .missingTimestamp : .noReply }
    let all = await summaries(of: table, options: ComparisonOptions())
    for metric in [ReplyMetric.responseLatency, .botLatency, .verbosity, .noMatch] {
      let row = try #require(
        all.first {
          $0.metric.id == metric.id && $0.cohort == .entry(.botFirst) && $0.period == .whole
        }
      )
      let trace = Trace(.replies(metric), cohort: .entry(.botFirst), monday: nil, table: table)
      #expect(trace.denominator == row.estimate.denominator, "\(metric)")
      #expect(trace.excluded.map { "\($0)" } == row.excluded.map { "\($0)" }, "\(metric)")
    }
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
