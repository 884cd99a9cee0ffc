import RealModule

/// The change of a weekly series at a known date (STATISTICS.md 9.3, tier 2).
///
/// Segmented regression: level and slope before, and the change of both. Ordinary least squares with
/// Newey-West errors. Assumes that nothing else changed that week, and that trends are straight.
///
/// Source: Wagner et al., *J Clin Pharm Ther* 27 (2002), 299; Newey, West, *Econometrica* 55 (1987),
/// 703.
package struct InterruptedSeries: Hashable, Sendable {
  /// The jump at the date.
  package let levelChange: Double
  /// Its standard error.
  package let levelError: Double
  /// Its 95 % interval.
  package let levelInterval: Interval
  /// The change of the slope per week.
  package let slopeChange: Double
  /// Its standard error.
  package let slopeError: Double
  /// Says when a side has fewer than eight weeks.
  package let caveats: [Caveat]

  /// The lag that Newey and West's rule of thumb gives for a series of this length.
  package static func lag(length: Int) -> Int {
    Int((4 * Double.pow(Double(length) / 100, 2.0 / 9)).rounded(.down))
  }

  /// The change at week `launch` (counted from 0); nil when a side has fewer than two weeks.
  package init?(_ values: [Double], launch: Int, lag: Int? = nil) {
    let n = values.count
    let lag = lag ?? Self.lag(length: n)
    guard launch >= 2, n - launch >= 2, lag >= 0 else { return nil }
    // Weeks are scaled to about one, which keeps the normal equations well conditioned.
    let scale = Double(n)
    let design = (0..<n).map { week -> [Double] in
      let after = week >= launch ? 1.0 : 0
      return [1, Double(week) / scale, after, after * Double(week - launch) / scale]
    }
    var normal = [[Double]](repeating: [0, 0, 0, 0], count: 4)
    var moment = [0.0, 0, 0, 0]
    for (row, value) in zip(design, values) {
      for i in 0..<4 {
        moment[i] += row[i] * value
        for j in 0..<4 { normal[i][j] += row[i] * row[j] }
      }
    }
    let (inverse, rank) = sweepInverse(normal)
    guard rank == 4 else { return nil }
    let beta = inverse.map { zip($0, moment).reduce(0) { $0 + $1.0 * $1.1 } }
    let scores = zip(design, values).map { row, value -> [Double] in
      let residual = value - zip(row, beta).reduce(0) { $0 + $1.0 * $1.1 }
      return row.map { $0 * residual }
    }
    func variance(_ k: Int) -> Double {
      // The k-th row of the sandwich needs the scores only through one combination of them.
      let u = scores.map { zip($0, inverse[k]).reduce(0) { $0 + $1.0 * $1.1 } }
      var sum = u.reduce(0) { $0 + $1 * $1 }
      for step in 1..<max(1, min(lag, n - 1) + 1) {
        let weight = 1 - Double(step) / (Double(lag) + 1)
        sum += 2 * weight * zip(u, u.dropFirst(step)).reduce(0) { $0 + $1.0 * $1.1 }
      }
      return max(0, sum)
    }
    levelChange = beta[2]
    levelError = variance(2).squareRoot()
    slopeChange = beta[3] / scale
    slopeError = variance(3).squareRoot() / scale
    let reach = NormalDistribution.z95 * variance(2).squareRoot()
    levelInterval = Interval(lower: beta[2] - reach, upper: beta[2] + reach, level: 0.95)
    caveats = min(launch, n - launch) < 8 ? [.shortSeries] : []
  }
}
