extension ComparisonResult {
  /// Step 5 of the engine: limits of both arms, difference, ratio and p-value from two rates.
  static func rates(
    _ rates: ArmRates,
    method: Method,
    in selection: Selection,
    level: Double,
    caveats: [Caveat] = []
  ) -> ComparisonResult {
    let pair = rates.pair
    let (bot, human) = (rates.bot.size, rates.human.size)
    func arm(
      _ rate: EffectiveRate,
      _ size: SampleSize,
      _ all: Int,
      _ share: Double?
    )
      -> ArmEstimate
    {
      let interval = Wilson.interval(share: rate.estimate, size: rate.size, level: level)
      return ArmEstimate(
        estimate: rate.estimate,
        lower: interval.lower,
        upper: interval.upper,
        level: level,
        size: size,
        allRows: all,
        comparableShare: share
      )
    }
    let overlap = selection.overlap
    return ComparisonResult(
      method: method,
      mix: selection.mix,
      bot: arm(pair.bot, bot, overlap.botRows, overlap.botShare),
      human: arm(pair.human, human, overlap.humanRows, overlap.humanShare),
      difference: Effect(pair, level: level),
      ratio: Effect(ratioOf: pair, level: level),
      pValue: pair.pValue(),
      rho: pair.rho,
      strataUsed: selection.used.count,
      rates: pair,
      caveats: caveats
        + selection.caveats(botCustomers: bot.customers, humanCustomers: human.customers)
    )
  }

  /// Nothing to compare.
  ///
  /// Proportions have limits all the same; durations have none. `customers` are those of each arm.
  static func nothing(
    _ method: Method,
    in selection: Selection,
    customers: [Int],
    level: Double,
    caveat: Caveat = .noCommonStratum
  ) -> ComparisonResult {
    let isDuration = method == .standardisedQuantile
    func arm(_ arm: Int, _ share: Double?) -> ArmEstimate {
      ArmEstimate(
        estimate: nil,
        lower: isDuration ? nil : 0,
        upper: isDuration ? nil : 1,
        level: level,
        size: SampleSize(
          rows: selection.all(arm: arm),
          customers: customers[arm],
          effective: nil,
          designEffect: nil
        ),
        allRows: selection.all(arm: arm),
        comparableShare: share
      )
    }
    let reach = isDuration ? Double.infinity : 1
    return ComparisonResult(
      method: method,
      mix: selection.mix,
      bot: arm(1, selection.overlap.botShare),
      human: arm(0, selection.overlap.humanShare),
      difference: .vacuous(-reach, reach, level: level),
      ratio: .vacuous(0, .infinity, level: level),
      pValue: 1,
      rho: nil,
      strataUsed: 0,
      rates: nil,
      caveats: [caveat]
    )
  }
}

extension Effect {
  init(_ pair: RatePair, level: Double) {
    self.init(
      estimate: pair.difference,
      interval: pair.differenceInterval(level: level),
      interval90: pair.differenceInterval(level: Equivalence.level(beside: level))
    )
  }

  init(ratioOf pair: RatePair, level: Double) {
    self.init(
      estimate: pair.ratio,
      interval: pair.ratioInterval(level: level),
      interval90: pair.ratioInterval(level: Equivalence.level(beside: level))
    )
  }
}
