extension MetricDefinition {
  /// M41.
  package static let csatTop2 = MetricDefinition(
    "M41",
    "csat_top2",
    "Satisfied share",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "The rating is one of the top two points of its scale; thumbs: up.",
    ratio: "such ratings / ratings received",
    edgeCases: """
      Several ratings: the last within 7 days after contact end. Outside: null late_rating. Scales are never \
      pooled.
      """,
    reason: "By entry cohort and by handled-by cohort, hybrids apart."
  )

  /// M41, segment `bot`.
  package static let csatTop2OfBot = MetricDefinition(
    "M41",
    "csat_top2_before_human",
    "Satisfied share, rated before a person wrote",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: """
      The rating was given before any human wrote (segment = bot), and is one of the top two points of its scale.
      """,
    ratio:
      "such ratings / ratings given before any human wrote, in contacts with bot participation",
    edgeCases: """
      Of several such ratings the last. A human wrote, and the rating has no time: null missing_timestamp. On another \
      scale than the contact's accepted rating: left out.
      """,
    reason:
      "Vendors give the ratings of hybrids to the human; this is what was said of the bot alone."
  )

  /// M41: the rating itself, whose mean is `csat_mean`.
  package static let csatScore = MetricDefinition(
    "M41",
    "csat_score",
    "Rating on its own scale",
    unit: .points,
    level: .contact,
    better: .higher,
    formula: "The rating as given. Its scale is in the table beside it; means are taken per scale.",
    edgeCases: "As csat_top2.",
    reason: "Scales are never pooled."
  )
}
