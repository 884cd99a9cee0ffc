extension MetricDefinition {
  /// M18.
  package static let turns = MetricDefinition(
    "M18",
    "turns",
    "Customer turns",
    unit: .count,
    level: .contact,
    better: .lower,
    formula: "The number of runs of customer messages between responding messages.",
    edgeCases: "Courtesies after the last reply are excluded.",
    reason: "A measure of effort that does not depend on clocks."
  )
}
