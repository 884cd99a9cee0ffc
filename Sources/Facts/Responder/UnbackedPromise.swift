extension MetricDefinition {
  /// M59.
  package static let unbackedPromiseRate = MetricDefinition(
    "M59",
    "unbacked_promise_rate",
    "Says it did something, no trace",
    unit: .proportion,
    level: .reply,
    better: .lower,
    formula: """
      A substantive reply says that something was done, and no successful action stands within 5 minutes of it.
      """,
    ratio: "such replies / substantive replies that say that something was done",
    edgeCases: """
      An export without action events: null not_in_export. Humans' replies count only where the export has actions of \
      humans and --actions-elsewhere is not given. A missing time that leaves it open leaves the reply out.
      """,
    reason: "Finds bots that claim what they did not do."
  )

  /// M59, what comes after.
  package static let repeatAfterUnbackedPromiseRate = MetricDefinition(
    "M59",
    "repeat_after_unbacked_promise_7d",
    "Came back after an unbacked promise",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "The customer starts another contact within 7 days, whatever its topic (M36).",
    ratio: "such contacts / eligible index contacts in which a bot made an unbacked promise",
    edgeCases: "As M36. An export without action events: null not_in_export.",
    reason: "What was claimed and not done brings customers back."
  )
}
