/// One arm's standardised rate with all that a comparison needs of it.
struct ArmRate {
  var rate: EffectiveRate
  var size: SampleSize

  /// Steps 2 to 4 of the engine (STATISTICS.md section 3) from counts by cell.
  ///
  /// `whenCertain` gives the number of equivalent customers if nothing varies at all.
  init(
    arm: Int,
    _ selection: Selection,
    yes: [Int],
    sums: CustomerSums,
    whenCertain: () -> Double
  ) {
    var parts: [EffectiveSize.Part] = []
    var estimate = CompensatedSum()
    var independent = CompensatedSum()
    var rows = 0
    for stratum in selection.used {
      let cell = 2 * stratum + arm
      let n = Double(selection.rows[cell])
      let share = Double(yes[cell]) / n
      let scale = selection.weights[stratum] / n
      rows += selection.rows[cell]
      estimate.add(selection.weights[stratum] * share)
      parts.append(.init(weight: selection.weights[stratum], size: n, rate: share))
      let ifYes = scale * (1 - share)
      let ifNo = scale * share
      let squares = Double(yes[cell]) * ifYes * ifYes + (n - Double(yes[cell])) * ifNo * ifNo
      if n > 1 { independent.add(squares * n / (n - 1)) }
    }
    // Weights sum to one only to within rounding; certainty must stay exact.
    let overall = parts.allSatisfy { $0.rate == 1 } ? 1.0 : min(1, max(0, estimate.value))
    let designEffect = CustomerVariance.designEffect(
      independent: independent.value,
      clustered: sums.clustered(arm: arm),
      customers: sums.customers(arm: arm),
      rows: rows
    )
    let size = EffectiveSize.of(
      parts,
      overall: overall,
      designEffect: designEffect,
      whenCertain: whenCertain
    )
    rate = EffectiveRate(estimate: overall, size: size)
    self.size = SampleSize(
      rows: rows,
      customers: sums.customers(arm: arm),
      effective: size,
      designEffect: designEffect
    )
  }

  init(rate: EffectiveRate, size: SampleSize) {
    self.rate = rate
    self.size = size
  }
}

/// Both arms' rates and their correlation.
struct ArmRates {
  var bot: ArmRate
  var human: ArmRate
  var rho: Double

  var pair: RatePair { RatePair(bot: bot.rate, human: human.rate, rho: rho) }
}
