extension MetricDefinition {
  /// M34.
  package static let contactsPerIssue = MetricDefinition(
    "M34",
    "contacts_per_issue",
    "Contacts per issue",
    unit: .count,
    level: .cohort,
    better: .lower,
    formula: """
      The number of contacts in a chain: each starts no later than 7 days after all before it have ended. A chain \
      is told of its first contact.
      """,
    edgeCases: """
      A chain whose last end lies less than 7 days before the as-of instant may go on: null not_eligible. A first \
      contact within 7 days of the first timestamp: null prior_unknown. Further contacts of a chain: null \
      not_applicable. Parallel contacts belong to the chain; unknown and high-frequency customers have none.
      """,
    reason: "Turns repeats into workload."
  )
}
