extension MetricDefinition {
  /// M33.
  package static let firstContactResolution = MetricDefinition(
    "M33",
    "first_contact_resolution",
    "First-contact resolution",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "The outcome is in the lenient set and the customer did not come back within 7 days.",
    ratio: """
      such contacts / index contacts of D, eligible for 7 days, with no contact of the same customer in the 7 \
      days before the start
      """,
    edgeCases: """
      Contacts that start within 7 days of the first timestamp are null prior_unknown: whether they are first \
      cannot be known.
      """,
    reason: "Transfers are allowed, the customer's effort being the point."
  )

  /// M33, without transfer.
  package static let fcrNoTransfer = MetricDefinition(
    "M33",
    "fcr_no_transfer",
    "First-contact resolution without transfer",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "As first_contact_resolution, with no hand-off and at most one human author.",
    ratio: "such contacts / the same denominator",
    edgeCases: "Several human messages, one of an unknown author: null unknown_author.",
    reason: "The strict variant, for those who fail any transfer."
  )
}
