extension MetricDefinition {
  /// M52.
  package static let frustratedContactRate = Self(
    "M52",
    "frustrated_contact_rate",
    "Frustrated contacts",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "At least two distinct signal families after the first reply.",
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: Self.familiesPresent,
    reason: "A count of families with every hit listed; no hidden weights."
  )

  /// M52, the count.
  package static let frustrationFamilies = Self(
    "M52",
    "frustration_families",
    "Frustration families",
    unit: .count,
    level: .contact,
    better: .lower,
    formula: "How many distinct signal families occur after the first reply.",
    edgeCases: Self.familiesPresent,
    reason: "A count of families with every hit listed; no hidden weights."
  )

  private static let familiesPresent = """
    This version measures four of the six families: repeated request for a human, repetition, shouting, stated \
    failure. Rephrasing, profanity and negative sentiment are not measured yet, so the rate is a lower bound.
    """
}
