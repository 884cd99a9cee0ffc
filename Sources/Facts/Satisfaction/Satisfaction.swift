extension MetricDefinition {
  /// M41.
  package static let csatTop2 = Self(
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

  /// M41: the rating itself, whose mean is `csat_mean`.
  package static let csatScore = Self(
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
