extension MetricDefinition {
  /// M19.
  package static let confirmedResolutionRate = MetricDefinition(
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
      explicit verdicts count; such contacts are counted as explicit_only.
      """,
    reason: "The lower end of the resolution range."
  )

  /// M20.
  package static let lenientResolutionRate = MetricDefinition(
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

  /// M20, of which so much a bot declared.
  package static let declaredByBotShare = declared(by: "bot")

  /// M20, of which so much a person declared.
  package static let declaredByHumanShare = declared(by: "human")

  private static func declared(by role: String) -> Self {
    Self(
      "M20",
      "declared_by_" + role + "_share",
      role == "bot" ? "Declared solved by a bot" : "Declared solved by a person",
      unit: .proportion,
      level: .cohort,
      better: .neither,
      formula: """
        The outcome is agent_declared, and the last to declare it solved was a \(role == "bot" ? "bot" : "person").
        """,
      ratio: "such contacts / contacts of the outcome denominator D",
      edgeCases: """
        An event without an actor is by the only side that responded; where both did: null unknown_author.
        """,
      reason: "Which part of lenient_resolution_rate is the word of the one who is judged by it."
    )
  }

  /// M21.
  ///
  /// Computed from M19 and M20; it has no column.
  package static let resolutionRange = MetricDefinition(
    "M21",
    "resolution_range",
    "Resolution range",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: """
      From confirmed_resolution_rate (lower_bound) to lenient_resolution_rate (upper_bound); the width is the share \
      that counts as resolved although no customer confirmed it.
      """,
    ratio:
      "as its ends; width: contacts with outcome agent_declared or silent_after_answer / contacts of D",
    edgeCases:
      "When the widths of bot_first and human_first differ by more than 10 points: warning measured_differently.",
    reason: "The honest statement of what a transcript can show."
  )
}
