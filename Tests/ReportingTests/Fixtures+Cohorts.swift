import Comparisons
import Facts

/// What tables by cohort show.
extension Fixture {
  private static let cohorts: [(Cohort, Double, Int)] = [
    (.entry(.botFirst), -0.04, 26_400), (.entry(.humanFirst), 0.04, 21_812),
    (.handledBy(.botOnly), 0.03, 19_820),
    (.handledBy(.humanOnly), 0.05, 20_114), (.handledBy(.botToHuman), -0.11, 6_212),
    (.handledBy(.humanToBot), -0.02, 1_202),
  ]

  static func figures(_ metric: MetricDefinition, _ level: Double, _ offset: Int) -> [MetricSummary]
  {
    var result: [MetricSummary] = []
    for (cohort, shift, count) in cohorts {
      let value = min(0.98, max(0.004, level + shift * level))
      result.append(
        MetricSummary(
          statistic: "rate",
          metric: metric,
          cohort: cohort,
          period: .whole,
          estimate: estimate(
            value,
            1 / Double(count).squareRoot(),
            count,
            customers: count * 2 / 3
          ),
          excluded: [("open_censored", 120), ("unknown_customer", 340)],
          evidence: [
            (.explicit, count / 4), (.event, count / 4), (.inferred, count / 2), (.heuristic, 0),
          ]
        )
      )
      guard case .entry = cohort else { continue }
      for week in 0..<8 {
        let wave = 0.02 * Double((week * 7 + offset * 3) % 5 - 2) * level
        result.append(
          MetricSummary(
            statistic: "rate",
            metric: metric,
            cohort: cohort,
            period: .week(monday: 20_514 + 7 * week, complete: week < 7),
            estimate: estimate(
              min(0.99, max(0.003, value + wave)),
              2.6 / Double(count).squareRoot(),
              count / 8
            )
          )
        )
      }
    }
    result.append(
      MetricSummary(
        statistic: "rate",
        metric: metric,
        cohort: .handledBy(.unattended),
        period: .whole,
        estimate: Estimate(denominator: 14, nullReason: "too_few")
      )
    )
    return result
  }

  static func times() -> [MetricSummary] {
    var result: [MetricSummary] = []
    for (cohort, shift, count) in cohorts {
      for (statistic, bot, human) in [("p50", 3.1, 212.0), ("p90", 8.4, 1_930), ("mean", 11, 804)] {
        let value = (shift < 0 && shift > -0.1) || cohort == .handledBy(.botOnly) ? bot : human
        result.append(
          MetricSummary(
            statistic: statistic,
            metric: Metrics.firstResponse,
            cohort: cohort,
            period: .whole,
            estimate: Estimate(
              value: value,
              lower: value * 0.95,
              upper: value * 1.06,
              denominator: count
            )
          )
        )
        guard statistic == "p50", case .entry = cohort else { continue }
        for week in 0..<8 {
          let now = value * (1 + 0.08 * Double((week * 3) % 4))
          result.append(
            MetricSummary(
              statistic: statistic,
              metric: Metrics.firstResponse,
              cohort: cohort,
              period: .week(monday: 20_514 + 7 * week, complete: week < 7),
              estimate: Estimate(
                value: now,
                lower: now * 0.9,
                upper: now * 1.1,
                denominator: count / 8
              )
            )
          )
        }
      }
    }
    return result
  }
}
