extension MetricDefinition {
  /// M52.
  package static let frustratedContactRate = MetricDefinition(
    "M52",
    "frustrated_contact_rate",
    "Frustrated contacts",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "At least two distinct signal families after the first reply.",
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: MetricDefinition.familiesPresent,
    reason: "A count of families with every hit listed; no hidden weights."
  )

  /// M52, the count.
  package static let frustrationFamilies = MetricDefinition(
    "M52",
    "frustration_families",
    "Frustration families",
    unit: .count,
    level: .contact,
    better: .lower,
    formula: "How many distinct signal families occur after the first reply.",
    edgeCases: MetricDefinition.familiesPresent,
    reason: "A count of families with every hit listed; no hidden weights."
  )

  private static let familiesPresent = """
    Families: repeated request for a human, repetition or rephrasing, shouting, strong profanity, negative \
    sentiment, stated failure. A language that lacks the list of one of them: null language_unsupported. Words \
    miss most anger: a lower bound.
    """
}
