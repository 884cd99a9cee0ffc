extension MetricDefinition {
  /// M25.
  package static let containmentRate = MetricDefinition(
    "M25",
    "containment_rate",
    "Containment",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula: "No hand-off was initiated and no human wrote.",
    ratio: "such contacts / engaged bot_first contacts that are not open_censored",
    edgeCases: "A hand-off that was tried but not connected is not contained.",
    reason:
      "A channel measure, printed with net_containment_rate next to it and never called resolution."
  )

  /// M26.
  package static let netContainmentRate = MetricDefinition(
    "M26",
    "net_containment_rate",
    "Net containment",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: """
      Contained, outcome in the lenient set, no unmet request for a human, and no return within 7 days.
      """,
    ratio: "such contacts / bot_first index contacts of D that are eligible for 7 days",
    edgeCases: "Unknown customers and censoring as durable_resolution_rate. No phrase list: null.",
    reason: "What contained is usually taken to mean."
  )
}
