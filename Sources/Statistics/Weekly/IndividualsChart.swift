/// The XmR chart of a weekly value that is no share (STATISTICS.md 9.1).
///
/// Durations go in as the logarithm of the weekly median. Assumes that the baseline weeks were
/// ordinary and roughly independent.
///
/// Source: Montgomery, *Introduction to Statistical Quality Control*.
package struct IndividualsChart: Hashable, Sendable {
  /// The baseline's mean.
  package let center: Double
  /// The mean step from one baseline week to the next.
  package let meanMovingRange: Double
  /// The lower limit.
  package let lower: Double
  /// The upper limit.
  package let upper: Double
  /// Weeks strictly outside the limits.
  package let signals: [Int]
  /// Weeks from the eighth in a row on one side of the center on.
  package let runs: [Int]

  /// The chart of weekly values; nil with fewer than two baseline weeks.
  package init?(_ values: [Double], baseline: Int) {
    guard baseline > 1, baseline <= values.count else { return nil }
    let base = values[..<baseline]
    let mean = base.compensatedSum() / Double(baseline)
    let range =
      zip(base, base.dropFirst()).map { abs($1 - $0) }.compensatedSum() / Double(baseline - 1)
    let low = mean - 2.66 * range
    let high = mean + 2.66 * range
    center = mean
    meanMovingRange = range
    lower = low
    upper = high
    signals = values.indices.filter { values[$0] < low || values[$0] > high }
    runs = ControlRule.runs(values.map { $0 - mean })
  }
}

/// What both charts share.
enum ControlRule {
  /// The mean range of two draws from a standard normal distribution.
  static let d2 = 1.128
  /// So many weeks in a row on one side are watched.
  static let watched = 8

  /// Every week from the eighth of a run on; a week on the center ends a run.
  static func runs(_ deviations: [Double]) -> [Int] {
    var result: [Int] = []
    var side = 0
    var length = 0
    for (week, deviation) in deviations.enumerated() {
      let now = abs(deviation) <= 1e-12 ? 0 : (deviation > 0 ? 1 : -1)
      length = now == 0 ? 0 : (now == side ? length + 1 : 1)
      side = now
      if length >= watched { result.append(week) }
    }
    return result
  }
}
