extension CohortFrame {
  /// The share of rows with a yes, with customers as the independent units.
  ///
  /// Wilson interval at the effective size; coverage 93 to 96 % with fewer than 100 customers.
  ///
  /// Source: Wilson 1927; Kott, Carr, *J Off Stat* 13 (1997); see ``CustomerVariance``.
  package func proportion(
    _ outcome: [Bool],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> ProportionEstimate {
    try ColumnError.check(outcome.count, rows: rowCount)
    try ColumnError.check(share: level, name: "level")
    let column = try ordered(among: mask, missing: UInt8(0)) { outcome[$0] ? 2 : 1 }
    return try column.runs.proportion(column.values, level: level)
  }

  /// A quantile of fully observed values, with limits rounded outward (STATISTICS.md 4.2).
  ///
  /// Rows whose value is NaN are not counted. Not for durations that may still be running.
  ///
  /// Source: Woodruff, *JASA* 47 (1952), 635; Hyndman, Fan, *Am Stat* 50 (1996), 361 (type 2).
  package func quantile(
    _ probability: Double,
    of values: [Double],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> QuantileEstimate {
    try ColumnError.check(values.count, rows: rowCount)
    try ColumnError.check(share: level, name: "level")
    try ColumnError.check(share: probability, name: "p")
    let column = try ordered(among: mask, missing: Double.nan) { values[$0] }
    return try column.runs.quantile(
      probability,
      of: column.values,
      sorted: ValueOrder.values(column.values)[...],
      level: level
    )
  }

  /// The cumulative incidence of an event by each horizon (STATISTICS.md 4.3).
  ///
  /// Status 0 is still open when the data end, `cause` the event, any other code a competing end.
  /// Without competing ends it is one minus Kaplan and Meier's survival, with Greenwood's error.
  ///
  /// Source: Kaplan, Meier 1958; Aalen, Johansen 1978; Rothman, *J Chronic Dis* 31 (1978), 557.
  package func incidence(
    time: [Double],
    status: [UInt8],
    cause: UInt8 = 1,
    horizons: [Double],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> [IncidenceEstimate] {
    try events(time: time, status: status, cause: cause, among: mask)
      .incidence(horizons: horizons, level: level)
  }

  /// When the event came, counted once for all that is asked of it.
  package func events(
    time: [Double],
    status: [UInt8],
    cause: UInt8 = 1,
    among mask: [Bool]? = nil
  ) throws(ColumnError) -> CohortEvents {
    try ColumnError.check(time.count, rows: rowCount)
    try ColumnError.check(status.count, rows: rowCount)
    let column = try ordered(among: mask, missing: Double.nan) { time[$0] }
    return try CohortEvents(
      time: column.values,
      status: ordered(among: nil, missing: UInt8(0)) { status[$0] }.values,
      runs: column.runs,
      cause: cause
    )
  }
}

extension SampleSize {
  /// No rows at all.
  static let empty = SampleSize(rows: 0, customers: 0, effective: nil, designEffect: nil)

  /// What to say about the size alone.
  var caveats: [Caveat] {
    customers < Self.fewestCustomers ? [.fewCustomers] : []
  }
}
