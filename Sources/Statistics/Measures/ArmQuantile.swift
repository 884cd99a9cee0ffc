/// One arm's quantile with all that a comparison needs of it.
struct ArmQuantile {
  var probability: Double
  var estimate: Double
  /// The share of rows at or below the estimate.
  var indicator: ArmRate
  var distribution: WeightedDistribution

  /// The limits at a `z`; nil beyond the observed values.
  func limits(z: Double) -> (lower: Double?, upper: Double?) {
    distribution.limits(Wilson.limits(probability, indicator.rate.size, z: z))
  }

  /// The same for arithmetic on durations, which start at zero and have no end.
  func bounded(z: Double) -> Bounded {
    let (lower, upper) = limits(z: z)
    return Bounded(estimate: estimate, lower: lower ?? 0, upper: upper ?? .infinity)
  }
}
