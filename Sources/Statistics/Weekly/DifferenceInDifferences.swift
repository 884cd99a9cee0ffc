/// The change of a share beside the change of an untouched group (STATISTICS.md 9.3, tier 2).
///
/// Assumes that both groups would have moved alike, and that nothing else changed that week. Takes
/// every row for independent.
///
/// Source: MOVER over four Wilson intervals; Zou, Donner, *Stat Med* 27 (2008), 1693.
package struct DifferenceInDifferences: Hashable, Sendable {
  /// The change of the target less the change of the control.
  package let estimate: Double
  /// Its interval.
  package let interval: Interval

  /// The estimate from `x` of `n` of each group before and after; nil when any is empty.
  package init?(
    targetBefore: (x: Double, n: Double),
    targetAfter: (x: Double, n: Double),
    controlBefore: (x: Double, n: Double),
    controlAfter: (x: Double, n: Double),
    level: Double = 0.95
  ) {
    let z = NormalDistribution.requiredZ(level: level)
    let added = [targetAfter, controlBefore]
    let taken = [targetBefore, controlAfter]
    guard (added + taken).allSatisfy({ $0.n > 0 }) else { return nil }
    func part(_ counts: (x: Double, n: Double)) -> Bounded {
      EffectiveRate(estimate: counts.x / counts.n, size: counts.n).bounded(z: z)
    }
    var estimate = 0.0
    var below = 0.0
    var above = 0.0
    for rate in added.map(part) {
      estimate += rate.estimate
      below += (rate.estimate - rate.lower) * (rate.estimate - rate.lower)
      above += (rate.upper - rate.estimate) * (rate.upper - rate.estimate)
    }
    for rate in taken.map(part) {
      estimate -= rate.estimate
      below += (rate.upper - rate.estimate) * (rate.upper - rate.estimate)
      above += (rate.estimate - rate.lower) * (rate.estimate - rate.lower)
    }
    self.estimate = estimate
    interval = Interval(
      lower: estimate - below.squareRoot(),
      upper: estimate + above.squareRoot(),
      level: level
    )
  }
}
