extension ComparisonFrame {
  /// Compares the shares of rows with a yes, both arms on the same mix (STATISTICS.md section 3).
  ///
  /// Standardised over strata, with Wilson limits at the effective size and customers as the
  /// independent units. Without strata and returning customers it is Wilson and Newcombe; with
  /// overlap weights the difference is Mantel and Haenszel's. It adjusts for the strata only: a
  /// difference in routing that the strata do not see remains.
  ///
  /// `among` is the denominator: rows with false are not counted at all.
  ///
  /// Source: Mantel, Haenszel, *JNCI* 22 (1959), 719; Zou, Donner, *Stat Med* 27 (2008), 1693;
  /// Franco et al., *J Surv Stat Methodol* 7 (2019), 334.
  /// - Complexity: O(rows), no sorting.
  package func proportion(
    _ outcome: [Bool],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> ComparisonResult {
    try ColumnError.check(outcome.count, rows: rowCount)
    try ColumnError.check(share: level, name: "level")
    let selection = try selection(among: mask)
    guard selection.isComparable else {
      return .nothing(.standardisedProportion, in: selection, level: level)
    }
    let one = ArmRate(selection.bot) { outcome[$0] }
    let zero = ArmRate(selection.human) { outcome[$0] }
    let rho = CustomerVariance.correlation(one.variance, zero.variance)
    return .rates(
      RatePair(bot: one.rate, human: zero.rate, rho: rho),
      method: .standardisedProportion,
      bot: one.size,
      human: zero.size,
      in: selection,
      level: level
    )
  }

  /// The two-by-two counts of each stratum, ascending by code; for tables and section 5.4.
  package func tables(
    _ outcome: [Bool],
    among mask: [Bool]? = nil
  ) throws(ColumnError) -> [StratumTable] {
    try ColumnError.check(outcome.count, rows: rowCount)
    let selection = try selection(among: mask)
    func yes(_ sample: SortedSample) -> [Int32: Int] {
      var result: [Int32: Int] = [:]
      for run in sample.runs {
        result[run.stratum] = run.range.count { outcome[Int(sample.rows[$0])] }
      }
      return result
    }
    let one = yes(selection.bot.sample)
    let zero = yes(selection.human.sample)
    return selection.counts.map {
      StratumTable(
        code: $0.code,
        x1: Double(one[$0.code] ?? 0),
        n1: Double($0.bot),
        x0: Double(zero[$0.code] ?? 0),
        n0: Double($0.human)
      )
    }
  }

  /// How far the arms see the same strata, within a denominator (STATISTICS.md 5.2).
  package func overlap(among mask: [Bool]? = nil) throws(ColumnError) -> Overlap {
    try selection(among: mask).overlap
  }
}
