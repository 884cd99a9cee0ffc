import Cohorts
import Facts
import Statistics

extension DraftBuilder {
  /// Puts both results into a finding and settles what needs no decision table.
  ///
  /// The order is that of STATISTICS 7.4: an arm without contacts, no values at all, too little
  /// overlap, then too few contacts to give a figure (METRICS E10).
  func fill(
    _ start: ComparisonFinding,
    counts: (bot: Int, human: Int),
    empty: String,
    _ contrast: Contrast?
  ) -> Draft {
    let adjusted = design.shown(contrast?.adjusted)
    let crude = design.shown(contrast?.crude)
    var finding = start
    addSharedWarnings(&finding)
    finding.crudeBot = crude.map { Estimate($0.bot, missing: empty) } ?? Estimate()
    finding.crudeHuman = crude.map { Estimate($0.human, missing: empty) } ?? Estimate()
    finding.crudeBot.denominator = counts.bot
    finding.crudeHuman.denominator = counts.human
    finding.comparableShareBot = adjusted?.bot.comparableShare
    finding.comparableShareHuman = adjusted?.human.comparableShare
    finding.bot.denominator = counts.bot
    finding.human.denominator = counts.human
    guard design.botCount > 0, design.humanCount > 0 else {
      return settled(finding, .notComparable, "no_conversations")
    }
    guard counts.bot > 0, counts.human > 0, let adjusted, let crude else {
      return settled(finding, .notMeasurable, empty)
    }
    guard (adjusted.bot.comparableShare ?? 0) >= 0.5 else {
      return settled(finding, .notComparable, "no_overlap")
    }
    guard min(counts.bot, counts.human) >= options.minCell else {
      finding.crudeBot = finding.crudeBot.withheld
      finding.crudeHuman = finding.crudeHuman.withheld
      return settled(finding, .inconclusive, "too_few_customers", missing: "too_few")
    }
    guard adjusted.difference.estimate.known != nil else {
      return settled(finding, .notMeasurable, "follow_up_too_short")
    }
    describe(&finding, adjusted, crude)
    return Draft(finding: finding, open: open(finding, adjusted))
  }

  /// What `--metrics` left out: no figure, and no counts that would read as zeros.
  func notComputed(_ finding: ComparisonFinding) -> Draft {
    var draft = settled(finding, .notMeasurable, NullReason.notComputed.name)
    draft.finding.crudeBot.nullReason = NullReason.notComputed.name
    draft.finding.crudeHuman.nullReason = NullReason.notComputed.name
    return draft
  }

  private func settled(
    _ finding: ComparisonFinding,
    _ verdict: VerdictWord,
    _ reason: String,
    missing: String? = nil
  ) -> Draft {
    var finding = finding
    finding.verdict = verdict
    finding.reason = reason
    let missing = missing ?? reason
    finding.bot.nullReason = missing
    finding.human.nullReason = missing
    finding.difference.nullReason = missing
    finding.crudeDifference.nullReason = missing
    if finding.scale == .ratio {
      finding.ratio = Estimate(nullReason: missing)
      finding.crudeRatio = Estimate(nullReason: missing)
    }
    return Draft(finding: finding, open: nil)
  }

  private func describe(
    _ finding: inout ComparisonFinding,
    _ adjusted: ComparisonResult,
    _ crude: ComparisonResult
  ) {
    let missing = "not_estimable"
    finding.bot = Estimate(adjusted.bot, missing: missing)
    finding.human = Estimate(adjusted.human, missing: missing)
    finding.difference = Estimate(adjusted.difference, missing: missing)
    finding.ratio = Estimate(adjusted.ratio, missing: missing)
    finding.crudeDifference = Estimate(crude.difference, missing: missing)
    finding.crudeRatio = Estimate(crude.ratio, missing: missing)
    finding.pValue = adjusted.pValue
    let shown = finding.scale == .ratio ? adjusted.ratio : adjusted.difference
    finding.lower90 = shown.interval90.lower
    finding.upper90 = shown.interval90.upper
    let effect = CaseMixEffect(
      crude: verdictScale(crude, finding.scale),
      adjusted: verdictScale(adjusted, finding.scale)
    )
    if crude.difference.estimate.known != nil {
      finding.caseMixClass = effect.kind.rawValue
      finding.signFlip = effect.signFlip
    }
    if let pair = adjusted.rates, let value = eValue(pair) {
      finding.eValue = value.point.isFinite ? value.point : nil
      finding.eValueLimit = value.limit.isFinite ? value.limit : nil
    }
  }

  /// STATISTICS 5.5: on the ratio of the rarer outcome.
  private func eValue(_ pair: RatePair) -> EValue? {
    let isCommon = pair.bot.estimate + pair.human.estimate > 1
    let rarer = isCommon ? pair.complement : pair
    guard let ratio = rarer.ratio else { return nil }
    let limits = rarer.ratioInterval(level: options.level)
    return EValue(ratio: ratio, lower: limits.lower, upper: limits.upper)
  }

  private func verdictScale(_ result: ComparisonResult, _ scale: ComparisonFinding.Scale) -> Effect
  {
    scale == .ratio ? Margin.logarithm(of: result.ratio) : result.difference
  }

  private func open(_ finding: ComparisonFinding, _ adjusted: ComparisonResult) -> Draft.Open? {
    let effect = verdictScale(adjusted, finding.scale)
    let given = options.margins[finding.metric.id]
    let margin: Double
    let words: String
    if finding.scale == .ratio {
      margin = given.flatMap(logarithm) ?? Margin.forLogRatio
      words = "a factor of " + NumberWords.short(given ?? 1.10, places: 2)
    } else {
      margin = given ?? Margin.forRate(human: adjusted.human.estimate ?? 0)
      words = NumberWords.shortPoints(margin) + " points"
    }
    return Draft.Open(
      effect: effect,
      margin: margin,
      marginWords: words,
      bot: adjusted.bot,
      human: adjusted.human,
      pValue: adjusted.pValue
    )
  }

  /// A margin on a ratio, moved to the logarithm by the same rule as the effect it is set against.
  private func logarithm(_ ratio: Double) -> Double? {
    let point = Interval(lower: ratio, upper: ratio, level: options.level)
    return Margin.logarithm(of: Effect(estimate: ratio, interval: point, interval90: point))
      .estimate
  }

  private func addSharedWarnings(_ finding: inout ComparisonFinding) {
    if Self.linked.contains(finding.metric.number), identityIsPoor {
      finding.warnings.append("identity_coverage")
    }
    if (design.unknownTopicShare ?? 0) > 0.20 { finding.warnings.append("unknown_topics") }
  }

  /// Measures that need to know who came back.
  private static let linked: Set<String> = ["M24", "M26", "M33", "M36", "M38"]

  /// METRICS 7: too few known in an arm, or the arms too far apart.
  var identityIsPoor: Bool {
    guard let bot = design.botIdentity.coverage, let human = design.humanIdentity.coverage else {
      return false
    }
    return min(bot, human) < options.identityCoverage || abs(bot - human) > options.identityGap
  }
}

extension Estimate {
  /// The counts without the figure (METRICS E10).
  var withheld: Estimate {
    Estimate(numerator: numerator, denominator: denominator, nullReason: "too_few")
  }
}

extension RatePair {
  /// The same pair for "no" instead of "yes".
  fileprivate var complement: RatePair {
    RatePair(
      bot: EffectiveRate(estimate: 1 - bot.estimate, size: bot.size),
      human: EffectiveRate(estimate: 1 - human.estimate, size: human.size),
      rho: rho
    )
  }
}
