extension CustomerRuns {
  /// The share of rows with a yes, with customers as the independent units.
  ///
  /// `meaning` says of each of the 256 bytes what it stands for: 0 for a row that is not counted, 1
  /// for no and 2 for yes. Without it the bytes say so themselves.
  ///
  /// Wilson interval at the effective size; coverage 93 to 96 % with fewer than 100 customers.
  ///
  /// Source: Wilson 1927; Kott, Carr, *J Off Stat* 13 (1997); see ``CustomerVariance``.
  package func proportion(
    _ cells: [UInt8],
    meaning: [UInt8]? = nil,
    level: Double
  ) throws(ColumnError) -> ProportionEstimate {
    try ColumnError.check(cells.count, rows: count)
    let meaning = meaning ?? CustomerTally.plain
    try ColumnError.check(meaning.count, rows: 256)
    try ColumnError.check(share: level, name: "level")
    return CustomerTally(cells, meaning: meaning, ends: ends).proportion(level: level)
  }

  /// A quantile of fully observed values, with limits rounded outward (STATISTICS.md 4.2).
  ///
  /// `values` are in the order of the rows, NaN where there is none; `sorted` has the same values
  /// in ascending order without NaN, sorted once for all quantiles. Not for durations that may
  /// still be running.
  ///
  /// Source: Woodruff, *JASA* 47 (1952), 635; Hyndman, Fan, *Am Stat* 50 (1996), 361 (type 2).
  package func quantile(
    _ probability: Double,
    of values: [Double],
    sorted: ArraySlice<Double>,
    level: Double
  ) throws(ColumnError) -> QuantileEstimate {
    try ColumnError.check(values.count, rows: count)
    try ColumnError.check(share: level, name: "level")
    try ColumnError.check(share: probability, name: "p")
    let ranks = RankedValues(count: sorted.count) { sorted[sorted.startIndex + $0] }
    guard let estimate = ranks.quantile(probability) else { return .empty(probability, level) }
    // The precision of a rank is that of the share of rows at or below the estimate.
    var answers = [UInt8](repeating: 0, count: values.count)
    for row in values.indices {
      let value = values[row]
      answers[row] = (value <= estimate ? 2 : 0) | (value > estimate ? 1 : 0)
    }
    return CustomerTally(answers, ends: ends)
      .quantile(probability, estimate: estimate, ranks: ranks, level: level)
  }

  /// The mean of the values; see ``quantile(_:of:sorted:level:)`` for both columns.
  ///
  /// See ``MeanEstimate`` for when not to use it.
  package func mean(
    of values: [Double],
    sorted: ArraySlice<Double>,
    level: Double
  ) throws(ColumnError) -> MeanEstimate {
    try ColumnError.check(values.count, rows: count)
    try ColumnError.check(share: level, name: "level")
    return MeanEstimate(values, ends: ends, sorted: sorted, level: level)
  }
}

extension CustomerTally {
  /// The share of yes with its Wilson interval at the effective size.
  func proportion(level: Double) -> ProportionEstimate {
    guard let (rate, size) = rate else {
      return ProportionEstimate(
        estimate: nil,
        interval: Interval(lower: 0, upper: 1, level: level),
        size: .empty,
        method: .wilson,
        caveats: []
      )
    }
    return ProportionEstimate(
      estimate: rate.estimate,
      interval: Wilson.interval(share: rate.estimate, size: rate.size, level: level),
      size: size,
      method: .wilson,
      caveats: size.caveats
    )
  }

  /// A quantile whose rows at or below it are tallied here as yes, and all others as no.
  func quantile(
    _ probability: Double,
    estimate: Double,
    ranks: RankedValues,
    level: Double
  ) -> QuantileEstimate {
    guard let (rate, size) = rate else { return .empty(probability, level) }
    let z = NormalDistribution.requiredZ(level: level)
    let limits = ranks.limits(Wilson.limits(probability, rate.size, z: z))
    return QuantileEstimate(
      probability: probability,
      estimate: estimate,
      lower: limits.lower,
      upper: limits.upper,
      level: level,
      size: size,
      method: .quantile,
      caveats: size.caveats
    )
  }
}

extension QuantileEstimate {
  /// Nothing known: no rows.
  static func empty(_ probability: Double, _ level: Double) -> QuantileEstimate {
    QuantileEstimate(
      probability: probability,
      estimate: nil,
      lower: nil,
      upper: nil,
      level: level,
      size: .empty,
      method: .quantile,
      caveats: []
    )
  }
}
