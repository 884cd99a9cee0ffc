/// The standardised comparison from the counts of each stratum alone.
///
/// The same steps as ``ComparisonFrame/proportion(_:among:level:)`` with every row its own customer.
/// Do not use it where customers return: it takes every row for independent.
package enum CountedComparison {
  /// Compares the two arms over strata.
  package static func compare(
    _ tables: [StratumTable],
    mix: TargetMix = .overlap,
    level: Double = 0.95
  ) -> CountedResult {
    let counts = tables.enumerated().map {
      StratumCounts(code: Int32($0), bot: Int($1.n1), human: Int($1.n0))
    }
    let overlap = Overlap(counts)
    let weights = mix.weights(counts)
    guard !weights.isEmpty else {
      return CountedResult(overlap: overlap, rates: nil, level: level)
    }
    func rate(_ count: (StratumTable) -> (x: Double, n: Double)) -> EffectiveRate {
      let parts = tables.enumerated().compactMap { index, table -> EffectiveSize.Part? in
        let (x, n) = count(table)
        return weights[Int32(index)].map { EffectiveSize.Part(weight: $0, size: n, rate: x / n) }
      }
      let overall =
        parts.allSatisfy { $0.rate == 1 }
        ? 1 : min(1, parts.map { $0.weight * $0.rate }.compensatedSum())
      let size = EffectiveSize.of(parts, overall: overall, designEffect: 1) {
        1 / parts.map { $0.weight * $0.weight / $0.size }.compensatedSum()
      }
      return EffectiveRate(estimate: overall, size: size)
    }
    let pair = RatePair(bot: rate { ($0.x1, $0.n1) }, human: rate { ($0.x0, $0.n0) })
    return CountedResult(overlap: overlap, rates: pair, level: level)
  }

  /// The strata added up: the crude comparison.
  package static func crude(_ tables: [StratumTable], level: Double = 0.95) -> CountedResult {
    let sum = tables.reduce((0.0, 0.0, 0.0, 0.0)) {
      ($0.0 + $1.x1, $0.1 + $1.n1, $0.2 + $1.x0, $0.3 + $1.n0)
    }
    return compare(
      [StratumTable(x1: sum.0, n1: sum.1, x0: sum.2, n0: sum.3)],
      level: level
    )
  }
}

/// What a comparison of counts found.
package struct CountedResult: Hashable, Sendable {
  /// How far the arms see the same strata.
  package let overlap: Overlap
  /// Both effective rates; nil when no stratum has both arms.
  package let rates: RatePair?
  /// Bot minus human.
  package let difference: Effect
  /// Bot over human.
  package let ratio: Effect
  /// The p-value of "no difference"; 1 when nothing was compared.
  package let pValue: Double

  init(overlap: Overlap, rates: RatePair?, level: Double) {
    self.overlap = overlap
    self.rates = rates
    difference = rates.map { Effect($0, level: level) } ?? .vacuous(-1, 1, level: level)
    ratio = rates.map { Effect(ratioOf: $0, level: level) } ?? .vacuous(0, .infinity, level: level)
    pValue = rates?.pValue() ?? 1
  }
}
