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

  /// `values` with each customer's together, NaN where there is none; `sorted` the same without NaN.
  init(_ values: [Double], ends: [Int8], sorted: ArraySlice<Double>, level: Double) {
    let n = Double(sorted.count)
    let sum = sorted.compensatedSum()
    let spread = Spread(values, ends: ends, around: sum / n, rows: n)
    self.init(
      rows: sorted.count,
      customers: spread.customers,
      sum: sum,
      squares: spread.squares,
      clustered: spread.clustered,
      level: level,
      isDrivenByFew: Self.isDrivenByFew(
        rows: sorted.count,
        sum: sum,
        clustered: spread.clustered,
        largest: spread.largest
      ) { sorted.suffix($0).compensatedSum() }
    )
  }

  /// A mean from its sums: that of the values, that of the squared deviations, and the clustered
  /// variance of the mean.
  init(
    rows: Int,
    customers: Int,
    sum: Double,
    squares: Double,
    clustered: Double,
    level: Double,
    isDrivenByFew: Bool = false
  ) {
    let n = Double(rows)
    guard rows > 1 else {
      estimate = rows == 1 ? sum : nil
      (standardDeviation, standardError, interval, interval90) = (nil, nil, nil, nil)
      size = SampleSize(rows: rows, customers: rows, effective: nil, designEffect: nil)
      caveats = []
      return
    }
    let mean = sum / n
    let variance = squares / (n - 1)
    let error = max(variance / n, clustered).squareRoot()
    func limits(_ level: Double) -> Interval {
      let reach = NormalDistribution.requiredZ(level: level) * error
      return Interval(lower: mean - reach, upper: mean + reach, level: level)
    }
    estimate = mean
    standardDeviation = variance.squareRoot()
    standardError = error
    interval = limits(level)
    interval90 = limits(0.90)
    let effect = variance > 0 ? max(1, clustered * n / variance) : 1
    size = SampleSize(rows: rows, customers: customers, effective: n / effect, designEffect: effect)
    caveats = isDrivenByFew ? [.drivenByFew] : []
  }

  /// How far the values lie from their mean, by row and by customer.
  private struct Spread {
    /// The sum of the squared deviations.
    var squares = 0.0
    /// The variance of the mean with customers as the independent units (section 3, step 3).
    var clustered = 0.0
    /// The greatest part that one customer has in `clustered`.
    var largest = 0.0
    var customers = 0

    init(_ values: [Double], ends: [Int8], around mean: Double, rows n: Double) {
      var squareSum = CompensatedSum()
      var clusterSum = CompensatedSum()
      var sum = 0.0
      var count = 0.0
      for row in ends.indices {
        let value = values[row]
        if !value.isNaN {
          let deviation = value - mean
          squareSum.add(deviation * deviation)
          sum += deviation
          count += 1
        }
        guard ends[row] != 0, count > 0 else { continue }
        customers += 1
        // A customer who is the whole group is its mean: nothing varies, nothing is known.
        if count < n {
          let part = sum / n * (sum / n) / (1 - count / n)
          clusterSum.add(part)
          largest = max(largest, part)
        }
        sum = 0
        count = 0
      }
      squares = squareSum.value
      clustered = clusterSum.value
    }
  }

  /// One customer with over a tenth of the variance, or the top per cent with over half the sum.
  ///
  /// `top` gives the sum of that many of the greatest values.
  static func isDrivenByFew(
    rows: Int,
    sum: Double,
    clustered: Double,
    largest: Double,
    top: (Int) -> Double
  ) -> Bool {
    // With ten customers or fewer, someone always has a tenth.
    if clustered > 0, largest > 0.1 * clustered { return true }
    guard rows >= 100, sum > 0 else { return false }
    return top(rows / 100) > sum / 2
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
    let column = try ordered(among: mask, missing: Double.nan) { values[$0] }
    return try column.runs.mean(
      of: column.values,
      sorted: ValueOrder.values(column.values)[...],
      level: level
    )
  }
}
