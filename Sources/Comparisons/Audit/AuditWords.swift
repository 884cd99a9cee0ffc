import Facts

/// An audit in sentences; every share with what it is a share of, every estimate with its interval.
package enum AuditWords {
  /// The lines that say all of an audit.
  ///
  /// - Parameters:
  ///   - audit: The labels.
  ///   - level: The level of the intervals.
  /// - Returns: A heading, lines of each arm, and the difference where both arms have labels.
  package static func lines(_ audit: DetectorAudit, level: Double) -> [String] {
    let metric = audit.metric.definition
    var lines = ["\(metric.title) (\(metric.number), \(metric.id))"]
    let bot = audit.bot.map { AuditFigures($0, level: level) }
    let human = audit.human.map { AuditFigures($0, level: level) }
    for (name, arm, figures) in [
      ("Contacts that the bot opened", audit.bot, bot),
      ("Contacts that humans opened", audit.human, human),
    ] {
      guard let arm, let figures else {
        lines.append(name + ": none was drawn, so nothing is known of them.")
        continue
      }
      lines += self.lines(name, arm, figures, level)
    }
    if let bot, let human, let difference = AuditFigures.difference(bot, human, level: level),
      let words = EffectWords.points(difference, level: level)
    {
      lines.append("Difference by the labels, bot less human, not adjusted: " + words + ".")
    }
    return lines
  }

  private static func lines(
    _ name: String,
    _ arm: DetectorAudit.Arm,
    _ figures: AuditFigures,
    _ level: Double
  ) -> [String] {
    var labels = NumberWords.count(arm.labelled) + " labelled"
    if arm.unclear > 0 { labels += ", " + NumberWords.count(arm.unclear) + " unclear" }
    if arm.unlabelled > 0 {
      labels += ", " + NumberWords.count(arm.unlabelled) + " without a label"
    }
    let head = name + ": flagged " + NumberWords.share(arm.flagged, of: arm.contacts) + "; "
    guard arm.labelled > 0 else { return [head + labels + ". Nothing follows without labels."] }
    return [
      head + labels + ".",
      "  sensitivity: " + share(figures.sensitivity, level, none: "people saw none"),
      "  specificity: " + share(figures.specificity, level, none: "people saw it in all"),
      "  by the labels: " + rate(figures.corrected, level),
    ]
  }

  /// `62.5 % (5 of 8; 95 % interval 30.6 % to 86.3 %)`.
  private static func share(_ estimate: Estimate, _ level: Double, none: String) -> String {
    guard let value = estimate.value, let interval = interval(estimate, level) else { return none }
    return NumberWords.percent(value) + " (" + NumberWords.count(estimate.numerator ?? 0) + " of "
      + NumberWords.count(estimate.denominator ?? 0) + "; " + interval + ")"
  }

  private static func rate(_ estimate: Estimate, _ level: Double) -> String {
    guard let value = estimate.value, let interval = interval(estimate, level) else {
      return "two labels at least are needed"
    }
    return NumberWords.percent(value) + " (" + interval + "; "
      + NumberWords.count(estimate.denominator ?? 0) + " labels)"
  }

  private static func interval(_ estimate: Estimate, _ level: Double) -> String? {
    guard let lower = estimate.lower, let upper = estimate.upper else { return nil }
    return NumberWords.level(level) + " interval " + NumberWords.percent(lower) + " to "
      + NumberWords.percent(upper)
  }

  /// How the detector did, in the caveat of a finding.
  static func caveat(_ bot: DetectorAudit.Arm, _ human: DetectorAudit.Arm) -> String {
    func side(_ arm: DetectorAudit.Arm) -> String {
      NumberWords.share(arm.found, of: arm.found + arm.missed) + " and passed "
        + NumberWords.share(arm.passed, of: arm.passed + arm.falseAlarms)
    }
    return "Corrected by labels: of the bot\u{2019}s contacts the rule found " + side(bot)
      + ", of the humans' " + side(human) + "."
  }
}
