extension MetricDefinition {
  /// M45.
  package static let customerRepetitionRate = MetricDefinition(
    "M45",
    "customer_repetition_rate",
    "Says it again",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      Two customer messages of at least 3 tokens with a responding message between have token similarity of \
      0.80 or more.
      """,
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: """
      Button texts, order numbers alone and courtesies are excluded. Telling it again to a human after a \
      hand-off is retell_rate.
      """,
    reason: "0.80 tolerates a few added words; a convention to be checked on labelled data."
  )

  /// M45, apart: told again to a human.
  package static let retellRate = MetricDefinition(
    "M45",
    "retell_rate",
    "Tells it again to a human",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula:
      "As customer_repetition_rate, the second message coming after the hand-off to a human.",
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: "As customer_repetition_rate.",
    reason: "Telling a human what the bot was told is a fault of the hand-off, not of the answer."
  )
}
