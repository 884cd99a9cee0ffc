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
  /// - Complexity: one linear sort of the times per call, then a few passes per horizon.
  package func incidences(
    time: [Double],
    status: [UInt8],
    cause: UInt8 = 1,
    horizons: [Double],
    level: Double = 0.95
  ) throws(ColumnError) -> [Contrast] {
    try ColumnError.check(share: level, name: "level")
    let time = try ordered(time)
    let status = try ordered(status)
    let order = EventOrder(time, status, cause: cause)
    // Tables of many distinct times are large: those of one way are gone before the other's are made.
    func results(isCrude: Bool) -> [ComparisonResult] {
      let events = ArmEvents(self, order, isCrude: isCrude)
      return events.compare(at: horizons, level: level)
    }
    let adjusted = results(isCrude: false)
    // Without strata there is nothing to adjust for.
    let crude = strata > 1 ? results(isCrude: true) : adjusted
    return zip(adjusted, crude).map { Contrast(adjusted: $0, crude: $1) }
  }

  /// The standardised comparison alone.
  package func incidence(
    time: [Double],
    status: [UInt8],
    cause: UInt8 = 1,
    horizons: [Double],
    level: Double = 0.95
  ) throws(ColumnError) -> [ComparisonResult] {
    try incidences(time: time, status: status, cause: cause, horizons: horizons, level: level)
      .map(\.adjusted)
  }
}

/// The event tables of both arms, a table per stratum, or one per arm without strata.
private struct ArmEvents {
  private let frame: ComparisonFrame
  private let selection: Selection
  private let isCrude: Bool
  /// By cell; nil where nothing is timed.
  private let tables: [EventTable?]

  init(_ frame: ComparisonFrame, _ order: EventOrder, isCrude: Bool) {
    self.frame = frame
    self.isCrude = isCrude
    let mask: Int32 = isCrude ? 1 : ~0
    // Sorted once, then dealt out: each table gets its rows in order of time.
    let cells = isCrude ? 2 : 2 * frame.strata
    var counts = [Int](repeating: 0, count: cells)
    let cellOf = (0..<order.count).map { frame.cell[order.position($0)] & mask }
    for cell in cellOf { counts[Int(cell)] += 1 }
    var starts = [0]
    for count in counts { starts.append(starts[starts.count - 1] + count) }
    var next = starts
    var ranks = [Int32](repeating: 0, count: order.count)
    for rank in cellOf.indices {
      let cell = Int(cellOf[rank])
      ranks[next[cell]] = Int32(rank)
      next[cell] += 1
    }
    tables = counts.indices.map { cell in
      counts[cell] == 0
        ? nil : EventTable(order, ranks: Array(ranks[starts[cell]..<starts[cell + 1]]))
    }
    selection = Selection(mix: isCrude ? .overlap : frame.mix, rows: counts)
  }

  func compare(at horizons: [Double], level: Double) -> [ComparisonResult] {
    // Each place's influence on the incidence of its own cell.
    var rows = [InfluenceRow](repeating: InfluenceRow(), count: frame.cell.count)
    let points = tables.map { $0?.points(at: horizons, rows: &rows) }
    return horizons.enumerated().map { index, horizon in
      compare(at: horizon, points.map { $0?[index] }, rows, level)
    }
  }

  private func compare(
    at horizon: Double,
    _ points: [EventTable.Point?],
    _ rows: [InfluenceRow],
    _ level: Double
  ) -> ComparisonResult {
    let isFollowed = points.map { $0?.isFollowed ?? false }
    let usable = selection.weights.indices.map { isFollowed[2 * $0] && isFollowed[2 * $0 + 1] }
    let reduced = selection.among(usable)
    guard reduced.isComparable else {
      return .nothing(
        .standardisedIncidence,
        in: selection,
        customers: customers(rows),
        level: level,
        caveat: selection.isComparable ? .followUpTooShort : .noCommonStratum
      )
    }
    let walk = walk(rows, at: horizon, points, reduced)
    return .rates(
      ArmRates(
        bot: rate(1, reduced, points, walk),
        human: rate(0, reduced, points, walk),
        rho: walk.sums.correlation
      ),
      method: .standardisedIncidence,
      in: reduced,
      level: level,
      caveats: reduced.used.count < selection.used.count ? [.strataWithShortFollowUp] : []
    )
  }

  /// Customers with a timed row, by arm.
  private func customers(_ rows: [InfluenceRow]) -> [Int] {
    var result = [0, 0]
    var isIn = [false, false]
    for place in rows.indices {
      if !rows[place].time.isNaN { isIn[Int(frame.cell[place] & 1)] = true }
      guard frame.ends[place] == 3 else { continue }
      for arm in 0...1 where isIn[arm] {
        result[arm] += 1
        isIn[arm] = false
      }
    }
    return result
  }

