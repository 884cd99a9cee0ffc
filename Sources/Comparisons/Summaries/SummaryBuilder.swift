import Cohorts
import Facts
import Statistics

/// One metric's summaries in one cohort and period.
struct SummaryBuilder: Sendable {
  let table: ContactTable
  let options: ComparisonOptions

  /// A share with its whole numbers; nil below the smallest cell (METRICS E10).
  func rate(
    _ metric: MetricDefinition,
    _ statistic: String,
    _ counts: RateCounts,
    in group: CohortGroup,
    _ proportion: () -> ProportionEstimate?
  ) -> MetricSummary {
    var summary = MetricSummary(
      statistic: statistic,
      metric: metric,
      cohort: group.cohort,
      period: group.period,
      estimate: Estimate(numerator: counts.numerator, denominator: counts.denominator),
      excluded: counts.excluded,
      evidence: counts.evidence
    )
    guard counts.denominator > 0 else {
      summary.estimate.nullReason = counts.commonestReason?.name ?? "no_contacts"
      return summary
    }
    guard counts.denominator >= options.minCell else {
      summary.estimate = summary.estimate.withheld
      return summary
    }
    if let result = proportion() { summary.estimate = Estimate(result, counts: counts) }
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

  /// What quantiles are given.
  static let quantiles = [("p50", 0.5), ("p90", 0.9), ("p95", 0.95)]

  /// What is the same in all summaries of an amount in a group.
  struct Amount {
    let metric: MetricDefinition
    let known: Int
    var excluded: [(reason: String, count: Int)] = []
    var evidence: [(evidence: Evidence, count: Int)] = []
    /// Why there is nothing, when there is nothing.
    var empty: String

    /// Of replies; `excluded` are contacts without one.
    init(_ sheet: ReplySheet, known: Int, _ excluded: [(reason: String, count: Int)]) {
      metric = sheet.metric
      self.known = known
      self.excluded = excluded
      evidence = known > 0 ? [(sheet.evidence, known)] : []
      empty = excluded.commonest ?? "no_contacts"
    }

    init(_ metric: MetricDefinition, _ counts: ValueCounts) {
      self.metric = metric
      known = counts.known
      excluded = counts.excluded
      evidence = counts.evidence
      empty = counts.commonestReason?.name ?? "no_contacts"
    }
  }

  /// Quantiles and the mean beside them; the mean never stands alone, and weeks have medians only.
  func values(
    _ amount: Amount,
    in group: CohortGroup,
    onlyMedian: Bool,
    _ estimates: () -> (values: [Estimate], isDrivenByFew: Bool)
  ) -> [MetricSummary] {
    let names = onlyMedian ? ["p50"] : Self.quantiles.map(\.0) + ["mean"]
    let values: [Estimate]
    var isDrivenByFew = false
    if amount.known >= options.minCell {
      (values, isDrivenByFew) = estimates()
    } else {
      let reason = amount.known == 0 ? amount.empty : "too_few"
      values = names.map { _ in Estimate(denominator: amount.known, nullReason: reason) }
    }
    return zip(names, values).map { name, estimate in
      var summary = MetricSummary(
        statistic: name,
        metric: amount.metric,
        cohort: group.cohort,
        period: group.period,
        estimate: estimate,
        excluded: amount.excluded,
        evidence: amount.evidence
      )
      summary.isDrivenByFew = isDrivenByFew && name == "mean"
      return summary
    }
  }

  /// Yes/no measures of replies are rates.
  func replyRate(
    _ sheet: ReplySheet,
    steps: ArraySlice<UInt32>,
    _ excluded: [(reason: String, count: Int)],
    in group: CohortGroup
  ) -> MetricSummary {
    let counts = sheet.replies.proportion(steps, level: options.level)
    var estimate = Estimate(numerator: counts.yes, denominator: counts.all)
    if counts.all == 0 {
      estimate.nullReason = excluded.commonest ?? "no_contacts"
    } else if counts.all < options.minCell {
      estimate = estimate.withheld
    } else {
      var occurrences = [Int](repeating: 0, count: 256)
      occurrences[Int(RateCell.known(true, sheet.evidence).rawValue)] = counts.yes
      occurrences[Int(RateCell.known(false, sheet.evidence).rawValue)] = counts.all - counts.yes
      estimate = Estimate(
        counts.estimate,
        counts: RateCounts(occurrences: occurrences)
      )
    }
    return MetricSummary(
      statistic: "rate",
      metric: sheet.metric,
      cohort: group.cohort,
      period: group.period,
      estimate: estimate,
      excluded: excluded,
      evidence: counts.all > 0 ? [(sheet.evidence, counts.all)] : []
    )
  }
}

extension [(reason: String, count: Int)] {
  /// The reason that left out most, the first of several; nil when none was.
  fileprivate var commonest: String? {
    self.max { $0.count < $1.count }?.reason
  }
}
