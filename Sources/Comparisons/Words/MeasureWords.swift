import Facts

/// How each measure says its two figures.
///
/// Every share names the contacts it is a share of.
enum MeasureWords {
  /// What stands before the colon: both figures and how many contacts they rest on.
  static func figures(_ finding: ComparisonFinding) -> String? {
    guard let bot = finding.bot.value, let human = finding.human.value, bot.isFinite,
      human.isFinite
    else { return nil }
    let basis = basis(finding)
    if finding.scale == .ratio {
      return amounts(finding, bot: bot, human: human, basis)
    }
    let b = NumberWords.percent(bot)
    let h = NumberWords.percent(human)
    return rates(finding, b, h, basis)
  }

  private static func rates(
    _ finding: ComparisonFinding,
    _ b: String,
    _ h: String,
    _ basis: String
  ) -> String {
    switch finding.metric.id {
    case RateMetric.durableResolution.id:
      "The bot resolved \(b) and humans \(h) of comparable contacts for good \(basis)"
    case RateMetric.repeat7dAny.id:
      "Customers came back within 7 days after \(b) of comparable contacts that the bot opened"
        + " and \(h) of those that humans opened \(basis)"
    case RateMetric.resolvedWithin24h.id:
      "The bot resolved \(b) and humans \(h) of comparable contacts within 24 hours \(basis)"
    case RateMetric.csatTop2.id:
      "Among comparable contacts that were rated, \(b) were satisfied with the bot and \(h)"
        + " with humans \(basis)"
    default:
      finding.metric.title + isFlag(finding) + ": \(b) of comparable contacts that the bot opened"
        + " and \(h) of those that humans opened \(basis)"
    }
  }

  private static func amounts(
    _ finding: ComparisonFinding,
    bot: Double,
    human: Double,
    _ basis: String
  ) -> String {
    let part = finding.statistic == "p90" ? "Nine in ten" : "Half"
    let isWords = finding.metric.unit == .words
    let b = isWords ? NumberWords.twoDigits(bot) + " words" : NumberWords.duration(bot)
    let h = isWords ? NumberWords.twoDigits(human) + " words" : NumberWords.duration(human)
    switch finding.metric.id {
    case ValueMetric.firstResponseTime.id:
      return "\(part) of comparable contacts had a first reply within \(b) when the bot opened"
        + " them and within \(h) when humans did \(basis)"
    case ValueMetric.fullResolutionTime.id:
      return "\(part) of comparable contacts that were resolved took up to \(b) when the bot"
        + " opened them and up to \(h) when humans did \(basis)"
    case ReplyMetric.verbosity.id:
      return "\(part) of replies in comparable contacts had up to \(b) when the bot opened them"
        + " and up to \(h) when humans did \(basis)"
    default:
      return "\(part) of comparable contacts: \(finding.metric.title.lowercased()) up to \(b) when"
        + " the bot opened them and up to \(h) when humans did \(basis)"
    }
  }

  private static func isFlag(_ finding: ComparisonFinding) -> String {
    if finding.warnings.contains("corrected_for_errors") { return ", corrected by labels" }
    return finding.reason == "detector_not_validated" ? ", flagged" : ""
  }

  /// What the figures rest on: `(9 120 and 4 310 contacts)`.
  private static func basis(_ finding: ComparisonFinding) -> String {
    let unit =
      switch finding.metric.level {
      case .reply: "replies"
      default: finding.metric.id == RateMetric.csatTop2.id ? "ratings" : "contacts"
      }
    return "(" + NumberWords.count(finding.bot.denominator ?? 0) + " and "
      + NumberWords.count(finding.human.denominator ?? 0) + " " + unit + ")"
  }

  /// The whole sentence: figures, difference and interval.
  static func sentence(_ finding: ComparisonFinding, level: Double) -> String {
    guard let figures = figures(finding) else { return "" }
    if finding.scale == .ratio {
      let words = finding.metric.unit == .words ? "many" : "long"
      let seconds =
        finding.metric.unit == .seconds
        ? EffectWords.seconds(finding.difference, level: level) : nil
      // "0 times as long" says nothing that the seconds do not say better.
      let ratio =
        finding.ratio?.value == 0 && seconds != nil
        ? nil : finding.ratio.flatMap { EffectWords.ratio($0, level: level, as: words) }
      let effect = [ratio, seconds].compactMap(\.self).joined(separator: "; ")
      return effect.isEmpty ? figures + "." : figures + ": " + effect + "."
    }
    guard let effect = EffectWords.points(finding.difference, level: level) else {
      return figures + "."
    }
    return figures + ": " + effect + "."
  }

  /// The overlap in words.
  ///
  /// `Only 31.0 % of the bot's contacts (310 of 1 000) are of a kind of which each side has at least 5.`
  static func overlap(_ comparable: Int, of total: Int) -> String {
    guard total > 0 else { return "The bot opened no contact." }
    guard comparable > 0 else {
      return "None of the bot\u{2019}s contacts (0 of " + NumberWords.count(total)
        + ") is of a kind of which each side has at least 5."
    }
    return "Only " + NumberWords.percent(Double(comparable) / Double(total))
      + " of the bot\u{2019}s contacts (" + NumberWords.count(comparable) + " of "
      + NumberWords.count(total) + ") are of a kind of which each side has at least 5."
  }

  /// The same for the humans' side.
  static func humanOverlap(_ comparable: Int, of total: Int) -> String {
    guard comparable > 0 else {
      return "None of the humans\u{2019} contacts (0 of " + NumberWords.count(total)
        + ") is of a kind of which each side has at least 5."
    }
    return "Only " + NumberWords.percent(Double(comparable) / Double(max(1, total)))
      + " of the humans\u{2019} contacts (" + NumberWords.count(comparable) + " of "
      + NumberWords.count(total) + ") are of a kind of which each side has at least 5."
  }
}
