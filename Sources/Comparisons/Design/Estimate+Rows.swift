import Cohorts
import Facts
import Statistics

/// Figures of contacts that are neither a cohort nor a stratum: those of an hour, those that a claim speaks of.
extension Estimate {
  /// The share of some contacts with customers as clusters; only counts below the smallest cell (E10).
  init(
    of metric: RateMetric,
    _ table: ContactTable,
    _ rows: [Int32],
    _ options: ComparisonOptions
  ) {
    let customer = table.whole(table.customer, fill: 0)
    let cells = table.cells(of: metric)
    let ordered = ordered(rows, byCustomer: customer)
    let counts = RateCounts(cells, rows: ordered)
    self.init(numerator: counts.numerator, denominator: counts.denominator)
    guard counts.denominator >= options.minCell else {
      nullReason =
        counts.denominator == 0 ? counts.commonestReason?.name ?? "no_contacts" : "too_few"
      return
    }
    let share = try? CustomerRuns(customers: ordered.map { customer[Int($0)] }).proportion(
      ordered.map { cells[Int($0)].rawValue },
      meaning: SummaryBuilder.answerOf,
      level: options.level
    )
    if let share { self = Estimate(share, counts: counts) }
  }

  /// A quantile of an amount over some contacts; only a count below the smallest cell (E10).
  init(
    _ probability: Double,
    of metric: ValueMetric,
    _ table: ContactTable,
    _ rows: [Int32],
    _ options: ComparisonOptions
  ) {
    let cells = table.cells(of: metric)
    let counts = ValueCounts(cells, rows: rows)
    self.init(denominator: counts.known)
    guard counts.known >= options.minCell else {
      nullReason =
        counts.known == 0 ? counts.commonestReason?.name ?? "no_contacts" : "too_few"
      return
    }
    let customer = table.whole(table.customer, fill: 0)
    let ordered = ordered(rows, byCustomer: customer)
    let values = ordered.map { cells[Int($0)].rankable }
    let found = try? CustomerRuns(customers: ordered.map { customer[Int($0)] }).quantile(
      probability,
      of: values,
      sorted: ValueOrder.values(values)[...],
      level: options.level
    )
    if let found { self = Estimate(found) } else { nullReason = "not_estimable" }
  }
}
