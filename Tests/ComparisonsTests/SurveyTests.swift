import Comparisons
import Facts
import Testing

/// M43 and M44: what the silent could change, and scores on scales of their own.
@Suite struct SurveyTests {
  /// 100 contacts of the bot and 80 of humans; of each the first were rated, the very first satisfied.
  private func table(
    bot: (satisfied: Int, rated: Int) = (12, 20),
    human: (satisfied: Int, rated: Int) = (30, 40)
  ) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 50, of: 100) { row, index in
      row.isRated = index < bot.rated
      row.isSatisfied = index < bot.satisfied
    }
    maker.add(.humanFirst, 40, of: 80) { row, index in
      row.isRated = index < human.rated
      row.isSatisfied = index < human.satisfied
    }
    return maker.table()
  }

  private func rows(
    _ table: ContactTable,
    _ id: String,
    _ statistic: String,
    _ cohort: Cohort = .entry(.botFirst)
  ) async -> MetricSummary? {
    await summaries(of: table, options: ComparisonOptions()).first {
      $0.metric.id == id && $0.statistic == statistic && $0.cohort == cohort
    }
  }

  private func found(_ table: ContactTable) async -> Findings {
    await findings(
      table: table,
      run: RunFacts(version: "1", dictionaryVersion: "1", lexiconVersion: "1"),
      quality: DataQuality(),
      options: ComparisonOptions()
    )
  }

  @Test func `the bounds are satisfied of asked, and satisfied with all the silent`() async throws {
    let lower = try #require(await rows(table(), "csat_bounds", "lower_bound"))
    let upper = try #require(await rows(table(), "csat_bounds", "upper_bound"))
    #expect(lower.estimate.numerator == 12 && lower.estimate.denominator == 100)
    #expect(upper.estimate.numerator == 92 && upper.estimate.denominator == 100)
    #expect(lower.estimate.value == 0.12 && upper.estimate.value == 0.92)
    #expect((lower.estimate.lower ?? 1) < 0.12 && (lower.estimate.upper ?? 0) > 0.12)
    let human = try #require(
      await rows(table(), "csat_bounds", "upper_bound", .entry(.humanFirst))
    )
    #expect(human.estimate.numerator == 70 && human.estimate.denominator == 80)
  }

  @Test func `who was not asked is not silent`() async throws {
    var table = table()
    for row in 0..<180 { table[.surveyOffer][row] = .known(row < 60 || row >= 100, .event) }
    let lower = try #require(await rows(table, "csat_bounds", "lower_bound"))
    #expect(lower.estimate.numerator == 12 && lower.estimate.denominator == 60)
    #expect(lower.excluded.map(\.reason) == ["not_applicable"])
    #expect(lower.excluded.map(\.count) == [40])
  }

  @Test func `a rating on another scale is an answer, and on neither side of the bounds`() async {
    var table = table()
    for row in 0..<5 { table.ratingScale[row] = RatingScale(min: 0, max: 10) }
    let lower = await rows(table, "csat_bounds", "lower_bound")
    #expect(lower?.estimate.numerator == 7 && lower?.estimate.denominator == 95)
    // One without a top two likewise.
    table[.csatTop2][0] = .null(.notApplicable)
    table.ratingScale[0] = RatingScale(min: 0, max: 100)
    #expect(await rows(table, "csat_bounds", "lower_bound")?.estimate.denominator == 95)
  }

  @Test func `without ratings there are no bounds, and with few contacts only counts`() async {
    let none = await rows(table(bot: (0, 0)), "csat_bounds", "upper_bound")
    #expect(none?.estimate.value == nil && none?.estimate.nullReason == "no_rating")
    #expect(none?.estimate.denominator == 100)
    var maker = TableMaker()
    maker.add(.botFirst, 5, of: 19) { row, index in row.isRated = index < 5 }
    let few = await rows(maker.table(), "csat_bounds", "upper_bound")
    #expect(few?.estimate.nullReason == "too_few" && few?.estimate.denominator == 19)
  }

  @Test func `at the tipping point the difference turns`() async throws {
    let findings = await found(table())
    let tip = try #require(findings.summaries.first { $0.statistic == "tipping_point" })
    #expect(tip.cohort == .entry(.botFirst) && tip.estimate.denominator == 80)
    // Humans 30 of 40; the bot reaches 75 of 100 with 63 of its 80 silent.
    #expect(tip.estimate.value == 63.0 / 80)
    #expect(findings.ratingBounds?.tippingPoint == 63.0 / 80)
    #expect(findings.summaries.filter { $0.statistic == "tipping_point" }.count == 1)
    // The export of these tables says of nobody that he was asked.
    #expect(
      findings.ratingBounds?.sentence.contains("every engaged contact counts as asked") == true
    )
  }

  @Test func `where no opinion of the silent turns it, the tipping point is null`() async {
    // 95 of the bot's 96 ratings are satisfied: the 4 silent cannot bring it down to 3 in 4.
    let findings = await found(table(bot: (95, 96)))
    let tip = findings.summaries.first { $0.statistic == "tipping_point" }
    #expect(tip?.estimate.value == nil && tip?.estimate.nullReason == "no_tipping_point")
    let unrated = await found(table(human: (0, 0)))
    #expect(
      unrated.summaries.first { $0.statistic == "tipping_point" }?.estimate.nullReason
        == "no_rating"
    )
  }

  private func scored(_ scores: [Double], _ scale: RatingScale) -> ContactTable {
    var table = table(bot: (scores.count, scores.count), human: (40, 40))
    for row in 0..<180 {
      let score = row < scores.count ? scores[row] : 4
      if row < scores.count { table.ratingScale[row] = scale }
      if table.ratingScale[row] != nil { table[.csatScore][row] = .known(score, .explicit) }
    }
    return table
  }

  @Test func `NPS is per cent of 9 and 10 less per cent of 0 to 6`() async throws {
    let all = (0...10).map(Double.init)
    let scores = all + all + [9, 9, 10]
    let nps = try #require(
      await rows(scored(scores, RatingScale(min: 0, max: 10)), "nps", "score")
    )
    // 7 of 25 promote, 14 of 25 detract.
    #expect(abs((nps.estimate.value ?? 0) - -28) < 1e-9)
    #expect(nps.estimate.denominator == 25)
    let lower = try #require(nps.estimate.lower)
    let upper = try #require(nps.estimate.upper)
    #expect(lower >= -100 && lower < -28 && upper > -28 && upper <= 100)
    let human = await rows(
      scored(scores, RatingScale(min: 0, max: 10)),
      "nps",
      "score",
      .entry(.humanFirst)
    )
    // Rated, but on five points.
    #expect(
      human?.estimate.nullReason == "not_applicable" || human?.estimate.nullReason == "no_rating"
    )
    #expect(human?.estimate.denominator == 0)
  }

  @Test func `ratings on another scale are no NPS, and a cohort with few has only its count`() async
  {
    let other = scored(Array(repeating: 5, count: 25), RatingScale(min: 1, max: 5))
    let none = await rows(other, "nps", "score")
    #expect(none?.estimate.nullReason == "not_in_export" && none?.estimate.denominator == 0)
    let few = await rows(scored([9, 9], RatingScale(min: 0, max: 10)), "nps", "score")
    #expect(few?.estimate.nullReason == "too_few" && few?.estimate.denominator == 2)
  }

  @Test func `CES is the share of the top three of seven, and the mean beside it`() async {
    let scores: [Double] = [1, 2, 3, 4, 4, 5, 5, 6, 7, 7] + Array(repeating: 7, count: 10)
    let table = scored(scores, RatingScale(min: 1, max: 7))
    let share = await rows(table, "ces", "rate")
    #expect(share?.estimate.numerator == 15 && share?.estimate.denominator == 20)
    // 44 and 70 in 20 ratings.
    #expect(await rows(table, "ces_score", "mean")?.estimate.value == 5.7)
    #expect(await rows(table, "ces_score", "p50")?.estimate.value == 7)
  }
}
