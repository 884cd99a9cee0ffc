extension MetricDefinition {
  /// M58.
  package static let redirectRate = Self(
    "M58",
    "redirect_rate",
    "Sent elsewhere",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      A responding message sends the customer to another place or party, or is nothing but a link.
      """,
    ratio: "such contacts / engaged contacts with a responding message",
    edgeCases:
      "A link in an answer is no redirect. A language without the list: null language_unsupported.",
    reason: "Customers of a well-known reversal were bounced between pages."
  )
}
