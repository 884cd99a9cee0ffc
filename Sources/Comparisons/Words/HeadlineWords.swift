import Facts

/// The one sentence of at most 14 words that answers the question (REPORT 1).
///
/// Chosen by rule from the verdicts of the headline family; durable resolution leads.
enum HeadlineWords {
  /// The sentence for a family in the order of STATISTICS 7.3.
  static func sentence(_ family: [ComparisonFinding], bot: Int, human: Int) -> String {
    if bot == 0, human == 0 { return "There is nothing to compare: no contact was counted." }
    if bot == 0 { return "There is nothing to compare: no contact was opened by the bot." }
    if human == 0 { return "There is nothing to compare: no contact was opened by a person." }
    guard let durable = family.first else { return "There is nothing to compare." }
    let rest = family.dropFirst()
    let worse = rest.first { $0.verdict == .worse }.map(name)
    switch durable.verdict {
    case .notComparable: return "It cannot be said: bot and people get different contacts."
    case .worse where durable.warnings.contains("unknown_topics"):
      return "The bot resolves fewer for good, but the contacts\u{2019} topics are unknown."
    case .worse: return "No. On comparable contacts the bot resolves fewer for good."
    case .better where durable.warnings.contains("unknown_topics"):
      return "The bot resolves more for good, but the contacts\u{2019} topics are unknown."
    case .better:
      if let worse { return "Mixed: the bot resolves more for good but is worse on \(worse)." }
      return "Yes, and better: on comparable contacts the bot resolves more for good."
    case .equivalent:
      if let worse {
        return "Resolved for good equally often within the margin, worse on \(worse)."
      }
      return "Yes, within the margin: comparable contacts are resolved for good equally often."
    case .inconclusive:
      if let worse { return "The data do not settle resolution; the bot is worse on \(worse)." }
      return inconclusive(durable)
    case .notMeasurable: return withoutDurable(Array(rest))
    }
  }

  private static func inconclusive(_ durable: ComparisonFinding) -> String {
    switch durable.reason {
    case "too_few_customers": "The data do not settle it: too few customers."
    case "not_worse_than_margin":
      "Not settled: no worse by more than the margin, equality not shown."
    case "not_enough_data": "The data do not settle it: too few contacts to tell."
    default: "The data do not settle whether the bot resolves as many for good."
    }
  }

  private static func withoutDurable(_ rest: [ComparisonFinding]) -> String {
    if let worse = rest.first(where: { $0.verdict == .worse }) {
      return "Durable resolution cannot be measured; the bot is worse on \(name(worse))."
    }
    if let better = rest.first(where: { $0.verdict == .better }) {
      return "Durable resolution cannot be measured; the bot is better on \(name(better))."
    }
    return "It cannot be said: durable resolution cannot be measured in this export."
  }

  /// At most two words.
  private static func name(_ finding: ComparisonFinding) -> String {
    switch finding.metric.id {
    case RateMetric.durableResolution.id: "durable resolution"
    case RateMetric.repeat7dAny.id: "repeat contacts"
    case RateMetric.resolvedWithin24h.id: "24-hour resolution"
    case ValueMetric.firstResponseTime.id: "first replies"
    default: "satisfaction"
    }
  }
}
