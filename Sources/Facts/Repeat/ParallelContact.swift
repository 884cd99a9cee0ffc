extension MetricDefinition {
  /// M37.
  package static let parallelContactRate = MetricDefinition(
    "M37",
    "parallel_contact_rate",
    "Parallel contacts",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "The same customer starts another contact before this one ends.",
    ratio: "such contacts / contacts with a known customer",
    edgeCases: """
      Unknown customer: null unknown_customer. Of two contacts that start at the same instant the first in the \
      order of the table is the one during which the other starts. No start or end: null.
      """,
    reason: "Opening a second channel while the first is live is impatience, not a repeat."
  )
}
