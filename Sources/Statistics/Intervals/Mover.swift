/// Intervals for a difference or a ratio, recovered from the limits of its two parts.
///
/// "Method of variance estimates recovery". With Wilson limits and no correlation the difference is
/// Newcombe's method 10. Assumes that each part's limits are good on their own; the ratio also that
/// both parts cannot be negative.
///
/// Source: Zou, Donner, *Stat Med* 27 (2008), 1693; Donner, Zou, *Stat Methods Med Res* 21 (2012),
/// 347; Newcombe, *Stat Methods Med Res* 25 (2016), 1774 (STATISTICS.md 2.2 and 2.3).
package enum Mover {
  /// The limits of `e1 - e0`, given both estimates, their limits and their correlation.
  package static func difference(
    _ first: (estimate: Double, lower: Double, upper: Double),
    _ second: (estimate: Double, lower: Double, upper: Double),
    rho: Double = 0,
    level: Double
  ) -> Interval {
    difference(bounded(first), bounded(second), rho: rho).interval(level: level)
  }

  /// The limits of `e1 / e0`, given both estimates, their limits and their correlation.
  package static func ratio(
    _ first: (estimate: Double, lower: Double, upper: Double),
    _ second: (estimate: Double, lower: Double, upper: Double),
    rho: Double = 0,
    level: Double
  ) -> Interval {
    ratio(bounded(first), bounded(second), rho: rho).interval(level: level)
  }

  /// The ratio of two estimates: nil for 0/0, infinite for something over nothing.
  package static func ratioEstimate(_ first: Double, _ second: Double) -> Double? {
    if second > 0 { return first / second }
    return first > 0 ? .infinity : nil
  }

  static func difference(_ a: Bounded, _ b: Bounded, rho: Double) -> Limits {
    let d = a.estimate - b.estimate
    return Limits(
      lower: d - distance(a.estimate - a.lower, b.upper - b.estimate, rho),
      upper: d + distance(a.upper - a.estimate, b.estimate - b.lower, rho)
    )
  }

  static func ratio(_ a: Bounded, _ b: Bounded, rho: Double) -> Limits {
    Limits(lower: lowerRatio(a, b, rho), upper: upperRatio(a, b, rho))
  }

  private static func lowerRatio(_ a: Bounded, _ b: Bounded, _ rho: Double) -> Double {
    guard b.upper.isFinite else { return 0 }
    let center =
      a.estimate * b.estimate - rho * (a.estimate - a.lower) * (b.upper - b.estimate)
    let top = a.lower * (2 * a.estimate - a.lower)
    let bottom = b.upper * (2 * b.estimate - b.upper)
    let denominator = center + max(0, center * center - top * bottom).squareRoot()
    return top <= 0 || denominator <= 0 ? 0 : top / denominator
  }

  private static func upperRatio(_ a: Bounded, _ b: Bounded, _ rho: Double) -> Double {
    guard a.upper.isFinite else { return .infinity }
    let center =
      a.estimate * b.estimate - rho * (a.upper - a.estimate) * (b.estimate - b.lower)
    let top = a.upper * (2 * a.estimate - a.upper)
    let bottom = b.lower * (2 * b.estimate - b.lower)
    guard bottom > 0 else { return .infinity }
    return (center + max(0, center * center - top * bottom).squareRoot()) / bottom
  }

  private static func distance(_ a: Double, _ b: Double, _ rho: Double) -> Double {
    guard a.isFinite, b.isFinite else { return .infinity }
    return max(0, a * a + b * b - 2 * rho * a * b).squareRoot()
  }

  private static func bounded(
    _ part: (estimate: Double, lower: Double, upper: Double)
  ) -> Bounded {
    Bounded(estimate: part.estimate, lower: part.lower, upper: part.upper)
  }
}