  private struct Walk {
    var sums = CustomerSums()
    /// The sum of squared influence values by cell, before they are weighted.
    var squares: [CompensatedSum]
    /// The summed squares of the customers' row counts, by arm.
    var sizes = [0.0, 0.0]
  }

  /// One customer's influence on one arm.
  private struct Own {
    /// Of the current cell.
    var sum = 0.0
    var rows = 0.0
    var code = 0
    /// Of all cells.
    var total = 0.0
    var all = 0.0
  }

  /// What a cell gives to each of its places at a horizon.
  private struct Cell {
    var weight: Double
    var incidence: Double
    /// The factor of the influence of places that are not after the horizon.
    var isVarying: Double
    var later: Double
  }

  private func walk(
    _ rows: [InfluenceRow],
    at horizon: Double,
    _ points: [EventTable.Point?],
    _ reduced: Selection
  ) -> Walk {
    let mask: Int32 = isCrude ? 1 : ~0
    let counts = reduced.rows.map { Double($0) }
    let cells = points.indices.map { cell in
      Cell(
        weight: reduced.weights[cell >> 1],
        incidence: points[cell]?.incidence ?? 0,
        isVarying: points[cell]?.isCertain ?? true ? 0 : 1,
        later: points[cell]?.later ?? 0
      )
    }
    var walk = Walk(squares: [CompensatedSum](repeating: CompensatedSum(), count: counts.count))
    var own = (human: Own(), bot: Own())
    func close(_ own: inout Own) {
      guard own.rows > 0 else { return }
      let n = counts[own.code]
      // A customer who is the whole stratum is its mean: nothing varies, nothing is known.
      if own.rows < n { own.total += own.sum / (1 - own.rows / n).squareRoot() }
      own.all += own.rows
      (own.sum, own.rows) = (0, 0)
    }
    for place in rows.indices {
      let code = Int(frame.cell[place] & mask)
      let cell = cells[code]
      let row = rows[place]
      if cell.weight > 0, !row.time.isNaN {
        let phi =
          row.time > horizon ? cell.later : cell.isVarying * row.line.value(at: cell.incidence)
        walk.squares[code].add(phi * phi)
        let value = cell.weight * phi
        if code & 1 == 1 {
          own.bot.sum += value
          own.bot.rows += 1
          own.bot.code = code
        } else {
          own.human.sum += value
          own.human.rows += 1
          own.human.code = code
        }
      }
      let end = frame.ends[place]
      guard isCrude ? end == 3 : end != 0 else { continue }
      close(&own.bot)
      close(&own.human)
      guard end == 3, own.bot.all + own.human.all > 0 else { continue }
      walk.sums.add(
        human: own.human.total,
        bot: own.bot.total,
        isHuman: own.human.all > 0 ? 1 : 0,
        isBot: own.bot.all > 0 ? 1 : 0
      )
      walk.sizes[0] += own.human.all * own.human.all
      walk.sizes[1] += own.bot.all * own.bot.all
      own = (Own(), Own())
    }
    return walk
  }

  /// The standardised incidence (step 4 of the engine with the strata's effective sizes).
  private func rate(
    _ arm: Int,
    _ reduced: Selection,
    _ points: [EventTable.Point?],
    _ walk: Walk
  ) -> ArmRate {
    var parts: [EffectiveSize.Part] = []
    var independent = CompensatedSum()
    for stratum in reduced.used {
      let cell = 2 * stratum + arm
      let n = Double(reduced.rows[cell])
      let weight = reduced.weights[stratum]
      let squares = walk.squares[cell].value
      if n > 1 { independent.add(weight * weight * squares * n / (n - 1)) }
      guard let point = points[cell] else { continue }
      parts.append(
        .init(
          weight: weight,
          size: point.effectiveSize(variance: squares),
          rate: point.incidence
        )
      )
    }
    let rows = reduced.count(arm: arm)
    let overall =
      parts.allSatisfy { $0.rate == 1 }
      ? 1 : min(1, max(0, parts.map { $0.weight * $0.rate }.compensatedSum()))
    let designEffect = CustomerVariance.designEffect(
      independent: independent.value,
      clustered: walk.sums.clustered(arm: arm),
      customers: walk.sums.customers(arm: arm),
      rows: rows
    )
    let size = EffectiveSize.of(parts, overall: overall, designEffect: designEffect) {
      let sum = parts.lazy.filter { $0.size > 0 }.map { $0.weight * $0.weight / $0.size }
      let total = sum.compensatedSum()
      let meanSize = rows > 0 ? walk.sizes[arm] / Double(rows) : 1
      return total > 0 ? 1 / total / meanSize : 0
    }
    return ArmRate(
      rate: EffectiveRate(estimate: overall, size: size),
      size: SampleSize(
        rows: rows,
        customers: walk.sums.customers(arm: arm),
        effective: size,
        designEffect: designEffect
      )
    )
  }
}
