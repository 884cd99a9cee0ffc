extension ComparisonFrame {
  /// Compares a quantile of fully observed, non-negative durations (STATISTICS.md 4.2).
  ///
  /// Both arms on the same mix; limits rounded outward, so that coverage is at least its label.
  /// Not for durations that may still be running: leaving those out shortens the arm that leaves
  /// more open; use ``incidence(time:status:cause:horizons:level:)``. Values that are NaN are not
  /// counted. The ratio is the headline, the difference follows.
  ///
  /// Without `rows` there is a value per row. With them value `i` is one of row `rows[i]`, which may
  /// have any number of values; its customer is the cluster of all.
  ///
  /// Source: Woodruff, *JASA* 47 (1952), 635; Hyndman, Fan, *Am Stat* 50 (1996), 361 (type 2).
  /// - Complexity: one linear sort of the values, then a few walks.
  package func quantiles(
    _ probabilities: [Double],
    of values: [Double],
    rows owner: [Int32]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> [Contrast] {
    try ColumnError.check(share: level, name: "level")
    for probability in probabilities { try ColumnError.check(share: probability, name: "p") }
    let column = try ValuePlaces(values, owner, self)
    return probabilities.map { quantile($0, of: column, level: level) }
  }

  /// The standardised comparison of one quantile alone, with a value per row.
  package func quantile(
    _ probability: Double,
    of values: [Double],
    level: Double = 0.95
  ) throws(ColumnError) -> ComparisonResult {
    guard let first = try quantiles([probability], of: values, level: level).first else {
      throw .outOfRange(name: "p", value: probability)
    }
    return first.adjusted
  }

  private func quantile(_ p: Double, of column: ValuePlaces, level: Double) -> Contrast {
    let selection = Selection(mix: mix, rows: column.rowsByCell)
    let crude = selection.crude
    func result(_ selection: Selection) -> ComparisonResult {
      let isCrude = selection.rows.count < column.rowsByCell.count || strata == 1
      // Without strata every row of an arm weighs the same.
      let shares = selection.shares
      let weights = column.rowsByCell.indices.map { isCrude ? shares[$0 & 1] : shares[$0] }
      let bot = WeightedDistribution(column.order, cell: column.cell, weights: weights, arm: 1)
      let human = WeightedDistribution(column.order, cell: column.cell, weights: weights, arm: 0)
      let estimates = (bot: bot.quantile(p), human: human.quantile(p))
      // The precision of a rank is that of the share of rows at or below the estimate.
      let rates = rates(
        column.counts(self, bot: estimates.bot ?? .nan, human: estimates.human ?? .nan)
      )
      guard let one = estimates.bot, let zero = estimates.human,
        let pair = strata > 1 && isCrude ? rates.asItStands : rates.adjusted
      else {
        return .nothing(
          .standardisedQuantile,
          in: selection,
          customers: rates.customers,
          level: level
        )
      }
      return .quantiles(
        ArmQuantile(probability: p, estimate: one, indicator: pair.bot, distribution: bot),
        ArmQuantile(probability: p, estimate: zero, indicator: pair.human, distribution: human),
        rho: pair.rho,
        in: selection,
        level: level
      )
    }
    let adjusted = result(selection)
    return Contrast(adjusted: adjusted, crude: strata > 1 ? result(crude) : adjusted)
  }
}

/// Values in ascending order with the place of each.
private struct ValuePlaces {
  let order: TaggedValues
  /// The cell of each place.
  let cell: [Int32]
  let rowsByCell: [Int]
  private let isOnePerPlace: Bool

  init(_ values: [Double], _ owner: [Int32]?, _ frame: ComparisonFrame) throws(ColumnError) {
    cell = frame.cell
    isOnePerPlace = owner == nil
    if let owner {
      try ColumnError.check(owner.count, rows: values.count)
      var place = [UInt32](repeating: 0, count: frame.rowCount)
      for (index, row) in frame.rows.enumerated() { place[Int(row)] = UInt32(index) }
      if let bad = owner.firstIndex(where: { $0 < 0 || Int($0) >= frame.rowCount }) {
        throw .negativeCode(row: bad)
      }
      order = TaggedValues(values, tags: owner.map { place[Int($0)] })
    } else {
      order = TaggedValues(
        try frame.ordered(values),
        tags: frame.rows.indices.map { UInt32($0) }
      )
    }
    var counts = [Int](repeating: 0, count: 2 * frame.strata)
    for rank in 0..<order.count { counts[Int(cell[order.tag(rank)])] &+= 1 }
    rowsByCell = counts
  }

  /// Whether each value lies at or below its arm's limit.
  func counts(_ frame: ComparisonFrame, bot: Double, human: Double) -> PlaceCounts {
    if isOnePerPlace {
      var answers = [UInt8](repeating: 0, count: cell.count)
      for rank in 0..<order.count {
        let place = order.tag(rank)
        answers[place] = order.value(rank) <= (cell[place] & 1 == 1 ? bot : human) ? 2 : 1
      }
      return .answers(answers)
    }
    var rows = [Int32](repeating: 0, count: cell.count)
    var yes = rows
    for rank in 0..<order.count {
      let place = order.tag(rank)
      rows[place] &+= 1
      if order.value(rank) <= (cell[place] & 1 == 1 ? bot : human) { yes[place] &+= 1 }
    }
    return .many(rows: rows, yes: yes)
  }
}

extension ComparisonResult {
  fileprivate static func quantiles(
    _ one: ArmQuantile,
    _ zero: ArmQuantile,
    rho: Double,
    in selection: Selection,
    level: Double
  ) -> ComparisonResult {
    let z = NormalDistribution.requiredZ(level: level)
    let inner = Equivalence.level(beside: level)
    let innerZ = level == 0.95 ? NormalDistribution.z90 : NormalDistribution.requiredZ(level: inner)
    func difference(_ z: Double) -> Limits {
      Mover.difference(one.bounded(z: z), zero.bounded(z: z), rho: rho)
    }
    func ratio(_ z: Double) -> Limits {
      Mover.ratio(one.bounded(z: z), zero.bounded(z: z), rho: rho)
    }
    func effect(_ estimate: Double?, _ limits: (Double) -> Limits) -> Effect {
      Effect(
        estimate: estimate,
        interval: limits(z).interval(level: level),
        interval90: limits(innerZ).interval(level: inner)
      )
    }
    func arm(_ arm: ArmQuantile, _ all: Int, _ share: Double?) -> ArmEstimate {
      let (lower, upper) = arm.limits(z: z)
      return ArmEstimate(
        estimate: arm.estimate,
        lower: lower,
        upper: upper,
        level: level,
        size: arm.indicator.size,
        allRows: all,
        comparableShare: share
      )
    }
    let overlap = selection.overlap
    return ComparisonResult(
      method: .standardisedQuantile,
      mix: selection.mix,
      bot: arm(one, overlap.botRows, overlap.botShare),
      human: arm(zero, overlap.humanRows, overlap.humanShare),
      difference: effect(one.estimate - zero.estimate, difference),
      ratio: effect(Mover.ratioEstimate(one.estimate, zero.estimate), ratio),
      pValue: Inversion.pValue(null: 0, limits: difference),
      rho: rho,
      strataUsed: selection.used.count,
      rates: nil,
      caveats: selection.caveats(
        botCustomers: one.indicator.size.customers,
        humanCustomers: zero.indicator.size.customers
      )
    )
  }
}
