extension MetricDefinition {
  /// M05.
  package static let languagesServed = MetricDefinition(
    "M05",
    "languages_served",
    "Languages really served",
    unit: .count,
    level: .cohort,
    better: .higher,
    formula: """
      Languages with enough contacts (min_cell), at least 95 % of substantive replies in the customer\u{2019}s \
      language, and durable resolution not worse than that of the cohort\u{2019}s largest language by more than the \
      margin: the lower limit of the difference lies above it.
      """,
    edgeCases: """
      The customer\u{2019}s language is the explicit field, else detected from the first messages; unknown: in no \
      language. Of a reply only its own words are asked, in the first 8 of a conversation; where too little speaks \
      they count in neither part. A language that fails the last rule is offered, not on par.
      """,
    reason: "Sales claims count languages offered; this counts those with evidence of service."
  )
}
