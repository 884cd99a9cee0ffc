extension MetricDefinition {
  /// M28.
  package static let handoffRate = MetricDefinition(
    "M28",
    "handoff_rate",
    "Hand-off",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula: "A human wrote after the bot had responded.",
    ratio: "such contacts / engaged bot_first contacts that are not open_censored",
    edgeCases: "human_to_bot is excluded. A contact counts once however often it is passed.",
    reason: "Completed hand-offs; attempts apart, so that failures are visible."
  )

  /// M28.
  package static let handoffAttemptRate = MetricDefinition(
    "M28",
    "handoff_attempt_rate",
    "Hand-off attempted",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula: "A hand-off was initiated, whether or not anybody came.",
    ratio: "such contacts / engaged bot_first contacts that are not open_censored",
    edgeCases: "human_to_bot is excluded.",
    reason: "Attempts beside completed hand-offs."
  )

  /// M29.
  package static let handoffFailureRate = MetricDefinition(
    "M29",
    "handoff_failure_rate",
    "Hand-off failure",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "A hand-off was initiated and no human message follows it.",
    ratio: "such contacts / contacts with a hand-off initiated, not open_censored",
    edgeCases:
      "A queue that was closed counts as a failure. Split by staffed hours where a calendar is given.",
    reason: "Being promised a person who never comes is the worst result."
  )
}
