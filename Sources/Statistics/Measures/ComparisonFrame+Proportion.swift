extension ComparisonFrame {
  /// Compares the shares of rows with a yes, both arms on the same mix (STATISTICS.md section 3).
  ///
  /// Standardised over strata, with Wilson limits at the effective size and customers as the
  /// independent units. Without strata and returning customers it is Wilson and Newcombe; with
  /// overlap weights the difference is Mantel and Haenszel's. It adjusts for the strata only: a
  /// difference in routing that the strata do not see remains. The crude comparison comes with it.
  ///
  /// An answer is 0 for a row that is not counted at all, 1 for no and 2 for yes.
  ///
  /// Source: Mantel, Haenszel, *JNCI* 22 (1959), 719; Zou, Donner, *Stat Med* 27 (2008), 1693;
  /// Franco et al., *J Surv Stat Methodol* 7 (2019), 334.
  /// - Complexity: O(rows), no sorting.
  package func proportion(
    answers: [UInt8],
    level: Double = 0.95
  ) throws(ColumnError) -> Contrast {
    try ColumnError.check(share: level, name: "level")
    let rates = rates(.answers(try ordered(answers)))
    func result(_ pair: ArmRates?, _ selection: Selection) -> ComparisonResult {
      guard let pair else {
        return .nothing(
          .standardisedProportion,
          in: selection,
          customers: rates.customers,
          level: level
        )
      }
      return .rates(pair, method: .standardisedProportion, in: selection, level: level)
    }
    return Contrast(
      adjusted: result(rates.adjusted, rates.selection),
      crude: result(rates.asItStands, rates.crude)
    )
  }

  /// The standardised comparison alone; `among` is the denominator, by default all rows.
  package func proportion(
    _ outcome: [Bool],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> ComparisonResult {
    if let mask { try ColumnError.check(mask.count, rows: outcome.count) }
    let answers = outcome.indices.map { row -> UInt8 in
      mask.map { $0[row] } ?? true ? (outcome[row] ? 2 : 1) : 0
    }
    return try proportion(answers: answers, level: level).adjusted
  }
}
