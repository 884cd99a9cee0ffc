import Cohorts
import Facts
import Statistics

/// The rows of one cohort in one period, with the frame that every measure reuses.
struct CohortGroup {
  var cohort: Cohort
  var period: Period
  /// Table rows.
  var rows: [Int32]
  /// The customer of each row, numbered from zero.
  var customer: [Int32]
  var frame: CohortFrame?

  init(_ cohort: Cohort, _ period: Period, rows: [Int32], customer: [Int32]) {
    self.cohort = cohort
    self.period = period
    self.rows = rows
    self.customer = customer
    frame = try? CohortFrame(cluster: customer)
  }
}

/// One metric's summaries in one cohort and period.
struct SummaryBuilder {
  let table: ContactTable
  let options: ComparisonOptions

  /// A share with its whole numbers; `nil` below the smallest cell (METRICS E10).
  func rate(
    _ metric: RateMetric,
    _ cells: [RateCell],
    in group: CohortGroup
  ) -> MetricSummary {
    let counts = RateCounts(cells, rows: group.rows)
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
    let outcome = group.rows.map { cells[Int($0)].answer ?? false }
    let isAll = counts.denominator == group.rows.count
    let mask = isAll ? nil : group.rows.map { cells[Int($0)].answer != nil }
    if let result = try? group.frame?.proportion(outcome, among: mask, level: options.level) {
      summary.estimate = Estimate(result, counts: counts)
    }
    return summary
  }

  /// Quantiles and the mean beside them; the mean never stands alone.
  func values(
    _ metric: ValueMetric,
    _ cells: [ValueCell],
    in group: CohortGroup,
    onlyMedian: Bool
  ) -> [MetricSummary] {
    let counts = ValueCounts(cells, rows: group.rows)
    let amounts = group.rows.map { row -> Double in
      guard let value = cells[Int(row)].value, value.isFinite else { return .nan }
      return value
    }
    return quantiles(
      metric.definition,
      amounts,
      frame: group.frame,
      group.cohort,
      group.period,
      known: counts.known,
      excluded: counts.excluded,
      evidence: counts.evidence,
      empty: counts.commonestReason?.name ?? "not_in_export",
      onlyMedian: onlyMedian
    )
  }

  /// The same for values below the contact.
  ///
  /// Yes/no measures of replies are rates.
  func replies(_ metric: ReplyMetric, _ list: ReplyList, in group: CohortGroup) -> [MetricSummary] {
    var place = [Int32](repeating: -1, count: table.count)
    for (index, row) in group.rows.enumerated() { place[Int(row)] = Int32(index) }
    var amounts: [Double] = []
    var customer: [Int32] = []
    for (contact, value) in zip(list.contact, list.value) {
      guard place.indices.contains(Int(contact)), value.isFinite else { continue }
      let index = Int(place[Int(contact)])
      guard index >= 0 else { continue }
      amounts.append(value)
      customer.append(group.customer[index])
    }
    let frame = try? CohortFrame(cluster: customer)
    guard metric.definition.unit == .proportion else {
      return quantiles(
        metric.definition,
        amounts,
        frame: frame,
        group.cohort,
        group.period,
        known: amounts.count,
        excluded: [],
        evidence: [],
        empty: "no_reply",
        onlyMedian: false
      )
    }
    var estimate = Estimate(
      numerator: amounts.count { $0 != 0 },
      denominator: amounts.count
    )
    if amounts.isEmpty {
      estimate.nullReason = "no_reply"
    } else if amounts.count < options.minCell {
      estimate = estimate.withheld
    } else if let result = try? frame?.proportion(
      amounts.map { $0 != 0 },
      level: options.level
    ) {
      var counts = RateCounts()
      for amount in amounts { counts.add(.known(amount != 0, .inferred)) }
      estimate = Estimate(result, counts: counts)
    }
    return [
      MetricSummary(
        statistic: "rate",
        metric: metric.definition,
        cohort: group.cohort,
        period: group.period,
        estimate: estimate
      )
    ]
  }

  private func quantiles(
    _ metric: MetricDefinition,
    _ amounts: [Double],
    frame: CohortFrame?,
    _ cohort: Cohort,
    _ period: Period,
    known: Int,
    excluded: [(reason: String, count: Int)],
    evidence: [(evidence: Evidence, count: Int)],
    empty: String,
    onlyMedian: Bool
  ) -> [MetricSummary] {
    func summary(_ statistic: String, _ estimate: Estimate) -> MetricSummary {
      MetricSummary(
        statistic: statistic,
        metric: metric,
        cohort: cohort,
        period: period,
        estimate: estimate,
        excluded: excluded,
        evidence: evidence
      )
    }
    let probabilities: [(String, Double)] =
      onlyMedian ? [("p50", 0.5)] : [("p50", 0.5), ("p90", 0.9), ("p95", 0.95)]
    let names = probabilities.map(\.0) + (onlyMedian ? [] : ["mean"])
    guard known >= options.minCell, let frame else {
      let reason = known == 0 ? empty : "too_few"
      return names.map { summary($0, Estimate(denominator: known, nullReason: reason)) }
    }
    var result: [MetricSummary] = []
    for (name, probability) in probabilities {
      let quantile = try? frame.quantile(probability, of: amounts, level: options.level)
      result.append(summary(name, quantile.map { Estimate($0) } ?? Estimate()))
    }
    if !onlyMedian {
      let mean = try? frame.mean(of: amounts, level: options.level)
      result.append(summary("mean", mean.map { Estimate($0) } ?? Estimate()))
    }
    return result
  }
}
