extension MetricDefinition {
  /// M16.
  package static let customerWaitTotal = MetricDefinition(
    "M16",
    "customer_wait_total",
    "Total time waiting on us",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: """
      The sum of the intervals that start at a customer message with no open interval and end at the next \
      substantive reply.
      """,
    edgeCases: """
      A hand-off notice, an acknowledgement and a no-match answer do not end the wait. Courtesies open none. An \
      interval still open at contact end is closed there and flagged. Nobody replied: one interval from contact \
      start to contact end, censored.
      """,
    reason: "From messages, since status history is often missing."
  )
}
