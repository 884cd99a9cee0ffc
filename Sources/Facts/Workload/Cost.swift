extension MetricDefinition {
  /// M61, by contact.
  ///
  /// Computed by comparisons; it has no column.
  package static let costPerContact = MetricDefinition(
    "M61",
    "cost_per_contact",
    "Cost per contact",
    unit: .currency,
    level: .cohort,
    better: .lower,
    formula: """
      Bot fees, and human time adjusted for concurrency at its price, of all contacts in the chains that the \
      cohort's contacts began, divided by those contacts.
      """,
    edgeCases: MetricDefinition.costEdges,
    reason: MetricDefinition.costReason
  )

  /// M61, by durable resolution.
  ///
  /// Computed by comparisons; it has no column.
  package static let costPerDurableResolution = MetricDefinition(
    "M61",
    "cost_per_durable_resolution",
    "Cost per durable resolution",
    unit: .currency,
    level: .cohort,
    better: .lower,
    formula: """
      The cost of the chains that the cohort's contacts began, divided by the durable resolutions among these \
      contacts.
      """,
    edgeCases: MetricDefinition.costEdges,
    reason: MetricDefinition.costReason
  )

  private static let costEdges = """
    No prices given: null no_price. Contacts that begin no chain, chains that may go on, and chains with human \
    time that is not known are left out and counted.
    """

  private static let costReason = """
    The whole chain, because a cheap first contact that causes an expensive second one is not cheap.
    """
}
