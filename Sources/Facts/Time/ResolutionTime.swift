extension MetricDefinition {
  /// M12.
  package static let firstResolutionTime = MetricDefinition(
    "M12",
    "first_resolution_time",
    "First resolution time",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: """
      From contact start to the first solved event or, without one, to the first customer resolution phrase or \
      explicit yes.
      """,
    edgeCases: """
      Outcome other than confirmed_resolved and agent_declared: null not_resolved. Timers are not solved events. \
      Open contacts are censored at the as-of instant.
      """,
    reason: "Kept for comparability; full_resolution_time is the one to quote."
  )

  /// M13.
  package static let fullResolutionTime = MetricDefinition(
    "M13",
    "full_resolution_time",
    "Full resolution time",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: """
      From contact start to the last solved event; else to the customer's confirming message; else, for \
      silent_after_answer, to the last substantive reply.
      """,
    edgeCases: """
      Outcome in the failure set: null not_resolved. Open contacts are censored at the as-of instant. A reopened \
      part is a contact of its own.
      """,
    reason: "Conditional on resolution, so it must never be shown without resolved_within_T."
  )
}
