/// Whether one difference describes all strata (STATISTICS.md 5.4).
///
/// When the statistic reaches its 95 % point, the table by stratum comes before the average. Takes
/// every row for independent, and has little power with few strata.
///
/// Source: Cochran, *Biometrics* 10 (1954), 417; Higgins, Thompson, *Stat Med* 21 (2002), 1539 (I2).
package struct Heterogeneity: Hashable, Sendable {
  /// Cochran's statistic; 0 with fewer than two usable strata.
  package let q: Double
  /// Usable strata less one.
  package let degrees: Int
  /// The upper tail of the chi-square distribution; 1 with fewer than two usable strata.
  package let pValue: Double
  /// The share of the spread that chance does not explain.
  package let i2: Double
  /// The precision-weighted difference; nil without a usable stratum.
  package let common: Double?

  /// Whether the statistic reaches its 95 % point: the table by stratum then comes first.
  package var isMarked: Bool { degrees > 0 && pValue <= 0.05 }

  /// The spread of the differences over strata where both arms have rows.
  package init(_ tables: [StratumTable]) {
    let usable = tables.filter(\.hasBoth)
    let differences = usable.map { $0.x1 / $0.n1 - $0.x0 / $0.n0 }
    guard usable.count > 1 else {
      (q, degrees, pValue, i2, common) = (0, 0, 1, 0, differences.first)
      return
    }
    // One success and one failure are added for the variance, so that 0 of n is not certain.
    func variance(_ x: Double, _ n: Double) -> Double {
      let smoothed = (x + 1) / (n + 2)
      return smoothed * (1 - smoothed) / n
    }
    let weights = usable.map { 1 / (variance($0.x1, $0.n1) + variance($0.x0, $0.n0)) }
    let mean =
      zip(weights, differences).map { $0 * $1 }.compensatedSum() / weights.compensatedSum()
    let statistic = zip(weights, differences).map { $0 * ($1 - mean) * ($1 - mean) }
      .compensatedSum()
    q = statistic
    degrees = usable.count - 1
    pValue = ChiSquareDistribution.upperTail(statistic, degrees: Double(usable.count - 1)) ?? 1
    i2 = statistic > 0 ? max(0, (statistic - Double(usable.count - 1)) / statistic) : 0
    common = mean
  }
}
