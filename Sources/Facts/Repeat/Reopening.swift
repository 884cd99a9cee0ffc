extension MetricDefinition {
  /// M35.
  package static let reopenRate = MetricDefinition(
    "M35",
    "reopen_rate",
    "Re-opened after solved",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      The customer wrote again in the same conversation, more than 10 minutes and at most 7 days after it was \
      last declared solved.
      """,
    ratio: "such contacts / contacts with a solved event that are eligible for 7 days",
    edgeCases: """
      A courtesy re-opens nothing, closing by a timer is not solving. Solved less than 7 days before the as-of \
      instant: not eligible. No solved event in the whole export: null not_in_export. Conversations that are not \
      cut (--unit conversation): null.
      """,
    reason: "The same window as repeats, for desks that keep one thread per customer."
  )
}
