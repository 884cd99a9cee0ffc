extension MetricDefinition {
  /// M49.
  package static let negativeSentimentRate = Self(
    "M49",
    "negative_sentiment_rate",
    "Negative sentiment",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      After the first reply, a customer message has at least 2 positive or negative words, and \
      (positive - negative) / (positive + negative) is -0.5 or less. A negator at most 3 tokens before a word \
      turns it.
      """,
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: """
      Words of the conversation's language only. Always from words: scores of vendors are not read, so sources are \
      never mixed.
      """,
    reason: "Simple and reproducible; scores of different vendors are not comparable."
  )
}
