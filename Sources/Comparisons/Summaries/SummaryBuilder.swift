import Cohorts
import Facts
import Statistics

/// One metric's summaries in one cohort and period.
struct SummaryBuilder {
  let table: ContactTable
  let options: ComparisonOptions

  /// A share with its whole numbers; `nil` below the smallest cell (METRICS E10).
  ///
  /// `cells` has the raw value of each cell of the group, in the group's order.
  func rate(_ metric: RateMetric, _ cells: [UInt8], in group: CohortGroup) -> MetricSummary {
    let counts = RateCounts(occurrences: Self.occurrences(cells))
    var summary = MetricSummary(
      statistic: "rate",
      metric: metric.definition,
      cohort: group.cohort,
      period: group.period,
      estimate: Estimate(numerator: counts.numerator, denominator: counts.denominator),
      excluded: counts.excluded,
      evidence: counts.evidence
    )
    guard counts.denominator > 0 else {
      summary.estimate.nullReason = counts.commonestReason?.name ?? "not_in_export"
      return summary
    }
    guard counts.denominator >= options.minCell else {
      summary.estimate = summary.estimate.withheld
      return summary
    }
    if let result = try? group.runs.proportion(
      cells,
      meaning: Self.answerOf,
      level: options.level
    ) {
      summary.estimate = Estimate(result, counts: counts)
    }
    return summary
  }

  /// What a cell says by its raw value: 0 nothing, 1 no, 2 yes.
  static let answerOf: [UInt8] = {
    var answers = [UInt8](repeating: 0, count: 256)
    for evidence in Evidence.allCases {
      answers[Int(RateCell.known(false, evidence).rawValue)] = 1
      answers[Int(RateCell.known(true, evidence).rawValue)] = 2
    }
    return answers
  }()

  /// How often each byte occurs.
  static func occurrences(_ bytes: [UInt8]) -> [Int] {
    var result = [Int](repeating: 0, count: 256)
    for byte in bytes { result[Int(byte)] += 1 }
    return result
  }

  /// The amounts of one measure in one group.
  struct Amounts {
    let metric: MetricDefinition
    let cohort: Cohort
    let period: Period
    /// Where each customer's amounts end.
    let runs: CustomerRuns
    /// In the order of `runs`; NaN where there is none.
    let values: [Double]
    /// The same in ascending order, without NaN.
    let sorted: ArraySlice<Double>
  }

  /// Quantiles and the mean beside them; the mean never stands alone.
  func values(_ amounts: Amounts, kinds: [UInt8], onlyMedian: Bool) -> [MetricSummary] {
    let counts = ValueCounts(occurrences: Self.occurrences(kinds))
    return quantiles(
      amounts,
      known: counts.known,
      excluded: counts.excluded,
      evidence: counts.evidence,
      empty: counts.commonestReason?.name ?? "not_in_export",
      onlyMedian: onlyMedian
    )
  }

  /// The same for values below the contact.
  func replies(_ amounts: Amounts) -> [MetricSummary] {
    quantiles(
      amounts,
      known: amounts.values.count,
      excluded: [],
      evidence: [],
      empty: "no_reply",
      onlyMedian: false
    )
  }

  /// Yes/no measures of replies are rates.
  func replyRate(_ amounts: Amounts) -> MetricSummary {
    let answers = amounts.values.map { UInt8($0 == 0 ? 1 : 2) }
    let yes = answers.count { $0 == 2 }
    var estimate = Estimate(numerator: yes, denominator: answers.count)
    if answers.isEmpty {
      estimate.nullReason = "no_reply"
    } else if answers.count < options.minCell {
      estimate = estimate.withheld
    } else if let result = try? amounts.runs.proportion(answers, level: options.level) {
      var occurrences = [Int](repeating: 0, count: 256)
      occurrences[Int(RateCell.known(true, .inferred).rawValue)] = yes
      occurrences[Int(RateCell.known(false, .inferred).rawValue)] = answers.count - yes
      estimate = Estimate(result, counts: RateCounts(occurrences: occurrences))
    }
    return MetricSummary(
      statistic: "rate",
      metric: amounts.metric,
      cohort: amounts.cohort,
      period: amounts.period,
      estimate: estimate
    )
  }

  private func quantiles(
    _ amounts: Amounts,
    known: Int,
    excluded: [(reason: String, count: Int)],
    evidence: [(evidence: Evidence, count: Int)],
    empty: String,
    onlyMedian: Bool
  ) -> [MetricSummary] {
    func summary(_ statistic: String, _ estimate: Estimate) -> MetricSummary {
      MetricSummary(
        statistic: statistic,
        metric: amounts.metric,
        cohort: amounts.cohort,
        period: amounts.period,
        estimate: estimate,
        excluded: excluded,
        evidence: evidence
      )
    }
    let probabilities: [(String, Double)] =
      onlyMedian ? [("p50", 0.5)] : [("p50", 0.5), ("p90", 0.9), ("p95", 0.95)]
    let names = probabilities.map(\.0) + (onlyMedian ? [] : ["mean"])
    guard known >= options.minCell else {
      let reason = known == 0 ? empty : "too_few"
      return names.map { summary($0, Estimate(denominator: known, nullReason: reason)) }
    }
    let (runs, values, sorted) = (amounts.runs, amounts.values, amounts.sorted)
    var result: [MetricSummary] = []
    for (name, probability) in probabilities {
      let quantile = try? runs.quantile(
        probability,
        of: values,
        sorted: sorted,
        level: options.level
      )
      result.append(summary(name, quantile.map { Estimate($0) } ?? Estimate()))
    }
    if !onlyMedian {
      let mean = try? runs.mean(of: values, sorted: sorted, level: options.level)
      var last = summary("mean", mean.map { Estimate($0) } ?? Estimate())
      last.isDrivenByFew = mean?.caveats.contains(.drivenByFew) ?? false
      result.append(last)
    }
    return result
  }
}
