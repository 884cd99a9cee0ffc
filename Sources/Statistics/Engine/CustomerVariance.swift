/// The variance of an estimate when customers return (STATISTICS.md section 3, step 3).
///
/// The only place where clustering enters. Takes the influence value of each position and gives the
/// variance for independent rows, the variance for independent customers, and their ratio. This is
/// the cluster-robust sandwich with the CR2 leverage correction: a customer with m of the n rows of
/// a stratum has the sum there divided by `sqrt(1 - m/n)`.
///
/// Assumes that customers are independent of each other. With fewer than about 50 customers the
/// variance is too small on average; such results carry no verdict.
///
/// Source: Liang, Zeger, *Biometrika* 73 (1986), 13; Bell, McCaffrey, *Surv Methodol* 28 (2002),
/// 169; Pustejovsky, Tipton, *JBES* 36 (2018), 672.
struct CustomerVariance: Sendable {
  /// Below this a variance counts as zero.
  static let negligible = 1e-300

  /// The variance if every row were a customer of its own.
  private(set) var independent = 0.0
  /// The variance with customers as the independent units.
  private(set) var clustered = 0.0
  /// How many customers take part.
  private(set) var customers = 0
  /// The corrected sum of influence values of each customer code.
  private(set) var totals: [Double]
  /// How much larger the variance is because customers return; at least 1.
  private(set) var designEffect = 1.0

  /// `phi` holds one value per position of the weighted sample.
  init(phi: [Double], of weighted: WeightedSample) {
    totals = [Double](repeating: 0, count: weighted.customerBound)
    var present = [Bool](repeating: false, count: weighted.customerBound)
    let codes = weighted.sample.customers
    var independentSum = CompensatedSum()
    var rows = 0
    for stratum in weighted.strata {
      let n = Double(stratum.range.count)
      rows += stratum.range.count
      var squares = CompensatedSum()
      // Most customers have one row.
      let leverageOfOne = (1 - 1 / n).squareRoot()
      var position = stratum.range.lowerBound
      while position < stratum.range.upperBound {
        let code = Int(codes[position])
        let start = position
        var sum = 0.0
        while position < stratum.range.upperBound, Int(codes[position]) == code {
          sum += phi[position]
          squares.add(phi[position] * phi[position])
          position += 1
        }
        if !present[code] {
          present[code] = true
          customers += 1
        }
        let m = Double(position - start)
        // A customer who is the whole stratum is its mean: nothing varies, nothing is known.
        if m < n { totals[code] += sum / (m == 1 ? leverageOfOne : (1 - m / n).squareRoot()) }
      }
      if n > 1 { independentSum.add(squares.value * n / (n - 1)) }
    }
    var clusteredSum = CompensatedSum()
    for total in totals { clusteredSum.add(total * total) }
    independent = independentSum.value
    clustered = clusteredSum.value
    designEffect = Self.designEffect(
      independent: independent,
      clustered: clustered,
      customers: customers,
      rows: rows
    )
  }

  /// How much larger the variance is because customers return; at least 1.
  static func designEffect(
    independent: Double,
    clustered: Double,
    customers: Int,
    rows: Int
  ) -> Double {
    // One row per customer makes both variances the same but for rounding: then exactly 1.
    guard independent > negligible, customers > 1, customers < rows else { return 1 }
    return max(1, clustered / independent)
  }

  /// The correlation of two arms' estimates through the customers whom both met (step 5).
  static func correlation(_ a: CustomerVariance, _ b: CustomerVariance) -> Double {
    guard a.clustered > negligible, b.clustered > negligible else { return 0 }
    var sum = CompensatedSum()
    for code in 0..<min(a.totals.count, b.totals.count) { sum.add(a.totals[code] * b.totals[code]) }
    let root = a.clustered.squareRoot() * b.clustered.squareRoot()
    return max(-1, min(1, sum.value / root))
  }
}
