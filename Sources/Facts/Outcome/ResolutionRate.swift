extension MetricDefinition {
  /// M19.
  package static let confirmedResolutionRate = Self(
    "M19",
    "confirmed_resolution_rate",
    "Confirmed resolution",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula:
      "The customer said that it was resolved, by a verdict or in words after the last answer.",
    ratio: "contacts with outcome confirmed_resolved / contacts of the outcome denominator D",
    edgeCases: """
      Open contacts are left out and counted. Without a list of resolution phrases for the language only \
      explicit verdicts count.
      """,
    reason: "The lower end of the resolution range."
  )

  /// M20.
  package static let lenientResolutionRate = Self(
    "M20",
    "lenient_resolution_rate",
    "Lenient resolution",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "Confirmed by the customer, declared by a responder, or silent after an answer.",
    ratio: """
      contacts with outcome confirmed_resolved, agent_declared or silent_after_answer / contacts of the \
      outcome denominator D
      """,
    edgeCases: "Open contacts are left out and counted.",
    reason: "The upper end of the range, comparable with what a vendor shows."
  )

  /// M21.
  ///
  /// Computed from M19 and M20; it has no column.
  package static let resolutionRange = Self(
    "M21",
    "resolution_range",
    "Resolution range",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula:
      "From confirmed_resolution_rate to lenient_resolution_rate; the width is their difference.",
    edgeCases:
      "When the widths of two cohorts differ by more than 10 points: measured_differently.",
    reason: "The honest statement of what a transcript can show."
  )
}
