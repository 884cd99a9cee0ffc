extension MetricDefinition {
  /// M07.
  package static let firstResponseTime = MetricDefinition(
    "M07",
    "first_response_time",
    "First response time",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: "From the first engaged customer message to the first substantive reply after it.",
    edgeCases: """
      Nobody replied: null no_reply, censored at the as-of instant. Acknowledgements and greetings do not stop \
      the clock. After a split the clock restarts at the new contact.
      """,
    reason: """
      From the customer's message to any substantive reply; the customer's clock does not restart because the \
      desk changed.
      """
  )
}
