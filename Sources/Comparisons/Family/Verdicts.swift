import Facts
import Statistics

/// Turns the drafts of a family into findings: q-values, the decision table, the words.
struct Verdicts: Sendable {
  let design: ComparisonDesign

  /// The headline family.
  ///
  /// Only measures that were tested enter the family of STATISTICS 7.3.
  func decideFamily(_ drafts: [Draft]) -> [ComparisonFinding] {
    let tested = drafts.indices.filter { drafts[$0].open != nil }
    let qValues = FalseDiscovery.qValues(tested.compactMap { drafts[$0].open?.pValue })
    var q = [Double?](repeating: nil, count: drafts.count)
    for (index, value) in zip(tested, qValues) { q[index] = value }
    return drafts.indices.map { decided(drafts[$0], qValue: q[$0], family: tested.count) }
  }

  private func decided(_ draft: Draft, qValue: Double?, family: Int) -> ComparisonFinding {
    var finding = draft.finding
    var context = VerdictContext()
    context.family = family
    if let open = draft.open, let qValue {
      let decision = decision(open, finding, qValue: qValue)
      finding.qValue = qValue
      finding.margin = open.margin
      finding.marginIsDefault = design.options.margins[finding.metric.id] == nil
      finding.verdict = VerdictWord(rawValue: decision.verdict.rawValue) ?? .inconclusive
      finding.reason = decision.reason.rawValue
      finding.detectable = decision.isDetectable
      context.margin = open.marginWords
      context.marginIsDefault = finding.marginIsDefault
      context.isDetectable = decision.isDetectable
      context.customers = min(open.bot.size.customers, open.human.size.customers)
      if finding.scale == .difference,
        let size = DetectableDifference.achieved(open.effect.interval)
      {
        context.detectableSize = NumberWords.shortPoints(size) + " points"
      }
    } else {
      context.customers = smallerSide(finding)
    }
    return worded(finding, context)
  }

  private func decision(
    _ open: Draft.Open,
    _ finding: ComparisonFinding,
    qValue: Double
  )
    -> Decision
  {
    func decided(margin: Double) -> Decision {
      decide(
        DecisionInput(
          interval95: open.effect.interval,
          interval90: open.effect.interval90,
          margin: margin,
          better: finding.metric.better == .lower ? .lower : .higher,
          qValue: qValue,
          botCustomers: open.bot.size.customers,
          humanCustomers: open.human.size.customers,
          botRows: open.bot.allRows,
          humanRows: open.human.allRows,
          comparableShare: open.bot.comparableShare ?? 0
        )
      )
    }
    let decision = decided(margin: open.margin)
    guard decision.verdict == .equivalent, !open.allowsEquivalence else { return decision }
    // Respondents may differ where customers do not: equality of ratings cannot be claimed.
    return decided(margin: 0)
  }

  /// A comparison outside the family: figures and difference, no verdict.
  func describe(_ draft: Draft, isDetector: Bool = false) -> ComparisonFinding {
    var finding = draft.finding
    var context = VerdictContext()
    if draft.open != nil {
      finding.verdict = .inconclusive
      finding.reason = isDetector ? "detector_not_validated" : "not_in_headline_family"
    } else {
      context.customers = smallerSide(finding)
    }
    return worded(finding, context)
  }

  private func smallerSide(_ finding: ComparisonFinding) -> Int {
    let bot = finding.crudeBot.customers ?? finding.crudeBot.denominator ?? 0
    let human = finding.crudeHuman.customers ?? finding.crudeHuman.denominator ?? 0
    return min(bot, human)
  }

  private func worded(_ start: ComparisonFinding, _ start2: VerdictContext) -> ComparisonFinding {
    var finding = start
    var context = start2
    context.overlap = overlapWords(finding)
    finding.sentence = sentence(finding)
    finding.verdictSentence = VerdictWords.sentence(
      finding.verdict,
      reason: finding.reason,
      context
    )
    if finding.caveat == nil { finding.caveat = caveat(finding) }
    return finding
  }

  private func sentence(_ finding: ComparisonFinding) -> String {
    if finding.verdict == .notComparable, finding.reason == "no_overlap" {
      let total = finding.crudeBot.denominator ?? 0
      return MeasureWords.overlap(
        design.comparable(finding.comparableShareBot, of: total),
        of: total
      )
    }
    if finding.verdict == .notComparable {
      return "The bot opened " + NumberWords.count(design.botCount, of: "contact") + " and humans "
        + NumberWords.count(design.humanCount) + "."
    }
    if finding.reason == NullReason.notComputed.name {
      return finding.metric.title + ": not computed (--metrics core)."
    }
    if finding.reason == "response_rates" {
      return finding.metric.title + ": "
        + NumberWords.count(finding.crudeBot.denominator ?? 0, of: "rating")
        + " of bot contacts and "
        + NumberWords.count(finding.crudeHuman.denominator ?? 0) + " of human ones."
    }
    let text = MeasureWords.sentence(finding, level: design.options.level)
    guard text.isEmpty else { return text }
    return finding.metric.title + ": known for "
      + NumberWords.count(finding.crudeBot.denominator ?? 0) + " of "
      + NumberWords.count(design.botCount) + " contacts that the bot opened and "
      + NumberWords.count(finding.crudeHuman.denominator ?? 0) + " of "
      + NumberWords.count(design.humanCount) + " that humans opened."
  }

  /// STATISTICS 5.2: below nine tenths the overlap is part of the verdict.
  private func overlapWords(_ finding: ComparisonFinding) -> String? {
    guard finding.bot.value != nil else { return nil }
    let bot = finding.crudeBot.denominator ?? 0
    let human = finding.crudeHuman.denominator ?? 0
    if let share = finding.comparableShareBot, share < 0.9 {
      return MeasureWords.overlap(design.comparable(share, of: bot), of: bot)
    }
    if let share = finding.comparableShareHuman, share < 0.9 {
      return MeasureWords.humanOverlap(design.comparable(share, of: human), of: human)
    }
    return nil
  }

  private func caveat(_ finding: ComparisonFinding) -> String? {
    guard finding.bot.value != nil else { return nil }
    if finding.warnings.contains("measured_differently") {
      return "The two sides were measured differently: their evidence differs by over 20 points."
    }
    if finding.warnings.contains("identity_coverage") {
      return "Customers are recognised less often on one side, and so are their returns."
    }
    if finding.warnings.contains("unknown_topics") {
      return "Over a fifth of the contacts have no known topic, so the adjustment is weak."
    }
    return nil
  }
}
