extension MetricDefinition {
  /// M02.
  package static let engagedRate = MetricDefinition(
    "M02",
    "engaged_rate",
    "Engaged conversations",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula:
      "A contact is engaged when it has at least one customer message that is not a courtesy.",
    ratio: "engaged contacts / all contacts formed, including not engaged",
    edgeCases: "Outbound, test and spam contacts are excluded from both.",
    reason: "A rule on the customer's messages; it needs no vendor event."
  )
}
