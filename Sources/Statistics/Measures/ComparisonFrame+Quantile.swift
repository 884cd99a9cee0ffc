extension ComparisonFrame {
  /// Compares a quantile of fully observed, non-negative durations (STATISTICS.md 4.2).
  ///
  /// Both arms on the same mix; limits rounded outward, so that coverage is at least its label.
  /// Not for durations that may still be running: leaving those out shortens the arm that leaves
  /// more open; use ``incidence(time:status:cause:horizons:among:level:)``. Rows whose value is NaN
  /// are not counted. The ratio is the headline, the difference follows.
  ///
  /// Source: Woodruff, *JASA* 47 (1952), 635; Hyndman, Fan, *Am Stat* 50 (1996), 361 (type 2).
  /// - Complexity: one linear sort of the values per call.
  package func quantile(
    _ probability: Double,
    of values: [Double],
    among mask: [Bool]? = nil,
    level: Double = 0.95
  ) throws(ColumnError) -> ComparisonResult {
    try ColumnError.check(values.count, rows: rowCount)
    try ColumnError.check(share: level, name: "level")
    try ColumnError.check(share: probability, name: "p")
    let selection = try selection(among: mask, ifAny: values.contains { $0.isNaN }) {
      !values[$0].isNaN
    }
    guard let one = ArmQuantile(selection.bot, probability: probability, values: values),
      let zero = ArmQuantile(selection.human, probability: probability, values: values)
    else { return .nothing(.standardisedQuantile, in: selection, level: level) }
    let rho = CustomerVariance.correlation(one.indicator.variance, zero.indicator.variance)
    return .quantiles(one, zero, rho: rho, in: selection, level: level)
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
      strataUsed: selection.bot.strata.count,
      rates: nil,
      caveats: selection.caveats(
        botCustomers: one.indicator.variance.customers,
        humanCustomers: zero.indicator.variance.customers
      )
    )
  }
}
