/// The mean of one cohort, shown beside the median and never alone (STATISTICS.md 4.2).
///
/// For amounts that add up, such as handling minutes in a budget. A mean of skewed durations follows
/// a few large values; the caveat says when that happens. Normal limits: poor with few customers.
///
/// Source: two-pass algorithm, checked against NIST StRD; CR2 variance as in section 3.
package struct MeanEstimate: Hashable, Sendable {
  /// The mean; nil without rows.
  package let estimate: Double?
  /// The standard deviation of rows; nil with fewer than two.
  package let standardDeviation: Double?
  /// The standard error; the larger of the independent and the clustered one.
  package let standardError: Double?
  /// The interval at the requested level; nil with fewer than two rows.
  package let interval: Interval?
  /// The 90 % interval.
  package let interval90: Interval?
  /// Rows and customers.
  package let size: SampleSize
  /// Whether few rows or one customer decide.
  package let caveats: [Caveat]

  init(_ weighted: WeightedSample, values: [Double], level: Double) {
    let rows = weighted.sample.rows
    let n = Double(rows.count)
    guard rows.count > 1 else {
      estimate = rows.first.map { values[Int($0)] }
      (standardDeviation, standardError, interval, interval90) = (nil, nil, nil, nil)
      size = SampleSize(
        rows: rows.count,
        customers: rows.count,
        effective: nil,
        designEffect: nil
      )
      caveats = []
      return
    }
    let mean = rows.lazy.map { values[Int($0)] }.compensatedSum() / n
    let deviations = rows.map { values[Int($0)] - mean }
    let variance = deviations.lazy.map { $0 * $0 }.compensatedSum() / (n - 1)
    let clusters = CustomerVariance(phi: deviations.map { $0 / n }, of: weighted)
    let error = max(variance / n, clusters.clustered).squareRoot()
    func limits(_ level: Double) -> Interval {
      let reach = NormalDistribution.requiredZ(level: level) * error
      return Interval(lower: mean - reach, upper: mean + reach, level: level)
    }
    estimate = mean
    standardDeviation = variance.squareRoot()
    standardError = error
    interval = limits(level)
    interval90 = limits(0.90)
    let effect = variance > 0 ? max(1, clusters.clustered * n / variance) : 1
    size = SampleSize(
      rows: rows.count,
      customers: clusters.customers,
      effective: n / effect,
      designEffect: effect
    )
    let sorted = rows.map { values[Int($0)] }.sorted(by: >)
    caveats = Self.isDrivenByFew(sorted, clusters) ? [.drivenByFew] : []
  }

  /// One customer with over a tenth of the variance, or the top per cent with over half the sum.
  private static func isDrivenByFew(_ descending: [Double], _ clusters: CustomerVariance) -> Bool {
    let largest = clusters.totals.lazy.map { $0 * $0 }.max() ?? 0
    // With ten customers or fewer, someone always has a tenth.
    if clusters.clustered > 0, largest > 0.1 * clusters.clustered { return true }
    let top = max(1, descending.count / 100)
    let sum = descending.compensatedSum()
    return descending.count >= 100 && sum > 0
      && descending.prefix(top).compensatedSum() > sum / 2
  }

  /// The difference of two means by MOVER, the arms taken as independent; nil if either is unknown.
  package static func difference(
    bot: MeanEstimate,
    human: MeanEstimate
  ) -> Effect? {
    guard let one = bot.estimate, let zero = human.estimate, let a = bot.interval,
      let b = human.interval, let a90 = bot.interval90, let b90 = human.interval90
    else { return nil }
    func join(_ x: Interval, _ y: Interval) -> Interval {
      Mover.difference(
        (one, x.lower, x.upper),
        (zero, y.lower, y.upper),
        level: x.level
      )
    }
    return Effect(estimate: one - zero, interval: join(a, b), interval90: join(a90, b90))
  }
}

extension CohortFrame {
  /// The mean of the values; NaN values are not counted.
  ///
  /// See ``MeanEstimate`` for when not to use it.
  package func mean(
    of values: [Double],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> MeanEstimate {
    try ColumnError.check(values.count, rows: rowCount)
    try ColumnError.check(share: level, name: "level")
    let weighted = try selection(among: mask, ifAny: values.contains { $0.isNaN }) {
      !values[$0].isNaN
    }
    return MeanEstimate(weighted, values: values, level: level)
  }
}
