/// A rate with the number of independent observations that would make it as precise as it is.
package struct EffectiveRate: Hashable, Sendable {
  /// The rate, from 0 to 1.
  package let estimate: Double
  /// The effective size; fractional.
  package let size: Double

  /// A rate with its effective size.
  package init(estimate: Double, size: Double) {
    self.estimate = estimate
    self.size = size
  }

  func bounded(z: Double) -> Bounded {
    let limits = Wilson.limits(estimate, size, z: z)
    return Bounded(estimate: estimate, lower: limits.lower, upper: limits.upper)
  }
}

/// Two rates side by side: everything that difference, ratio, p-value and equivalence need.
///
/// Wilson limits at the effective sizes, joined by MOVER. Assumes nothing about the sizes beyond
/// what the caller put into them: pass effective sizes when customers return.
///
/// Source: Newcombe, *Stat Med* 17 (1998), 873 (method 10); see also ``Mover``.
package struct RatePair: Hashable, Sendable {
  /// The bot's rate.
  package let bot: EffectiveRate
  /// The humans' rate.
  package let human: EffectiveRate
  /// The correlation of the two estimates, from customers present in both arms.
  package let rho: Double

  /// A pair of rates.
  package init(bot: EffectiveRate, human: EffectiveRate, rho: Double = 0) {
    self.bot = bot
    self.human = human
    self.rho = rho
  }

  /// Independent counts, `x1` of `n1` and `x0` of `n0`; nil when an arm is empty.
  package init?(x1: Double, n1: Double, x0: Double, n0: Double) {
    guard n1 > 0, n0 > 0 else { return nil }
    self.init(
      bot: EffectiveRate(estimate: x1 / n1, size: n1),
      human: EffectiveRate(estimate: x0 / n0, size: n0)
    )
  }

  /// Bot minus human.
  package var difference: Double { bot.estimate - human.estimate }

  /// Bot over human: nil for 0/0, infinite for something over nothing.
  package var ratio: Double? { Mover.ratioEstimate(bot.estimate, human.estimate) }

  /// The interval of the difference.
  package func differenceInterval(level: Double) -> Interval {
    differenceLimits(z: NormalDistribution.requiredZ(level: level)).interval(level: level)
  }

  /// The interval of the ratio.
  package func ratioInterval(level: Double) -> Interval {
    let z = NormalDistribution.requiredZ(level: level)
    return Mover.ratio(bot.bounded(z: z), human.bounded(z: z), rho: rho).interval(level: level)
  }

  /// The p-value of a difference of `null`, by inversion of the interval.
  package func pValue(null: Double = 0) -> Double {
    Inversion.pValue(null: null) { differenceLimits(z: $0) }
  }

  func differenceLimits(z: Double) -> Limits {
    Mover.difference(bot.bounded(z: z), human.bounded(z: z), rho: rho)
  }
}
