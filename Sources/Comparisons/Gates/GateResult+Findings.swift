import Facts

extension GateResult {
  /// Decides a gate on the figures of a report.
  init(_ gate: Gate, _ findings: Findings) {
    switch gate.rule {
    case .max(let limit):
      self.init(gate, findings, limit, isUpperLimit: true)
    case .min(let limit):
      self.init(gate, findings, limit, isUpperLimit: false)
    case .notWorse(let tolerance):
      self.init(gate, tolerance, findings)
    }
  }

  private init(
    _ gate: Gate,
    _ findings: Findings,
    _ limit: Double,
    isUpperLimit: Bool
  ) {
    let summary = findings.summaries.first {
      $0.period == .whole && $0.cohort == gate.cohort && $0.metric.id == gate.metric.id
        && $0.statistic == gate.statistic
    }
    let absence = gate.metric.needsCalendar ? NullReason.noCalendar.name : "no_contacts"
    let estimate = summary?.estimate ?? Estimate(nullReason: absence)
    var decision = Self.decide(estimate, limit, isUpperLimit: isUpperLimit)
    // What a detector flags is not the share itself (STATISTICS 6.3), and labels say by how much it is off.
    let flagged: [RateMetric] = [
      .flaggedFrustration, .flaggedDissatisfaction, .flaggedHumanRequest, .flaggedAbuse,
    ]
    let isFlagged = RateMetric(id: gate.metric.id).map(flagged.contains) ?? false
    let isCorrected = findings.audited.contains { $0.finding.metric.id == gate.metric.id }
    if estimate.value != nil, isFlagged || isCorrected {
      decision = (.notEnoughData, "detector_not_validated")
    }
    self.init(
      gate: gate,
      outcome: decision.outcome,
      reason: decision.reason,
      estimate: estimate,
      limit: limit,
      isUpperLimit: isUpperLimit
    )
  }

  /// The bot against people, as STATISTICS 7.2 has it: "not worse" is a whole interval on the right side of the margin.
  private init(_ gate: Gate, _ tolerance: Gate.Tolerance, _ findings: Findings) {
    let isLowerBetter = gate.metric.better == .lower
    let scale: ComparisonFinding.Scale
    let limit: Double
    switch tolerance {
    case .difference(let size): (scale, limit) = (.difference, isLowerBetter ? size : -size)
    case .factor(let factor): (scale, limit) = (.ratio, isLowerBetter ? factor : 1 / factor)
    }
    self.init(
      gate: gate,
      outcome: .notMeasurable,
      reason: "not_in_export",
      estimate: Estimate(nullReason: "not_in_export"),
      limit: limit,
      isUpperLimit: isLowerBetter,
      scale: scale
    )
    guard let finding = findings.comparison(of: gate) else { return }
    bot = finding.bot
    human = finding.human
    caveat = finding.caveat
    estimate = scale == .ratio ? finding.ratio ?? Estimate() : finding.difference
    let reason = finding.reason
    switch finding.verdict {
    case .notComparable: (outcome, self.reason) = (.notComparable, reason)
    case .notMeasurable: (outcome, self.reason) = (.notMeasurable, reason)
    case .inconclusive where Self.refusals.contains(reason):
      (outcome, self.reason) = (.notEnoughData, reason)
    case .better, .worse, .equivalent, .inconclusive:
      let decision = Self.decide(estimate, limit, isUpperLimit: isUpperLimit)
      (outcome, self.reason) = (decision.outcome, decision.reason)
    }
  }

  /// Reasons for which no comparison says anything, whatever its interval.
  private static let refusals: Set<String> = ["too_few_customers", "detector_not_validated"]
}

extension Findings {
  /// The comparison that a gate is about: corrected by labels, else that of the headline family, else another.
  fileprivate func comparison(of gate: Gate) -> ComparisonFinding? {
    (audited.map(\.finding) + headlineFamily + secondary).first {
      $0.metric.id == gate.metric.id
        && (gate.metric.unit == .proportion || $0.statistic == gate.statistic)
    }
  }
}
