extension MetricDefinition {
  /// M47.
  package static let shoutingRate = MetricDefinition(
    "M47",
    "shouting_rate",
    "Capitals and punctuation runs",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      After the first reply, a customer message has at least 8 cased letters in 2 words of 3 letters or more, \
      70 % or more of them capitals; or a run of 3 or more of ! and ?.
      """,
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: """
      Tokens with digits are removed first. A customer all of whose 3 or more messages are in capitals is \
      flagged caps_habit, and capitals do not count.
      """,
    reason: "Cheap, light on language; weak alone."
  )
}
