package import Facts

/// What the contacts of a run say of a claim.
package struct ClaimResult: Sendable {
  /// METRICS 10.5.
  package enum Verdict: String, Sendable, Hashable, CaseIterable {
    /// Everything that the claim needs was shown.
    case supported
    /// Something that the claim needs was shown not to hold.
    case contradicted
    /// The data settle it neither way.
    case undecided
    /// The export does not hold what is needed.
    case notMeasurable = "not_measurable"
  }

  package var claim: Claim
  package var verdict: Verdict
  /// Why, in a sentence.
  package var reason: String
  /// What the claim needs, with the figures that decide.
  package var conditions: [ClaimCondition]
  /// What must stand beside it.
  package var beside: [ClaimFigure]
  /// The claim's own numbers held against each other and against the log.
  package var checks: [String]
  /// What could make the figures mean something else.
  package var confounders: [String]

  package init(
    claim: Claim,
    verdict: Verdict,
    reason: String,
    conditions: [ClaimCondition],
    beside: [ClaimFigure],
    checks: [String],
    confounders: [String]
  ) {
    self.claim = claim
    self.verdict = verdict
    self.reason = reason
    self.conditions = conditions
    self.beside = beside
    self.checks = checks
    self.confounders = confounders
  }
}

/// One thing that must hold for a claim.
package struct ClaimCondition: Sendable {
  package enum State: Sendable, Hashable {
    case holds, fails, open
    /// There is no figure; the reason is a code of METRICS 3 or STATISTICS 7.4.
    case unknown(String)

    package var name: String {
      switch self {
      case .holds: "holds"
      case .fails: "fails"
      case .open: "open"
      case .unknown: "unknown"
      }
    }
  }

  /// What must hold: `at least 95 % of those who ask reach a person`.
  package var text: String
  package var figure: ClaimFigure
  package var state: State

  package init(text: String, figure: ClaimFigure, state: State) {
    self.text = text
    self.figure = figure
    self.state = state
  }
}

/// A figure with its interval and what it rests on.
package struct ClaimFigure: Sendable {
  package var label: String
  package var unit: MetricDefinition.Unit
  /// Nil for a plain figure; otherwise bot against people.
  package var scale: ComparisonFinding.Scale?
  package var estimate: Estimate
  /// Contacts of both sides of a comparison.
  package var sides: (bot: Int, human: Int)?
  /// What the limits are when they are no confidence interval: `range over staffing`.
  package var limits: String?
  /// The entry of the dictionary that it is a figure of; nil for what the user said and for sums of several.
  package var metric: MetricDefinition?

  package init(
    _ label: String,
    _ unit: MetricDefinition.Unit,
    _ estimate: Estimate,
    scale: ComparisonFinding.Scale? = nil,
    sides: (bot: Int, human: Int)? = nil,
    limits: String? = nil,
    metric: MetricDefinition? = nil
  ) {
    self.label = label
    self.metric = metric
    self.unit = unit
    self.estimate = estimate
    // What is missing has a reason.
    if estimate.value == nil, estimate.nullReason == nil {
      self.estimate.nullReason = "not_estimable"
    }
    self.scale = scale
    self.sides = sides
    self.limits = limits
  }
}

extension ClaimCondition.State {
  /// Whether a figure reaches a limit by its whole interval; a count without an interval decides as it is.
  init(_ estimate: Estimate, atLeast limit: Double) {
    self.init(estimate) { $0 >= limit }
  }

  init(_ estimate: Estimate, atMost limit: Double) {
    self.init(estimate) { $0 <= limit }
  }

  private init(_ estimate: Estimate, _ keeps: (Double) -> Bool) {
    guard let value = estimate.value else {
      self = .unknown(estimate.nullReason ?? "not_estimable")
      return
    }
    let isExact = estimate.lower == nil && estimate.upper == nil
    let lower = keeps(isExact ? value : estimate.lower ?? -.infinity)
    let upper = keeps(isExact ? value : estimate.upper ?? .infinity)
    self = lower && upper ? .holds : lower || upper ? .open : .fails
  }

  /// A figure that was refused decides nothing, whatever its interval.
  func unless(_ refusal: String?) -> Self { refusal.map { .unknown($0) } ?? self }
}
