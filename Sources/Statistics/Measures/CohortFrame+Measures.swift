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
    let (weighted, table) = try events(time: time, status: status, cause: cause, among: mask)
    try ColumnError.check(share: level, name: "level")
    // One for all horizons: each writes every place before it is read.
    var phi = [Double](repeating: 0, count: weighted.sample.rows.count)
    return horizons.map { horizon in
      guard let point = table.evaluate(at: horizon, phi: &phi) else {
        return IncidenceEstimate(
          horizon: horizon,
          estimate: nil,
          standardError: nil,
          interval: Interval(lower: 0, upper: 1, level: level),
          atRisk: table.atRisk(at: horizon),
          size: .empty,
          method: .incidence,
          caveats: [.followUpTooShort]
        )
      }
      let variance = CustomerVariance(phi: phi, of: weighted)
      let repeats =
        point.isCertain ? EffectiveSize.meanCustomerSize(weighted) : variance.designEffect
      let effective = point.effectiveSize / repeats
      let size = SampleSize(
        rows: weighted.count,
        customers: variance.customers,
        effective: effective,
        designEffect: variance.designEffect
      )
      return IncidenceEstimate(
        horizon: horizon,
        estimate: point.incidence,
        standardError: point.variance.squareRoot(),
        interval: Wilson.interval(share: point.incidence, size: effective, level: level),
        atRisk: point.atRisk,
        size: size,
        method: .incidence,
        caveats: size.caveats
      )
    }
  }

  /// The smallest time by which at least `share` had the event; nil for "not reached".
  package func time(
    reaching share: Double,
    time: [Double],
    status: [UInt8],
    cause: UInt8 = 1,
    among mask: [Bool]? = nil
  ) throws(ColumnError) -> Double? {
    try events(time: time, status: status, cause: cause, among: mask).table.time(reaching: share)
  }

  private func events(
    time: [Double],
    status: [UInt8],
    cause: UInt8,
    among mask: [Bool]?
  ) throws(ColumnError) -> (weighted: WeightedSample, table: EventTable) {
    try ColumnError.check(time.count, rows: rowCount)
    try ColumnError.check(status.count, rows: rowCount)
    let weighted = try selection(among: mask, ifAny: time.contains { $0.isNaN }) {
      !time[$0].isNaN
    }
    let rows = weighted.sample.rows
    let table = EventTable(
      positions: rows.indices,
      time: { time[Int(rows[$0])] },
      status: { status[Int(rows[$0])] },
      cause: cause
    )
    return (weighted, table)
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
