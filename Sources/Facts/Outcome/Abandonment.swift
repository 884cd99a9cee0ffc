extension MetricDefinition {
  /// M23.
  package static let abandonmentRate = MetricDefinition(
    "M23",
    "abandonment_rate",
    "Abandonment",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "The outcome is left_waiting, silent_after_question or unattended.",
    ratio: "such contacts / contacts of the outcome denominator D",
    edgeCases: "Open contacts are not counted.",
    reason: "Silence after an answer is not abandonment by itself; silence after our question is."
  )
}
