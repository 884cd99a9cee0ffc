extension MetricDefinition {
  /// M08.
  package static let timeToHuman = MetricDefinition(
    "M08",
    "time_to_human",
    "Time to first human reply",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: "From the first engaged customer message to the first human message.",
    edgeCases: "No human wrote: null no_reply, censored at the end of the contact.",
    reason: "The whole wait, bot time included, which is what the customer lived through."
  )
}
