/// A confidence interval.
///
/// A limit may be infinite; it is never NaN.
package struct Interval: Hashable, Sendable {
  /// The lower limit.
  package let lower: Double
  /// The upper limit.
  package let upper: Double
  /// The confidence level, such as 0.95.
  package let level: Double

  /// An interval with the given limits and level.
  package init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }

  /// Whether `value` lies outside the interval.
  ///
  /// A limit itself counts as inside.
  package func excludes(_ value: Double) -> Bool { value < lower || value > upper }
}

/// Two limits without a level, as they are while `z` is still varied.
struct Limits: Equatable {
  var lower: Double
  var upper: Double

  /// The limits as an interval of the given level.
  func interval(level: Double) -> Interval { Interval(lower: lower, upper: upper, level: level) }
}

/// An estimate between its limits.
struct Bounded {
  var estimate: Double
  var lower: Double
  var upper: Double
}
