extension ComparisonFrame {
  /// Compares the cumulative incidence of an event by each horizon (STATISTICS.md 4.3).
  ///
  /// For events that may not have been seen yet when the data end. Status 0 is still open then,
  /// `cause` is the event, any other code a competing end; an abandoned row is a competing end and
  /// never status 0. Strata where either arm's follow-up ends before a horizon are left out at that
  /// horizon. Rows whose time is NaN are not counted.
  ///
  /// Assumes that being open at the end of the data has nothing to do with the outcome.
  ///
  /// Source: Aalen, Johansen, *Scand J Stat* 5 (1978), 141; Austin, Lee, Fine, *Circulation* 133
  /// (2016), 601; Rothman, *J Chronic Dis* 31 (1978), 557.
  /// - Complexity: one linear sort of the times per call, then one pass per horizon.
  package func incidence(
    time: [Double],
    status: [UInt8],
    cause: UInt8 = 1,
    horizons: [Double],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> [ComparisonResult] {
    try ColumnError.check(time.count, rows: rowCount)
    try ColumnError.check(status.count, rows: rowCount)
    try ColumnError.check(share: level, name: "level")
    let selection = try selection(among: mask, ifAny: time.contains { $0.isNaN }) {
      !time[$0].isNaN
    }
    let one = ArmEvents(selection.bot.sample, time: time, status: status, cause: cause)
    let zero = ArmEvents(selection.human.sample, time: time, status: status, cause: cause)
    return horizons.map { horizon in
      Self.compare(one, zero, at: horizon, in: selection, level: level)
    }
  }

  private static func compare(
    _ one: ArmEvents,
    _ zero: ArmEvents,
    at horizon: Double,
    in selection: Selection,
    level: Double
  ) -> ComparisonResult {
    let a = one.evaluate(at: horizon)
    let b = zero.evaluate(at: horizon)
    let usable = Set(a.points.keys).intersection(b.points.keys)
    let reduced = Selection(selection, usable: usable)
    guard reduced.isComparable else {
      return .nothing(
        .standardisedIncidence,
        in: selection,
        level: level,
        caveat: selection.isComparable ? .followUpTooShort : .noCommonStratum
      )
    }
    let first = a.rate(on: reduced.bot)
    let second = b.rate(on: reduced.human)
    let rho = CustomerVariance.correlation(first.variance, second.variance)
    let isShort = reduced.bot.strata.count < selection.bot.strata.count
    return .rates(
      RatePair(bot: first.rate, human: second.rate, rho: rho),
      method: .standardisedIncidence,
      bot: first.size,
      human: second.size,
      in: reduced,
      level: level,
      caveats: isShort ? [.strataWithShortFollowUp] : []
    )
  }
}

/// The event tables of one arm, a table per stratum.
struct ArmEvents {
  private let sample: SortedSample
  private let tables: [(stratum: Int32, table: EventTable)]

  init(_ sample: SortedSample, time: [Double], status: [UInt8], cause: UInt8) {
    self.sample = sample
    let rows = sample.rows
    tables = sample.runs.map { run in
      let table = EventTable(
        positions: run.range,
        time: { time[Int(rows[$0])] },
        status: { status[Int(rows[$0])] },
        cause: cause
      )
      return (run.stratum, table)
    }
  }

  /// One arm's curves at a horizon.
  struct AtHorizon {
    /// The strata where the incidence is defined.
    var points: [Int32: EventTable.Point] = [:]
    /// The influence value of each position on its own stratum's incidence.
    var phi: [Double]

    /// The standardised incidence (step 4 of the engine with the strata's effective sizes).
    func rate(on weighted: WeightedSample) -> ArmRate {
      var scaled = [Double](repeating: 0, count: phi.count)
      var parts: [EffectiveSize.Part] = []
      for stratum in weighted.strata {
        for position in stratum.range { scaled[position] = stratum.weight * phi[position] }
        guard let point = points[stratum.code] else { continue }
        parts.append(
          .init(weight: stratum.weight, size: point.effectiveSize, rate: point.incidence)
        )
      }
      let overall =
        parts.allSatisfy { $0.rate == 1 }
        ? 1 : min(1, max(0, parts.map { $0.weight * $0.rate }.compensatedSum()))
      let variance = CustomerVariance(phi: scaled, of: weighted)
      let size = EffectiveSize.of(
        parts,
        overall: overall,
        designEffect: variance.designEffect
      ) {
        let sum = parts.lazy.filter { $0.size > 0 }.map { $0.weight * $0.weight / $0.size }
        let total = sum.compensatedSum()
        return total > 0 ? 1 / total / EffectiveSize.meanCustomerSize(weighted) : 0
      }
      return ArmRate(
        rate: EffectiveRate(estimate: overall, size: size),
        variance: variance,
        rows: weighted.count
      )
    }
  }

  func evaluate(at horizon: Double) -> AtHorizon {
    var result = AtHorizon(phi: [Double](repeating: 0, count: sample.rows.count))
    for (stratum, table) in tables {
      result.points[stratum] = table.evaluate(at: horizon, phi: &result.phi)
    }
    return result
  }
}
