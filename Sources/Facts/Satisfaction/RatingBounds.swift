extension MetricDefinition {
  /// M43.
  package static let csatBounds = MetricDefinition(
    "M43",
    "csat_bounds",
    "Satisfied share, had everybody answered",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: """
      Lower bound: nobody who did not answer is satisfied. Upper bound: all of them are. Tipping point: the \
      satisfied share among the bot's customers who did not answer at which the difference to humans changes \
      its sign, the humans' customers who did not answer being like those who did.
      """,
    ratio: """
      lower: satisfied / offered a survey; upper: (satisfied + not answered) / offered a survey
      """,
    edgeCases: """
      Offers not in the export: engaged contacts count as offered, and that is said. A late rating is no answer. \
      Ratings on another scale than the commonest are left out. No share from 0 to 1 turns the sign: null \
      no_tipping_point.
      """,
    reason: "With 10 to 20 % response, a small difference can be an accident of who answers."
  )
}
