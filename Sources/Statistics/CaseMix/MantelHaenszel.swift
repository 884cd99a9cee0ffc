import RealModule

/// The classical stratified estimates, as cross-checks for statisticians (STATISTICS.md 5.6, 13).
///
/// Never the headline: Sato's interval covers only 82 % for rare outcomes, and none of these
/// handles customers who return.
///
/// Source: Mantel, Haenszel, *JNCI* 22 (1959), 719; Sato, *Biometrics* 45 (1989), 1323; Greenland,
/// Robins, *Biometrics* 41 (1985), 55; Robins, Breslow, Greenland, *Biometrics* 42 (1986), 311.
package struct MantelHaenszel: Hashable, Sendable {
  /// An estimate with its standard error; nil when it is not defined.
  package struct Estimate: Hashable, Sendable {
    /// The estimate.
    package let value: Double
    /// Its standard error.
    package let standardError: Double

    init?(_ value: Double, variance: Double) {
      guard value.isFinite, variance.isFinite, variance >= 0 else { return nil }
      self.value = value
      standardError = variance.squareRoot()
    }
  }

  /// The risk difference with Sato's error.
  package let riskDifference: Estimate?
  /// The logarithm of the risk ratio with Greenland and Robins' error.
  package let logRiskRatio: Estimate?
  /// The logarithm of the odds ratio with Robins, Breslow and Greenland's error.
  package let logOddsRatio: Estimate?
  /// The Cochran-Mantel-Haenszel statistic without continuity correction.
  package let chi2: Double?
  /// Its p-value on one degree of freedom.
  package let pValue: Double?

  /// The estimates over strata where both arms have rows.
  package init(_ tables: [StratumTable]) {
    let usable = tables.filter(\.hasBoth)
    func sum(_ term: (StratumTable) -> Double) -> Double {
      usable.lazy.map(term).compensatedSum()
    }
    func total(_ t: StratumTable) -> Double { t.n1 + t.n0 }

    let weight = sum { $0.n1 * $0.n0 / total($0) }
    let difference =
      sum { $0.n1 * $0.n0 / total($0) * ($0.x1 / $0.n1 - $0.x0 / $0.n0) } / weight
    let satoP = sum {
      ($0.n1 * $0.n1 * $0.x0 - $0.n0 * $0.n0 * $0.x1 + $0.n1 * $0.n0 * ($0.n0 - $0.n1) / 2)
        / (total($0) * total($0))
    }
    let satoQ = sum {
      ($0.x1 * ($0.n0 - $0.x0) + $0.x0 * ($0.n1 - $0.x1)) / (2 * total($0))
    }
    riskDifference = Estimate(
      difference,
      variance: (difference * satoP + satoQ) / (weight * weight)
    )

    let up = sum { $0.x1 * $0.n0 / total($0) }
    let down = sum { $0.x0 * $0.n1 / total($0) }
    let spread = sum {
      ($0.n1 * $0.n0 * ($0.x1 + $0.x0) - $0.x1 * $0.x0 * total($0)) / (total($0) * total($0))
    }
    logRiskRatio =
      up > 0 && down > 0
      ? Estimate(Double.log(up / down), variance: spread / (up * down)) : nil

    func r(_ t: StratumTable) -> Double { t.x1 * (t.n0 - t.x0) / total(t) }
    func s(_ t: StratumTable) -> Double { t.x0 * (t.n1 - t.x1) / total(t) }
    func p(_ t: StratumTable) -> Double { (t.x1 + t.n0 - t.x0) / total(t) }
    let sumR = sum(r)
    let sumS = sum(s)
    let mixed = sum { p($0) * s($0) + (1 - p($0)) * r($0) }
    logOddsRatio =
      sumR > 0 && sumS > 0
      ? Estimate(
        Double.log(sumR / sumS),
        variance: sum { p($0) * r($0) } / (2 * sumR * sumR) + mixed / (2 * sumR * sumS)
          + sum { (1 - p($0)) * s($0) } / (2 * sumS * sumS)
      ) : nil

    let excess = sum { $0.x1 - $0.n1 * ($0.x1 + $0.x0) / total($0) }
    let variance = sum { table -> Double in
      let n = total(table)
      let m = table.x1 + table.x0
      return table.n1 * table.n0 * m * (n - m) / (n * n * (n - 1))
    }
    chi2 = variance > 0 ? excess * excess / variance : nil
    pValue = chi2.flatMap { ChiSquareDistribution.upperTail($0, degrees: 1) }
  }
}
