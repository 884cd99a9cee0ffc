extension MetricDefinition {
  /// M50.
  package static let statedFailureRate = MetricDefinition(
    "M50",
    "stated_failure_rate",
    "Says it did not help",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "A customer message after a substantive reply holds a failure phrase.",
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: "A failure phrase in the opening message is a problem statement and does not count.",
    reason: "The closest thing to a verdict in free text."
  )
}
