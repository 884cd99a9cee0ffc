extension MetricDefinition {
  /// M42.
  package static let surveyOfferRate = MetricDefinition(
    "M42",
    "survey_offer_rate",
    "Survey offered",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula: "A survey was offered, by an event or a message; a rating implies an offer.",
    ratio: "contacts offered a survey / engaged contacts",
    edgeCases: "No offer anywhere in the export: null not_in_export.",
    reason: "csat_top2 may not be printed without it."
  )

  /// M42.
  package static let surveyResponseRate = MetricDefinition(
    "M42",
    "survey_response_rate",
    "Survey answered",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula: "The contact has a rating that csat_top2 accepts.",
    ratio: "contacts with a rating / contacts offered a survey",
    edgeCases:
      "No offer anywhere in the export: the denominator is engaged contacts, and that is said.",
    reason: "csat_top2 may not be printed without it."
  )
}
