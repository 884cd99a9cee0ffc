import RealModule

/// The largest difference that does not matter, on the scale of the verdict (STATISTICS.md 7.1).
///
/// A margin has to be set before looking at the data. The defaults here are conventions, and every
/// report that uses one must say so.
package enum Margin {
  /// For rates: three points, or a fifth of the rarer outcome of the humans if that is less.
  ///
  /// A human rate of 0 or 1 gives 0: equivalence cannot be claimed.
  package static func forRate(human rate: Double) -> Double {
    max(0, min(0.03, 0.2 * min(rate, 1 - rate)))
  }

  /// For durations: ten per cent, on the natural logarithm of the ratio (0.09531).
  package static let forLogRatio = Double.log(1.10)

  /// An effect on a ratio, moved to the logarithm that the margin of durations speaks of.
  package static func logarithm(of ratio: Effect) -> Effect {
    func log(_ value: Double) -> Double {
      value <= 0 ? -.infinity : (value.isFinite ? Double.log(value) : .infinity)
    }
    func log(_ interval: Interval) -> Interval {
      Interval(lower: log(interval.lower), upper: log(interval.upper), level: interval.level)
    }
    return Effect(
      estimate: ratio.estimate.map { log($0) },
      interval: log(ratio.interval),
      interval90: log(ratio.interval90)
    )
  }
}
