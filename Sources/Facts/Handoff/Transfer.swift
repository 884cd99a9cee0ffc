extension MetricDefinition {
  /// M39.
  package static let transferRate = MetricDefinition(
    "M39",
    "transfer_rate",
    "Transfer between people",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "At least two different human authors replied.",
    ratio: "such contacts / contacts with a human",
    edgeCases: """
      Several human messages, one without an author id, and no two different ids: null unknown_author. Private \
      notes are ignored.
      """,
    reason: "From who wrote to the customer, not from routing."
  )

  /// M39.
  package static let bounceRate = MetricDefinition(
    "M39",
    "bounce_rate",
    "Bounced between parties",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      The responding party changed at least three times, or changed back to an earlier one. The bot is one \
      party, each human author another.
      """,
    ratio: "such contacts / engaged contacts",
    edgeCases: """
      Where a missing author id leaves it open: null unknown_author. Private notes are ignored. Nobody replied: \
      not bounced.
      """,
    reason: "Being sent round is another experience than being passed on once."
  )
}
