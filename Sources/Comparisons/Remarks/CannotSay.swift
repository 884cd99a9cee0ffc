import Cohorts
import Facts
import Statistics

/// What cannot be said from these contacts, and why.
struct CannotSay: Sendable {
  let design: ComparisonDesign
  let family: [ComparisonFinding]
  let satisfaction: Satisfaction
  let bounds: OutcomeBounds?

  var sentences: [String] {
    guard design.botCount > 0, design.humanCount > 0 else { return [core].compactMap(\.self) }
    return [core, ratings, fewCustomers, bounds?.sentence, identity, topics, measuring, routing]
      .compactMap(\.self)
  }

  /// Said once, for everything that `--metrics core` leaves out.
  private var core: String? {
    guard design.table.metrics == .core else { return nil }
    return
      "Only the core was computed (--metrics core): nothing is said of satisfaction, sentiment, repeated or"
      + " rephrased messages, loops, conduct of replies, links, queues, languages, hours, work, cost or vendors\u{2019}"
      + " rules."
  }

  private var ratings: String? {
    guard design.table.metrics == .all else { return nil }
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
