import Facts
import Statistics

/// Comparisons of flagged rates that labels of both arms have corrected; these may carry a verdict (STATISTICS 6.3).
///
/// The rates on the common mix are corrected by the sensitivity and specificity measured in each arm. What is crude in
/// such a finding stays as it was flagged.
struct AuditedFindings: Sendable {
  let design: ComparisonDesign

  /// One for each audit whose metric is a rate of both arms, in the order of the dictionary.
  func all() -> [AuditedDetector] {
    let audits = design.options.audits.sorted { $0.metric.rawValue < $1.metric.rawValue }
    let builder = DraftBuilder(design: design)
    let drafts = audits.map { corrected(builder.rate($0.metric), $0) }
    return zip(audits, Verdicts(design: design).decideFamily(drafts)).map { audit, finding in
      AuditedDetector(audit, finding, level: design.options.level)
    }
  }

  private func corrected(_ start: Draft, _ audit: DetectorAudit) -> Draft {
    var draft = start
    draft.finding.warnings.append("corrected_for_errors")
    draft.finding.caseMixClass = nil
    draft.finding.signFlip = false
    draft.finding.eValue = nil
    draft.finding.eValueLimit = nil
    // What is settled already, such as too little overlap, stays so.
    guard let open = draft.open else { return draft }
    guard let bot = audit.bot, let human = audit.human,
      let first = arm(draft.finding.bot, bot), let second = arm(draft.finding.human, human),
      let contrast = DetectorContrast(bot: first, human: second, level: design.options.level)
    else { return unchecked(draft) }
    draft.finding.caveat = AuditWords.caveat(bot, human)
    draft.finding.bot.take(contrast.bot)
    draft.finding.human.take(contrast.human)
    draft.finding.difference = Estimate(contrast.difference, missing: "not_estimable")
    draft.finding.ratio = nil
    draft.finding.lower90 = contrast.difference.interval90.lower
    draft.finding.upper90 = contrast.difference.interval90.upper
    draft.finding.pValue = contrast.pValue
    let margin =
      design.options.margins[audit.metric.id].map { max(0, $0) }
      ?? Margin.forRate(human: contrast.human.estimate ?? 0)
    draft.open = Draft.Open(
      effect: contrast.difference,
      margin: margin,
      marginWords: NumberWords.shortPoints(margin) + " points",
      bot: open.bot,
      human: open.human,
      pValue: contrast.pValue
    )
    // An interval that may be read every week is not made of labels that are given once.
    return design.options.alwaysValid ? withoutVerdict(draft, "not_in_headline_family") : draft
  }

  private func arm(_ side: Estimate, _ labels: DetectorAudit.Arm) -> DetectorContrast.Arm? {
    guard let share = side.value, let size = side.effectiveSize ?? side.denominator.map(Double.init)
    else { return nil }
    return DetectorContrast.Arm(share: share, size: size, check: DetectorCheck(labels))
  }

  /// Labels of one arm alone, or too few: nothing can be corrected.
  private func unchecked(_ start: Draft) -> Draft {
    var draft = withoutVerdict(start, "detector_not_validated")
    let none = Estimate(nullReason: "detector_not_validated")
    draft.finding.bot = none
    draft.finding.human = none
    draft.finding.difference = none
    draft.finding.ratio = nil
    draft.finding.lower90 = nil
    draft.finding.upper90 = nil
    draft.finding.pValue = nil
    return draft
  }

  private func withoutVerdict(_ start: Draft, _ reason: String) -> Draft {
    var draft = start
    draft.open = nil
    draft.finding.verdict = .inconclusive
    draft.finding.reason = reason
    return draft
  }
}

extension Estimate {
  /// Takes over a corrected rate and keeps what it rests on.
  fileprivate mutating func take(_ corrected: DetectorPrevalence) {
    value = corrected.estimate.known
    lower = corrected.interval.lower
    upper = corrected.interval.upper
  }
}
