/// One arm's standardised rate with all that a comparison needs of it.
struct ArmRate {
  var rate: EffectiveRate
  var variance: CustomerVariance
  var rows: Int

  var size: SampleSize {
    SampleSize(
      rows: rows,
      customers: variance.customers,
      effective: rate.size,
      designEffect: variance.designEffect
    )
  }

  init(rate: EffectiveRate, variance: CustomerVariance, rows: Int) {
    self.rate = rate
    self.variance = variance
    self.rows = rows
  }

  /// Steps 2 to 4 of the engine for a yes/no outcome of each row (STATISTICS.md section 3).
  init(_ weighted: WeightedSample, outcome: (_ row: Int) -> Bool) {
    let rowNumbers = weighted.sample.rows
    var phi = [Double](repeating: 0, count: rowNumbers.count)
    var parts: [EffectiveSize.Part] = []
    var estimate = CompensatedSum()
    for stratum in weighted.strata {
      // A first pass notes each answer in `phi`, so that the caller's column is read once.
      var yes = 0
      for position in stratum.range where outcome(Int(rowNumbers[position])) {
        phi[position] = 1
        yes += 1
      }
      let share = Double(yes) / stratum.count
      let scale = stratum.weight / stratum.count
      for position in stratum.range { phi[position] = scale * (phi[position] - share) }
      estimate.add(stratum.weight * share)
      parts.append(.init(weight: stratum.weight, size: stratum.count, rate: share))
    }
    // Weights sum to one only to within rounding; certainty must stay exact.
    let overall =
      parts.allSatisfy { $0.rate == 1 } ? 1.0 : min(1, max(0, estimate.value))
    variance = CustomerVariance(phi: phi, of: weighted)
    rows = weighted.count
    let effective = EffectiveSize.of(
      parts,
      overall: overall,
      designEffect: variance.designEffect
    ) { EffectiveSize.equivalentCustomers(weighted) }
    rate = EffectiveRate(estimate: overall, size: effective)
  }
}
