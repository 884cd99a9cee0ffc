import Cohorts
import Facts
import Statistics

/// What the average hides: the raw figure, the worst topics, contacts that begin angry.
struct Hides: Sendable {
  let design: ComparisonDesign
  let durable: ComparisonFinding
  let topics: TopicTable

  /// At most this many topics are named.
  private static let mostTopics = 3

  var sentences: [String] {
    [rawAgainstAdjusted, spread].compactMap(\.self) + worstTopics + [angry].compactMap(\.self)
  }

  /// STATISTICS 5.3, said only when the class says so.
  private var rawAgainstAdjusted: String? {
    guard let kind = durable.caseMixClass, let crude = durable.crudeDifference.value,
      let adjusted = durable.difference.value, !design.strata.variables.isEmpty,
      let raw = EffectWords.bracketed(durable.crudeDifference, level: design.options.level)
    else { return nil }
    let noun = design.strata.variables == [.topic] ? "topics" : "contacts"
    let why = ": the bot gets the " + (crude > adjusted ? "easier " : "harder ") + noun + "."
    switch kind {
    case "reversal": return "Raw figures say the opposite (\(raw))" + why
    case "explained":
      return "Raw figures show a difference (\(raw)) that comparable contacts do not" + why
    case "masked": return "Raw figures hide the difference (\(raw))" + why
    case "attenuated": return "Raw figures overstate the difference (\(raw))" + why
    case "amplified": return "Raw figures understate the difference (\(raw))" + why
    default: return nil
    }
  }

  private var spread: String? {
    guard topics.heterogeneity?.isMarked == true else { return nil }
    return "One number does not describe this: see the table by topic."
  }

  /// Topics that are worse after control of false findings, the largest difference first.
  private var worstTopics: [String] {
    let tested = topics.findings.count { $0.qValue != nil }
    let worse = topics.findings.filter { $0.verdict == .worse }
      .sorted { ($0.difference.value ?? 0) < ($1.difference.value ?? 0) }
    return worse.prefix(Self.mostTopics).compactMap { topic in
      guard let effect = EffectWords.bracketed(topic.difference, level: design.options.level) else {
        return nil
      }
      return "Worse for \u{201C}\(NameWords.short(topic.name))\u{201D} (\(effect); "
        + NumberWords.count(topic.bot.denominator ?? 0) + " and "
        + NumberWords.count(topic.human.denominator ?? 0) + " contacts; "
        + NumberWords.count(tested) + (tested == 1 ? " topic tested)." : " topics tested).")
    }
  }

  /// Contacts with a frustration signal before the first reply.
  ///
  /// Fixed before anybody answered, so it may be a subgroup.
  private var angry: String? {
    let before = design.table.whole(design.table.strata.frustratedBefore, fill: false)
    let column = RateColumn(.durableResolution, design) { before[$0] }
    guard min(column.bot.denominator, column.human.denominator) >= design.options.minCell,
      let result = design.shown(
        try? design.frame?.proportion(
          answers: column.answers,
          level: design.options.level
        ).adjusted
      ),
      min(result.bot.size.customers, result.human.size.customers) >= SampleSize.fewestCustomers,
      result.difference.interval.upper < 0,
      let effect = EffectWords.bracketed(
        Estimate(result.difference, missing: "not_estimable"),
        level: design.options.level
      )
    else { return nil }
    return "Worse for contacts that begin angry (\(effect); "
      + NumberWords.count(column.bot.denominator) + " and "
      + NumberWords.count(column.human.denominator) + " contacts)."
  }
}
