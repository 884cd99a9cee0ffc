extension MetricDefinition {
  /// M51.
  package static let rageQuitRate = MetricDefinition(
    "M51",
    "rage_quit_rate",
    "Left in frustration",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      The outcome is stated_unresolved, left_waiting, silent_after_question or handoff_failed, and one of the \
      customer's last two messages, after the first reply, asks for a human or shows a signal of M45 to M50.
      """,
    ratio: "such contacts / engaged contacts with a supported language that are not open_censored",
    edgeCases:
      "Capitals of a customer who always writes so, mild profanity and retelling are no signals.",
    reason: "Joins behaviour and words."
  )
}
