/// By which procedure a result was reached.
package enum Method: String, Hashable, Sendable {
  /// Standardised proportion, section 3.
  case standardisedProportion = "standardised proportion"
  /// Standardised quantile, section 4.2.
  case standardisedQuantile = "standardised quantile"
  /// Standardised cumulative incidence at a horizon, section 4.3.
  case standardisedIncidence = "standardised cumulative incidence"
  /// Standardised proportion from counts, every row its own customer.
  case standardisedCounts = "standardised proportion from counts"
  /// Wilson interval at the effective size.
  case wilson = "Wilson interval at the effective size"
  /// Weighted quantile with limits from a Wilson interval, rounded outward.
  case quantile = "quantile with Woodruff-Wilson limits"
  /// Kaplan-Meier or Aalen-Johansen estimate.
  case incidence = "Aalen-Johansen estimate"
  /// Arithmetic mean.
  case mean = "mean"
  /// Probability of superiority.
  case superiority = "probability of superiority"
}

/// What a reader should know before relying on a result.
package enum Caveat: String, Hashable, Sendable {
  /// No stratum has both arms; there is nothing to compare.
  case noCommonStratum = "no common stratum"
  /// Some arm's rows lie to less than 0.9 in strata that both arms see.
  case partialOverlap = "partial overlap"
  /// Fewer than 50 customers in an arm: the interval covers less than its label.
  case fewCustomers = "few customers"
  /// Nobody was followed up to the horizon.
  case followUpTooShort = "follow-up too short"
  /// Some strata were left out because an arm's follow-up there ends before the horizon.
  case strataWithShortFollowUp = "strata with short follow-up left out"
  /// A few rows or one customer decide the mean; the median is the better summary.
  case drivenByFew = "the mean is driven by a few conversations; prefer the median"
  /// The series is shorter than eight points on a side of the change.
  case shortSeries = "fewer than eight points on one side"
}

/// How much data stands behind an estimate.
package struct SampleSize: Hashable, Sendable {
  /// Rows that take part.
  package let rows: Int
  /// Customers among them.
  package let customers: Int
  /// The size of an equally precise sample without strata or returning customers.
  package let effective: Double?
  /// How much larger the variance is because customers return; 1 if nobody does.
  package let designEffect: Double?

  /// Sizes of a sample.
  package init(rows: Int, customers: Int, effective: Double?, designEffect: Double?) {
    self.rows = rows
    self.customers = customers
    self.effective = effective
    self.designEffect = designEffect
  }

  /// Below this number of customers no verdict is given.
  package static let fewestCustomers = 50
}

/// One arm's side of a comparison.
package struct ArmEstimate: Hashable, Sendable {
  /// The estimate on the common mix; nil if it is not defined.
  package let estimate: Double?
  /// The lower limit; nil when it lies below the smallest observed value.
  package let lower: Double?
  /// The upper limit; nil when it lies above the largest observed value.
  package let upper: Double?
  /// The level of the limits.
  package let level: Double
  /// The rows and customers of the strata that take part; all of them if nothing was compared.
  package let size: SampleSize
  /// All rows of this arm in the measure's denominator, comparable or not.
  package let allRows: Int
  /// The share of those rows in strata where both arms have at least five.
  package let comparableShare: Double?
}

/// An effect with its interval at the requested level and the one that decides on equivalence.
package struct Effect: Hashable, Sendable {
  /// The estimate; nil if it is not defined, infinite for something over nothing.
  package let estimate: Double?
  /// The interval at the requested level, 95 % unless said.
  package let interval: Interval
  /// The interval that decides on equivalence: 90 % beside 95 %, see ``Equivalence/level(beside:)``.
  package let interval90: Interval

  /// An effect with both intervals.
  package init(estimate: Double?, interval: Interval, interval90: Interval) {
    self.estimate = estimate
    self.interval = interval
    self.interval90 = interval90
  }

  /// Nothing known: the widest interval that the scale allows.
  static func vacuous(_ lower: Double, _ upper: Double, level: Double) -> Effect {
    Effect(
      estimate: nil,
      interval: Interval(lower: lower, upper: upper, level: level),
      interval90: Interval(lower: lower, upper: upper, level: Equivalence.level(beside: level))
    )
  }
}

/// What a comparison of the two arms found.
package struct ComparisonResult: Hashable, Sendable {
  /// The procedure.
  package let method: Method
  /// The mix on which both arms are described.
  package let mix: TargetMix
  /// The bot's arm.
  package let bot: ArmEstimate
  /// The humans' arm.
  package let human: ArmEstimate
  /// Bot minus human.
  package let difference: Effect
  /// Bot over human.
  package let ratio: Effect
  /// The p-value of "no difference", by inversion of the difference's interval.
  package let pValue: Double
  /// The correlation of the arms through shared customers; nil if nothing was compared.
  package let rho: Double?
  /// How many strata take part.
  package let strataUsed: Int
  /// The two effective rates, for further tests; nil for quantiles and when nothing was compared.
  package let rates: RatePair?
  /// What to know before relying on it.
  package let caveats: [Caveat]
}
