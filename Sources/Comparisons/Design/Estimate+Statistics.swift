import Cohorts
import Facts
import Statistics

/// Statistics' results as report values. Not a number never leaves here: it becomes nil.
extension Estimate {
  init(_ arm: ArmEstimate, missing reason: String) {
    self.init(
      value: arm.estimate.known,
      lower: arm.estimate == nil ? nil : arm.lower.known,
      upper: arm.estimate == nil ? nil : arm.upper.known,
      denominator: arm.size.rows,
      customers: arm.size.customers,
      effectiveSize: arm.size.effective.known,
      designEffect: arm.size.designEffect.known,
      nullReason: arm.estimate.known == nil ? reason : nil
    )
  }

  init(_ effect: Effect, missing reason: String) {
    let value = effect.estimate.known
    self.init(
      value: value,
      lower: value == nil ? nil : effect.interval.lower,
      upper: value == nil ? nil : effect.interval.upper,
      nullReason: value == nil ? reason : nil
    )
  }

  init(_ proportion: ProportionEstimate, counts: RateCounts) {
    self.init(
      value: proportion.estimate.known,
      lower: proportion.estimate == nil ? nil : proportion.interval.lower,
      upper: proportion.estimate == nil ? nil : proportion.interval.upper,
      numerator: counts.numerator,
      denominator: counts.denominator,
      customers: proportion.size.customers,
      effectiveSize: proportion.size.effective.known,
      designEffect: proportion.size.designEffect.known
    )
  }

  init(_ quantile: QuantileEstimate) {
    self.init(
      value: quantile.estimate.known,
      lower: quantile.lower.known,
      upper: quantile.upper.known,
      denominator: quantile.size.rows,
      customers: quantile.size.customers,
      effectiveSize: quantile.size.effective.known,
      designEffect: quantile.size.designEffect.known
    )
  }

  init(_ mean: MeanEstimate) {
    self.init(
      value: mean.estimate.known,
      lower: (mean.interval?.lower).known,
      upper: (mean.interval?.upper).known,
      denominator: mean.size.rows,
      customers: mean.size.customers,
      effectiveSize: mean.size.effective.known,
      designEffect: mean.size.designEffect.known
    )
  }

  init(_ incidence: IncidenceEstimate, rows: Int) {
    let isKnown = incidence.estimate.known != nil
    self.init(
      value: incidence.estimate.known,
      lower: isKnown ? incidence.interval.lower : nil,
      upper: isKnown ? incidence.interval.upper : nil,
      denominator: rows,
      customers: isKnown ? incidence.size.customers : nil,
      effectiveSize: incidence.size.effective.known,
      designEffect: incidence.size.designEffect.known,
      nullReason: isKnown ? nil : "follow_up_too_short"
    )
  }
}

extension Optional<Double> {
  /// The number, unless it is not a number.
  var known: Double? { flatMap { $0.isNaN ? nil : $0 } }
}
