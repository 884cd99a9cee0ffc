extension MetricDefinition {
  /// M38.
  package static let repeatToHumanRate = MetricDefinition(
    "M38",
    "repeat_to_human_rate",
    "Came back and reached a human",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "The customer's next contact starts within 7 days and a human takes part in it.",
    ratio: "such bot_only index contacts / bot_only index contacts eligible for 7 days",
    edgeCases: "Unknown customers and censoring as repeat_contact_rate.",
    reason: "The hand-off that the hand-off rate does not count."
  )
}
