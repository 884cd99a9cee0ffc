import Cohorts
import Facts
import Statistics

/// What cannot be said from these contacts, and why.
struct CannotSay: Sendable {
  let design: ComparisonDesign
  let family: [ComparisonFinding]
  let satisfaction: Satisfaction

  var sentences: [String] {
    guard design.botCount > 0, design.humanCount > 0 else { return [] }
    return [ratings, fewCustomers, unknownOutcomes, identity, topics, measuring, routing]
      .compactMap(\.self)
  }

  private var ratings: String? {
    guard let csat = family.last, csat.metric.id == RateMetric.csatTop2.id,
      csat.verdict == .notMeasurable
    else { return nil }
    let rated = satisfaction.botResponse.numerator + satisfaction.humanResponse.numerator
    if rated == 0 { return "Satisfaction: there are no ratings." }
    return "Satisfaction: " + satisfaction.sentence
  }

  private var fewCustomers: String? {
    guard let durable = family.first, durable.reason == "too_few_customers" else { return nil }
    return "Few customers: no verdict is given below "
      + NumberWords.count(SampleSize.fewestCustomers) + " on each side."
  }

  /// STATISTICS 6.1: the range is printed when unknown outcomes exceed a twentieth of either arm.
  private var unknownOutcomes: String? {
    let lenient = RateColumn(.lenientResolution, design)
    let outcome = design.table.whole(design.table.outcome, fill: .unknown)
    var unknown = (bot: 0, human: 0)
    for (position, row) in design.rows.enumerated() where outcome[Int(row)] == .unknown {
      if design.arm[position] == 1 { unknown.bot += 1 } else { unknown.human += 1 }
    }
    func counts(_ rate: RateCounts, _ unknown: Int) -> UnknownOutcomes.Counts {
      UnknownOutcomes.Counts(
        yes: rate.numerator,
        no: rate.denominator - rate.numerator,
        unknown: unknown
      )
    }
    let bot = counts(lenient.bot, unknown.bot)
    let human = counts(lenient.human, unknown.human)
    let isMany = unknown.bot * 20 > bot.total || unknown.human * 20 > human.total
    guard isMany, let bounds = UnknownOutcomes(bot: bot, human: human) else { return nil }
    func limit(_ value: Double) -> String {
      NumberWords.points(value) + " points " + (value < 0 ? "fewer" : "more")
    }
    return "Depending on what happened in the "
      + NumberWords.count(unknown.bot + unknown.human) + " contacts with unknown outcome,"
      + " the difference in lenient resolution lies between "
      + limit(bounds.difference.lowerBound) + " and " + limit(bounds.difference.upperBound) + "."
  }

  private var identity: String? {
    guard DraftBuilder(design: design).identityIsPoor else { return nil }
    return "Returns may be missed: the customer is known in "
      + NumberWords.share(design.botIdentity.known, of: design.botIdentity.of)
      + " contacts that the bot opened and "
      + NumberWords.share(design.humanIdentity.known, of: design.humanIdentity.of)
      + " that humans opened."
  }

  private var topics: String? {
    guard let share = design.unknownTopicShare, share > 0.20 else { return nil }
    let unknown = Int((share * Double(design.rows.count)).rounded())
    return "Topics: " + NumberWords.share(unknown, of: design.rows.count)
      + " contacts have no known topic, so the adjustment is weak."
  }

  private var measuring: String? {
    let unlike = family.filter { $0.warnings.contains("measured_differently") }
    guard !unlike.isEmpty else { return nil }
    return "Measured differently for bot and humans: "
      + unlike.map { $0.metric.title.lowercased() }.joined(separator: ", ") + "."
  }

  /// Always there: no log can rule this out.
  private var routing: String {
    "Routing was not random; differences between the contacts that Onpar cannot see may remain."
  }
}
