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
    let comparison = QuantileComparison(self, column, level: level)
    return probabilities.map { comparison.contrast($0) }
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
}

/// A column on the common mix and as it stands, counted once for all probabilities.
private struct QuantileComparison {
  private let frame: ComparisonFrame
  private let column: ValuePlaces
  private let level: Double
  private let selection: Selection
  private let crude: Selection
  private let distributions: (adjusted: ArmDistributions, crude: ArmDistributions)

  init(_ frame: ComparisonFrame, _ column: ValuePlaces, level: Double) {
    self.frame = frame
    self.column = column
    self.level = level
    selection = Selection(mix: frame.mix, rows: column.rowsByCell)
    crude = selection.crude
    distributions = WeightedDistribution.arms(
      column.order,
      cell: frame.cell,
      weights: selection.shares,
      rows: column.rowsByCell
    )
  }

  func contrast(_ p: Double) -> Contrast {
    let (bot, human) = estimates(p, distributions.adjusted)
    let ofAdjusted = rates(bot, human)
    let adjusted = result(p, selection, distributions.adjusted, ofAdjusted, ofAdjusted.adjusted)
    guard frame.strata > 1 else { return Contrast(adjusted: adjusted, crude: adjusted) }
    let asTheyStand = estimates(p, distributions.crude)
    // Both ways often find the same values.
    let ofCrude =
      asTheyStand == (bot, human) ? ofAdjusted : rates(asTheyStand.bot, asTheyStand.human)
    return Contrast(
      adjusted: adjusted,
      crude: result(p, crude, distributions.crude, ofCrude, ofCrude.asItStands)
    )
  }

  private func estimates(_ p: Double, _ arms: ArmDistributions) -> (bot: Double?, human: Double?) {
    (arms.bot.quantile(p), arms.human.quantile(p))
  }

  /// The precision of a rank is that of the share of rows at or below the estimate.
  private func rates(_ bot: Double?, _ human: Double?) -> ComparisonFrame.Rates {
    frame.rates(column.counts(frame, bot: bot ?? .nan, human: human ?? .nan))
  }

  private func result(
    _ p: Double,
    _ selection: Selection,
    _ arms: ArmDistributions,
    _ rates: ComparisonFrame.Rates,
    _ pair: ArmRates?
  ) -> ComparisonResult {
    guard let one = arms.bot.quantile(p), let zero = arms.human.quantile(p), let pair else {
      return .nothing(
        .standardisedQuantile,
        in: selection,
        customers: rates.customers,
        level: level
      )
    }
    return .quantiles(
      ArmQuantile(probability: p, estimate: one, indicator: pair.bot, distribution: arms.bot),
      ArmQuantile(probability: p, estimate: zero, indicator: pair.human, distribution: arms.human),
      rho: pair.rho,
      in: selection,
      level: level
    )
  }
}

/// Values in ascending order with the place of each.
private struct ValuePlaces {
  let order: TaggedValues
  let rowsByCell: [Int]
  /// How many values each place has; empty where each has one at most.
  private let rows: [Int32]

  init(_ values: [Double], _ owner: [Int32]?, _ frame: ComparisonFrame) throws(ColumnError) {
    if let owner {
      try ColumnError.check(owner.count, rows: values.count)
      var place = [UInt32](repeating: 0, count: frame.rowCount)
      for (index, row) in frame.rows.enumerated() { place[Int(row)] = UInt32(index) }
      var rows = [Int32](repeating: 0, count: frame.rowCount)
      var tags = [UInt32](repeating: 0, count: owner.count)
      for index in owner.indices {
        let row = Int(owner[index])
        guard row >= 0, row < frame.rowCount else { throw .negativeCode(row: index) }
        tags[index] = place[row]
        if !values[index].isNaN { rows[Int(place[row])] &+= 1 }
      }
      order = TaggedValues(values, tags: tags)
      self.rows = rows
      var counts = [Int](repeating: 0, count: 2 * frame.strata)
      for index in rows.indices { counts[Int(frame.cell[index])] &+= Int(rows[index]) }
      rowsByCell = counts
    } else {
      let values = try frame.ordered(values)
      order = TaggedValues(values, tags: frame.rows.indices.map { UInt32($0) })
      rows = []
      var counts = [Int](repeating: 0, count: 2 * frame.strata)
      for index in values.indices {
        counts[Int(frame.cell[index])] &+= values[index].isNaN ? 0 : 1
      }
      rowsByCell = counts
    }
  }

  /// Whether each value lies at or below its arm's limit.
  func counts(_ frame: ComparisonFrame, bot: Double, human: Double) -> PlaceCounts {
    // Values up to the one limit are yes for both arms, those beyond the other for none.
    let limits = (bot: count(upTo: bot), human: count(upTo: human))
    let both = min(limits.bot, limits.human)
    let most = max(limits.bot, limits.human)
    let arm: Int32 = limits.bot > limits.human ? 1 : 0
    guard rows.isEmpty else {
      var yes = [Int32](repeating: 0, count: rows.count)
      for rank in 0..<both { yes[order.tag(rank)] &+= 1 }
      for rank in both..<most {
        let place = order.tag(rank)
        if frame.cell[place] & 1 == arm { yes[place] &+= 1 }
      }
      return .many(rows: rows, yes: yes)
    }
    var answers = [UInt8](repeating: 0, count: frame.cell.count)
    for rank in 0..<both { answers[order.tag(rank)] = 2 }
    for rank in both..<most {
      let place = order.tag(rank)
      answers[place] = frame.cell[place] & 1 == arm ? 2 : 1
    }
    for rank in most..<order.count { answers[order.tag(rank)] = 1 }
    return .answers(answers)
  }

  /// How many values lie at or below a limit; none where there is no limit.
  private func count(upTo limit: Double) -> Int {
    limit.isNaN ? 0 : (0..<order.count).partitionPoint { order.value($0) > limit }
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
