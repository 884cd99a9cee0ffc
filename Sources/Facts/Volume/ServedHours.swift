extension MetricDefinition {
  /// M06.
  package static let servedHoursShare = MetricDefinition(
    "M06",
    "served_hours_share",
    "Hours of the week really served",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: """
      An hour of the week is served when at least 90 % of its contacts got a substantive reply within the limit \
      (served_reply_rate).
      """,
    ratio: "served hours / hours of the week with at least 5 contacts",
    edgeCases: """
      Hours are those of contact start in the reporting zone. Hours with fewer contacts are no evidence. Nobody \
      replied: not served. Time missing: left out of the hour.
      """,
    reason: "24/7 is a claim about answers at 3 a.m., not about a server being up."
  )

  /// M06: the contact's part in it.
  package static let servedRate = MetricDefinition(
    "M06",
    "served_reply_rate",
    "Answered within the served limit",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: """
      The first substantive reply came within 60 s of the first message when it is a bot's, within 15 min when \
      it is a human's.
      """,
    ratio: "such contacts / engaged contacts",
    edgeCases: """
      Nobody replied: no, by the limit of who was given the contact; null open_censored while that limit is not \
      over. Time missing or backwards: null.
      """,
    reason: "What an hour of the week is judged by."
  )
}
