extension MetricDefinition {
  /// M23, the variant for queues.
  package static let queueAbandonmentRate = MetricDefinition(
    "M23",
    "queue_abandonment_rate",
    "Abandonment in the queue",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "No human wrote after the contact first entered a queue.",
    ratio: "such contacts / contacts that entered a queue",
    edgeCases: MetricDefinition.queueEdges,
    reason: MetricDefinition.queueReason
  )

  /// M23, the variant for queues without those who left at once.
  package static let queueAbandonmentRateWithoutShort = MetricDefinition(
    "M23",
    "queue_abandonment_rate_without_short",
    "Abandonment in the queue, short exits left out",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "As queue_abandonment_rate, without contacts that left the queue within 10 seconds.",
    ratio: "such contacts / contacts that entered a queue, short exits in neither",
    edgeCases: MetricDefinition.queueEdges + " An exit without a known time: null.",
    reason: MetricDefinition.queueReason
  )

  private static let queueEdges = """
    Open contacts are not counted. An abandonment is short only when an event says when the customer left. No \
    queue events in the whole export: null not_in_export.
    """

  private static let queueReason = """
    Who leaves within seconds often came by mistake; both figures stand side by side, so that neither hides the \
    other.
    """
}
