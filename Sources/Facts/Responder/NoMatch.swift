extension MetricDefinition {
  /// M54.
  package static let noMatchRate = MetricDefinition(
    "M54",
    "no_match_rate",
    "Did not understand",
    unit: .proportion,
    level: .reply,
    better: .lower,
    formula:
      "A responding message of a bot comes with a fallback event, or says that it did not understand.",
    ratio: "such messages / responding messages of bots",
    edgeCases: """
      A fallback event belongs to the bot's next message, or to the one before where the customer speaks first. A \
      message in a language without the list is left out, unless the export names its kind.
      """,
    reason: """
      Event first, phrase second. Generative bots rarely admit it, so a low rate is not understanding.
      """
  )

  /// M54, two in a row.
  package static let noMatchTwiceRate = MetricDefinition(
    "M54",
    "no_match_twice_rate",
    "Did not understand twice in a row",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "Two responding messages of a bot, with none of a bot between, did not understand.",
    ratio: "such contacts / engaged contacts with bot participation",
    edgeCases: "As no_match_rate; a contact with a message left out is null language_unsupported.",
    reason: "Once is a slip; twice in a row is a customer who gets no further."
  )
}
