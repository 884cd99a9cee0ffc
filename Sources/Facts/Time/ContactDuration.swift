extension MetricDefinition {
  /// M15.
  package static let contactDuration = MetricDefinition(
    "M15",
    "contact_duration",
    "Contact duration",
    unit: .seconds,
    level: .contact,
    better: .neither,
    formula: "From the first customer message to the last real message of anyone.",
    edgeCases:
      "A single message: 0. Surveys, closing notices and system messages do not move the end.",
    reason: "Administrative closing is arbitrary and differs between bot and human desks."
  )
}
