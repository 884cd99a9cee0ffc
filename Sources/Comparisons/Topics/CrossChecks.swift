import Cohorts
import Facts
import Statistics

/// Classical estimates of durable resolution over the same strata, for statisticians (STATISTICS 5.6).
///
/// Never the headline: none of them handles repeat customers.
package struct CrossChecks: Sendable {
  /// An estimate with its standard error.
  package struct Value: Sendable {
    package var name: String
    package var estimate: Double
    package var standardError: Double

    package init(name: String, estimate: Double, standardError: Double) {
      self.name = name
      self.estimate = estimate
      self.standardError = standardError
    }
  }

  package var values: [Value]
  /// Cochran, Mantel and Haenszel's statistic without continuity correction.
  package var chiSquare: Double?
  package var pValue: Double?

  package init(values: [Value], chiSquare: Double?, pValue: Double?) {
    self.values = values
    self.chiSquare = chiSquare
    self.pValue = pValue
  }

  /// Nil when no stratum has contacts of both sides.
  init?(_ design: ComparisonDesign) {
    let column = RateColumn(.durableResolution, design)
    let strata = Int((design.strata.code.max() ?? -1) + 1)
    var yes = [[Double]](repeating: [0, 0], count: strata)
    var all = yes
    for position in design.rows.indices where column.answers[position] > 0 {
      let stratum = Int(design.strata.code[position])
      let arm = Int(design.arm[position])
      all[stratum][arm] += 1
      if column.answers[position] == 2 { yes[stratum][arm] += 1 }
    }
    let tables = (0..<strata).map {
      StratumTable(
        code: Int32($0),
        x1: yes[$0][1],
        n1: all[$0][1],
        x0: yes[$0][0],
        n0: all[$0][0]
      )
    }
    guard tables.contains(where: \.hasBoth) else { return nil }
    let found = MantelHaenszel(tables)
    let named = [
      ("mantel_haenszel_risk_difference", found.riskDifference),
      ("mantel_haenszel_log_risk_ratio", found.logRiskRatio),
      ("mantel_haenszel_log_odds_ratio", found.logOddsRatio),
    ]
    self.init(
      values: named.compactMap { name, value in
        value.map { Value(name: name, estimate: $0.value, standardError: $0.standardError) }
      },
      chiSquare: found.chi2,
      pValue: found.pValue
    )
  }
}
