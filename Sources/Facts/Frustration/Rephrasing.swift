extension MetricDefinition {
  /// M46.
  package static let customerRephraseRate = MetricDefinition(
    "M46",
    "customer_rephrase_rate",
    "Says it differently",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      A customer message says one of the three customer messages before it in other words: at least 4 words of \
      content each, a responding message between, similarity of the words of content from 0.50 to below 0.80.
      """,
    ratio: "such contacts / engaged contacts with a supported language",
    edgeCases: """
      Words of content are the tokens without the language's stop words. Exclusions as customer_repetition_rate; \
      telling it in other words to a human after a hand-off does not count.
      """,
    reason: "Overlap of words only: true paraphrase is missed, so a lower bound."
  )
}
