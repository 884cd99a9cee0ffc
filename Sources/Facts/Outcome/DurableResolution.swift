extension MetricDefinition {
  /// M24.
  package static let durableResolutionRate = MetricDefinition(
    "M24",
    "durable_resolution_rate",
    "Durable resolution",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "The outcome is in the lenient set and the customer did not come back within 7 days.",
    ratio: "such index contacts / index contacts of D that are eligible for 7 days",
    edgeCases: MetricDefinition.durableEdges,
    reason: MetricDefinition.durableReason
  )

  /// M24, strict.
  package static let durableResolutionRateStrict = MetricDefinition(
    "M24",
    "durable_resolution_rate_strict",
    "Durable resolution, confirmed",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "The customer confirmed the resolution and did not come back within 7 days.",
    ratio: "such index contacts / index contacts of D that are eligible for 7 days",
    edgeCases: MetricDefinition.durableEdges,
    reason: MetricDefinition.durableReason
  )

  private static let durableEdges = """
    Unknown customers are excluded from both and identity coverage is printed. Contacts with less than 7 days \
    of follow-up are not eligible.
    """

  private static let durableReason = """
    Answered, did not complain, did not come back: the best that logs alone can say about success.
    """
}
