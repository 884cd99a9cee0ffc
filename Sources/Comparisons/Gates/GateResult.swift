/// What became of a gate, with the figure that decided.
package struct GateResult: Sendable {
  /// How a gate ends.
  ///
  /// Only `failed` makes a run fail.
  package enum Outcome: String, Sendable, Hashable, CaseIterable {
    /// The whole interval keeps the limit.
    case passed
    /// The whole interval breaks the limit.
    case failed
    /// The interval holds the limit, or there are too few contacts for one.
    case notEnoughData = "not_enough_data"
    /// The bot's contacts are not of a kind that people handle too.
    case notComparable = "not_comparable"
    /// The figure is null.
    case notMeasurable = "not_measurable"
  }

  package var gate: Gate
  package var outcome: Outcome
  /// Why nothing was decided; nil for a gate that passed or failed.
  package var reason: String?
  /// What was held against the limit: the figure of `metrics.csv`, or the adjusted effect of `comparison.csv`.
  package var estimate: Estimate
  /// The limit on the scale of the estimate.
  package var limit: Double
  /// Whether the estimate must stay below the limit.
  package var isUpperLimit: Bool
  /// How a comparison's estimate reads; nil for a figure of one cohort.
  package var scale: ComparisonFinding.Scale?
  /// The two sides of a comparison, adjusted.
  package var bot: Estimate?
  package var human: Estimate?
  /// The caveat of a comparison, if it has one.
  package var caveat: String?

  package init(
    gate: Gate,
    outcome: Outcome,
    reason: String?,
    estimate: Estimate,
    limit: Double,
    isUpperLimit: Bool,
    scale: ComparisonFinding.Scale? = nil
  ) {
    self.gate = gate
    self.outcome = outcome
    self.reason = reason
    self.estimate = estimate
    self.limit = limit
    self.isUpperLimit = isUpperLimit
    self.scale = scale
  }
}

extension GateResult {
  /// Holds an interval against a limit.
  ///
  /// A limit that is met exactly is kept. Of an interval without an end on one side that side is endless.
  static func decide(
    _ estimate: Estimate,
    _ limit: Double,
    isUpperLimit: Bool
  ) -> (outcome: Outcome, reason: String?) {
    guard estimate.value != nil else {
      let reason = estimate.nullReason ?? "not_estimable"
      return (reason == "too_few" ? .notEnoughData : .notMeasurable, reason)
    }
    guard estimate.lower != nil || estimate.upper != nil else {
      return (.notEnoughData, "no_interval")
    }
    let lower = estimate.lower ?? -.infinity
    let upper = estimate.upper ?? .infinity
    let isKept = isUpperLimit ? upper <= limit : lower >= limit
    let isBroken = isUpperLimit ? lower > limit : upper < limit
    if isKept { return (.passed, nil) }
    return isBroken ? (.failed, nil) : (.notEnoughData, "interval_holds_limit")
  }
}
