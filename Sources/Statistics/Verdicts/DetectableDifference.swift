import RealModule

/// The difference that so much data would find four times in five (STATISTICS.md 7.4).
package enum DetectableDifference {
  /// Read off the width of an interval that is already there.
  ///
  /// A description of the data's resolution, not a test: never subtract it from anything.
  package static func achieved(_ interval: Interval, power: Double = 0.8) -> Double? {
    guard let z = NormalDistribution.z(level: interval.level),
      let zPower = NormalDistribution.quantile(power)
    else { return nil }
    return (z + zPower) * (interval.upper - interval.lower) / (2 * z)
  }

  /// The planning form for two rates near `p`, with (effective) sizes `n1` and `n0`.
  ///
  /// Normal approximation: too optimistic when fewer than about ten events are expected in an arm.
  package static func planned(
    rate p: Double,
    n1: Double,
    n0: Double,
    alpha: Double = 0.05,
    power: Double = 0.8
  ) -> Double? {
    guard n1 > 0, n0 > 0, p >= 0, p <= 1, alpha > 0, alpha < 1, power > 0, power < 1,
      let zAlpha = NormalDistribution.quantile(1 - alpha / 2),
      let zPower = NormalDistribution.quantile(power)
    else { return nil }
    return (zAlpha + zPower) * (p * (1 - p) * (1 / n1 + 1 / n0)).squareRoot()
  }
}
