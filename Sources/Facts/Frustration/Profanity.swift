extension MetricDefinition {
  /// M48.
  package static let profanityRate = profanity(
    "profanity_rate",
    "Swears",
    "the list of strong profanity"
  )

  /// M48, the mild level.
  package static let mildProfanityRate = profanity(
    "mild_profanity_rate",
    "Swears mildly",
    "the list of mild profanity"
  )

  private static func profanity(_ id: String, _ title: String, _ list: String) -> Self {
    Self(
      "M48",
      id,
      title,
      unit: .proportion,
      level: .cohort,
      better: .lower,
      formula: "After the first reply, a customer message holds a word of \(list).",
      ratio: "such contacts / engaged contacts with a supported language",
      edgeCases:
        "A language without the list: null language_unsupported. The words are never printed.",
      reason: "Precise but rare."
    )
  }
}
