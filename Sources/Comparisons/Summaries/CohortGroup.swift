import Facts
import Statistics

/// The rows of one cohort in one period.
struct CohortGroup {
  let cohort: Cohort
  let period: Period
  /// Table rows, each customer's together.
  let rows: [Int32]
  /// Where each customer's rows end.
  let runs: CustomerRuns

  init(_ cohort: Cohort, _ period: Period, rows: ArraySlice<Int32>, customer: [Int32]) {
    self.cohort = cohort
    self.period = period
    self.rows = Array(rows)
    runs = CustomerRuns(customers: rows.map { customer[Int($0)] })
  }
}
