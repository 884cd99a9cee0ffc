extension MetricDefinition {
  /// M49.
  package static let negativeSentimentRate = MetricDefinition(
    "M49",
    "negative_sentiment_rate",
    "Negative sentiment",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      After the first reply, a customer message has a score of the export below the limit that the mapping names. \
      Where no contact has scores: it has at least 2 positive or negative words, and \
      (positive - negative) / (positive + negative) is -0.5 or less. A negator at most 3 tokens before a word \
      turns it.
      """,
    ratio:
      "such contacts / engaged contacts with scores; without scores, with a supported language",
    edgeCases: """
      Sources are never mixed: as soon as one contact has scores, words have no say, and a contact without scores is \
      null not_in_export. Words of the conversation's language only.
      """,
    reason: "Simple and reproducible; scores of different vendors are not comparable."
  )
}
