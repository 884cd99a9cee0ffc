import Facts
import Testing

@testable import Comparisons

/// What follows from other figures of the same cohort and period is hidden; the numbers are made up and checked by hand.
@Suite struct LinkedFiguresTests {
  private struct Row {
    var id: String
    var size: Int
    var yes: Int?
    var excluded: [(reason: String, count: Int)] = []

    init(
      _ id: String,
      _ size: Int,
      _ yes: Int? = nil,
      without reason: String = "",
      _ count: Int = 0
    ) {
      (self.id, self.size, self.yes) = (id, size, yes)
      if count > 0 { excluded = [(reason, count)] }
    }
  }

  /// Metrics of the humans' 450 contacts that are hidden.
  private func hidden(_ rows: [Row]) throws -> Set<String> {
    var summaries: [MetricSummary] = []
    for row in [Row("contact_count", 450)] + rows {
      let metric = try #require(MetricDefinition.all.first { $0.id == row.id })
      // The bot has none, so all contacts are the humans'.
      for cohort in [Cohort.all, .entry(.humanFirst)] {
        summaries.append(
          MetricSummary(
            statistic: row.yes == nil ? "p50" : "rate",
            metric: metric,
            cohort: cohort,
            period: .whole,
            estimate: Estimate(value: 0.5, numerator: row.yes, denominator: row.size),
            excluded: row.excluded
          )
        )
      }
    }
    let hiding = SummaryHiding(summaries, threshold: 20)
    return Set(hiding.hidden.filter { $0[1] == "human_first" }.map { $0[0] })
  }

  @Test func `outcomes are shown down to the first that tells a small count`() throws {
    let outcomes = [
      Row("lenient_resolution_rate", 430, 300), Row("confirmed_resolution_rate", 430, 100),
      Row("abandonment_rate", 430, 100), Row("silent_after_answer_share", 430, 120),
      Row("silent_after_question_share", 430, 50),
    ]
    // 300 − 100 − 120 − 50 leaves 30 that people declared, and 100 − 50 − 30 leaves 20 whom nobody attended.
    let declared = [
      Row("declared_by_bot_share", 430, 50), Row("declared_by_human_share", 430, 30),
      Row("left_waiting_share", 430, 30),
    ]
    #expect(try hidden(outcomes + declared) == [])
    // 15 that were declared by somebody else follow from 65 declared by the bot.
    let few = [
      Row("declared_by_bot_share", 430, 65), Row("declared_by_human_share", 430, 0),
      Row("left_waiting_share", 430, 30),
    ]
    #expect(
      try hidden(outcomes + few) == [
        "declared_by_bot_share", "declared_by_human_share", "silent_after_question_share",
        "left_waiting_share",
      ]
    )
  }

  @Test func `contacts that nobody attended follow neither from abandonment nor from replies`()
    throws
  {
    let abandoned = [
      Row("abandonment_rate", 430, 100), Row("silent_after_question_share", 430, 50),
      Row("left_waiting_share", 430, 33),
    ]
    #expect(
      try hidden(abandoned) == ["silent_after_question_share", "left_waiting_share"]
    )
    let times = [
      Row("first_response_time", 433, without: "no_reply", 17),
      // Nobody was transferred; of how many is what must not be told.
      Row("transfer_rate", 433, 0, without: "not_applicable", 17), Row("bounce_rate", 450, 0),
      // Another reason, and the same number.
      Row("parallel_contact_rate", 433, 40, without: "unknown_customer", 17),
      Row("shouting_rate", 450, 33), Row("slow_reply_rate", 721, 433),
    ]
    #expect(
      try hidden(times) == [
        "first_response_time", "transfer_rate", "parallel_contact_rate", "slow_reply_rate",
      ]
    )
    // By itself the record's own gaps are no secret.
    #expect(
      try hidden([Row("parallel_contact_rate", 433, 40, without: "unknown_customer", 17)]) == []
    )
  }

  @Test func `the satisfied follow neither from bounds nor from those who rated before a person`()
    throws
  {
    let asked = [
      Row("csat_top2", 100, 60, without: "no_rating", 350),
      Row("survey_response_rate", 300, 100, without: "not_applicable", 150),
      Row("survey_offer_rate", 450, 300),
    ]
    #expect(
      try hidden(asked + [Row("csat_top2_before_human", 90, 55)]) == ["csat_top2_before_human"]
    )
    #expect(try hidden(asked + [Row("csat_top2_before_human", 50, 30)]) == [])
    let unhappy = [Row("csat_top2", 100, 92, without: "no_rating", 350)] + asked.dropFirst()
    #expect(
      try hidden(unhappy + [Row("csat_bounds", 300, 92)]) == [
        "csat_top2", "survey_response_rate", "survey_offer_rate", "csat_bounds",
      ]
    )
  }

  @Test func `who asked once, and who got a person in vain, is not left over`() throws {
    #expect(
      try hidden([
        Row("human_request_rate", 450, 100), Row("repeated_human_request_rate", 450, 90),
      ]) == ["repeated_human_request_rate"]
    )
    #expect(
      try hidden([
        Row("containment_rate", 450, 300), Row("handoff_attempt_rate", 450, 150),
        Row("handoff_rate", 450, 138), Row("time_to_human", 138, without: "no_reply", 312),
      ]) == ["handoff_rate", "time_to_human"]
    )
  }

  /// Each pair of figures is harmless alone; ten of 450 are left over where both are shown.
  @Test(
    arguments: [
      ("resolved_within_24h", "resolved_within_1h"),
      ("durable_resolution_rate", "durable_resolution_rate_strict"),
      ("bot_repeat_rate", "bot_loop_rate"),
      ("flagged_dissatisfaction_rate", "flagged_frustration_rate"),
      ("repeat_contact_rate_7d_any", "repeat_contact_rate_7d_same_topic"),
      ("repeat_contact_rate_30d_any", "repeat_contact_rate_7d_any"),
      ("queue_abandonment_rate", "queue_abandonment_rate_without_short"),
    ]
  )
  func
    `of two figures of which one holds the other the first is shown, and the second if it tells nothing`(
      whole: String,
      part: String
    ) throws
  {
    let last: Set = part.hasSuffix("7d_any") ? [whole] : [part]
    #expect(try hidden([Row(whole, 450, 150), Row(part, 450, 140)]) == last)
    #expect(try hidden([Row(whole, 450, 150), Row(part, 450, 90)]) == [])
  }

  @Test
  func
    `latency by party is hidden where one party wrote little, and what rests on as many replies`()
    throws
  {
    func replies(_ bot: Int, _ human: Int) -> [Row] {
      [
        Row("response_latency", 721), Row("response_latency_bot", bot),
        Row("response_latency_human", human), Row("no_match_rate", bot, 40),
      ]
    }
    #expect(
      try hidden(replies(710, 11)) == [
        "response_latency_bot", "response_latency_human", "no_match_rate",
      ]
    )
    #expect(try hidden(replies(500, 221)) == [])
  }

  @Test func `every figure of the list is in the dictionary, once`() {
    let names = LinkedFigures.all.flatMap { $0.steps.joined() }
    #expect(Set(names).count == names.count)
    let known = Set(MetricDefinition.all.map(\.id))
    #expect(names.filter { !known.contains($0) } == [])
    for rest in LinkedFigures.all.flatMap(\.rests) {
      #expect((rest.plus + rest.minus).allSatisfy { names.contains($0.metric) })
    }
  }
}
