extension MetricDefinition {
  /// M44.
  package static let nps = MetricDefinition(
    "M44",
    "nps",
    "Net promoter score",
    unit: .points,
    level: .cohort,
    better: .higher,
    formula:
      "Per cent of ratings 9 and 10 minus per cent of ratings 0 to 6, on scales from 0 to 10.",
    edgeCases: """
      The accepted rating, as csat_top2. Exports name the scale of a rating, not its question: any rating from 0 \
      to 10 is counted. No such scale in the export: null not_in_export.
      """,
    reason:
      "Printed when present; never a headline for bot against human, as it reflects the brand."
  )

  /// M44.
  package static let ces = MetricDefinition(
    "M44",
    "ces",
    "Customer effort score, top three of seven",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "The rating is 5, 6 or 7 on a scale from 1 to 7 of agreement that it was easy.",
    ratio: "such ratings / ratings on a scale from 1 to 7",
    edgeCases: """
      The accepted rating, as csat_top2. Exports name the scale of a rating, not its question: a satisfaction \
      rating from 1 to 7 is counted as well. No such scale in the export: null not_in_export.
      """,
    reason: "Printed when present; never a headline for bot against human."
  )

  /// M44: the mean beside the share.
  package static let cesScore = MetricDefinition(
    "M44",
    "ces_score",
    "Customer effort rating",
    unit: .points,
    level: .cohort,
    better: .higher,
    formula: "The rating itself, on a scale from 1 to 7.",
    edgeCases: "As ces.",
    reason: "The mean is printed beside the share, with its quantiles."
  )
}
