extension MetricDefinition {
  /// M10.
  package static let queueWait = MetricDefinition(
    "M10",
    "queue_wait",
    "Queue wait",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: "The sum of the times from entering a queue to leaving it.",
    edgeCases: """
      A person who joins, and a customer who leaves, end the wait. Without any of these events the first human \
      message does; without that it is censored at contact end. A second entry while waiting goes on with the same \
      wait. No queue events in the whole export: null not_in_export.
      """,
    reason: "Only from events; never inferred from silence."
  )
}
