/// One cohort on its own: its customers, sorted once and reused by every measure.
///
/// For the description of a single group, without strata. Nothing here compares: two cohorts side by
/// side differ in their case mix, which only ``ComparisonFrame`` takes into account.
///
/// - Complexity: O(rows + codes) to make.
package struct CohortFrame: Sendable {
  /// The number of rows in the caller's columns.
  package let rowCount: Int
  private let sample: SortedSample
  private let runs: CustomerRuns

  /// A cohort with a customer code per row; a row without a customer gets a code of its own.
  package init(cluster: [Int32]) throws(ColumnError) {
    guard cluster.count < Int(Int32.max) else { throw .tooManyRows(cluster.count) }
    let customers = try DenseCodes.make(cluster)
    rowCount = cluster.count
    sample = SortedSample(
      rows: cluster.indices.map { Int32($0) },
      stratum: [],
      strataBound: 1,
      customer: customers.codes,
      customerBound: customers.bound
    )
    runs = CustomerRuns(customers: sample.customers)
  }

  /// The cohort's rows with each customer's together, and a column in their order.
  ///
  /// Rows outside the mask get `missing`.
  func ordered<Value>(
    among mask: [Bool]?,
    missing: Value,
    _ value: (_ row: Int) -> Value
  ) throws(ColumnError) -> (runs: CustomerRuns, values: [Value]) {
    if let mask { try ColumnError.check(mask.count, rows: rowCount) }
    let values = sample.rows.map { row in
      mask.map { $0[Int(row)] } ?? true ? value(Int(row)) : missing
    }
    return (runs, values)
  }
}

/// A rate of one cohort.
package struct ProportionEstimate: Hashable, Sendable {
  /// The share; nil without rows.
  package let estimate: Double?
  /// The Wilson interval at the effective size; 0 to 1 without rows.
  package let interval: Interval
  /// Rows, customers, effective size and design effect.
  package let size: SampleSize
  /// The procedure.
  package let method: Method
  /// What to know before relying on it.
  package let caveats: [Caveat]
}

/// A quantile of one cohort.
package struct QuantileEstimate: Hashable, Sendable {
  /// The probability, 0.5 for the median.
  package let probability: Double
  /// The quantile; nil without rows.
  package let estimate: Double?
  /// The lower limit; nil below the smallest observed value.
  package let lower: Double?
  /// The upper limit; nil above the largest observed value.
  package let upper: Double?
  /// The level of the limits.
  package let level: Double
  /// Rows, customers, effective size and design effect.
  package let size: SampleSize
  /// The procedure.
  package let method: Method
  /// What to know before relying on it.
  package let caveats: [Caveat]
}

/// The cumulative incidence of an event in one cohort at one horizon.
package struct IncidenceEstimate: Hashable, Sendable {
  /// The horizon, in the unit of the times.
  package let horizon: Double
  /// The cumulative incidence; nil if follow-up is too short.
  package let estimate: Double?
  /// The standard error for independent rows; nil if follow-up is too short.
  package let standardError: Double?
  /// The Wilson interval at the effective size; 0 to 1 if follow-up is too short.
  package let interval: Interval
  /// Rows with a time at or after the horizon.
  package let atRisk: Int
  /// Rows with the event by the horizon.
  package let events: Int
  /// Rows that ended otherwise by then.
  package let competing: Int
  /// Rows, customers, effective size and design effect.
  package let size: SampleSize
  /// The procedure.
  package let method: Method
  /// What to know before relying on it.
  package let caveats: [Caveat]
}
