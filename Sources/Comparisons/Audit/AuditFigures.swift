import Statistics

/// What an audit says of one arm.
///
/// STATISTICS 6.3.
package struct AuditFigures: Sendable, Hashable {
  /// The flagged share as it stands.
  package let flagged: Estimate
  /// The share of what people saw that was flagged; the limits are Wilson's.
  package let sensitivity: Estimate
  /// The share of what people did not see that was not flagged.
  package let specificity: Estimate
  /// The share of the arm by the labels: flags of all, mended by the errors in the sample.
  package let corrected: Estimate
  private let rate: AuditedRate?

  init(_ arm: DetectorAudit.Arm, level: Double) {
    let check = DetectorCheck(arm)
    let share = Wilson.interval(count: arm.flagged, of: arm.contacts, level: level)
    flagged = Estimate(
      value: arm.contacts > 0 ? Double(arm.flagged) / Double(arm.contacts) : nil,
      lower: share.lower,
      upper: share.upper,
      numerator: arm.flagged,
      denominator: arm.contacts
    )
    sensitivity = Self.share(check.sensitivity(level: level), arm.found, of: check.positives)
    specificity = Self.share(check.specificity(level: level), arm.passed, of: check.negatives)
    rate = AuditedRate(
      flagged: arm.flagged,
      of: arm.contacts,
      missed: arm.missed,
      falseAlarms: arm.falseAlarms,
      labelled: arm.labelled,
      level: level
    )
    corrected = Estimate(
      value: rate?.estimate,
      lower: rate?.interval.lower,
      upper: rate?.interval.upper,
      denominator: arm.labelled,
      nullReason: rate == nil ? "too_few" : nil
    )
  }

  private static func share(
    _ found: (estimate: Double, interval: Interval)?,
    _ part: Int,
    of whole: Int
  ) -> Estimate {
    Estimate(
      value: found?.estimate,
      lower: found?.interval.lower,
      upper: found?.interval.upper,
      numerator: part,
      denominator: whole,
      nullReason: found == nil ? "too_few" : nil
    )
  }

  /// Bot minus human by the labels of both.
  static func difference(_ bot: AuditFigures, _ human: AuditFigures, level: Double) -> Estimate? {
    guard let first = bot.rate, let second = human.rate else { return nil }
    let limits = first.difference(from: second, level: level)
    return Estimate(
      value: first.estimate - second.estimate,
      lower: limits.lower,
      upper: limits.upper
    )
  }
}

extension DetectorCheck {
  init(_ arm: DetectorAudit.Arm) {
    self.init(
      found: arm.found,
      missed: arm.missed,
      falseAlarms: arm.falseAlarms,
      passed: arm.passed
    )
  }
}
