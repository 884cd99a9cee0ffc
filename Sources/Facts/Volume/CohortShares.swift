extension MetricDefinition {
  /// M03.
  ///
  /// Counted by cohorts; it has no column.
  package static let handledShare = MetricDefinition(
    "M03",
    "handled_share",
    "Share by who took part",
    unit: .proportion,
    level: .period,
    better: .neither,
    formula: "Who sent at least one responding message. The five values sum to 1.",
    ratio: """
      contacts in each of bot_only, human_only, bot_to_human, human_to_bot, unattended / engaged contacts
      """,
    edgeCases: """
      A message of unknown role counts for neither side and flags the contact. An explicit field wins over the \
      transcript; a contradiction is counted as a conflict.
      """,
    reason: """
      Five values; hybrids by direction, because being passed on and being passed back are different experiences.
      """
  )

  /// M04.
  ///
  /// Counted by cohorts; it has no column.
  package static let entryShare = MetricDefinition(
    "M04",
    "entry_share",
    "Share by who was given the contact",
    unit: .proportion,
    level: .period,
    better: .neither,
    formula: "The first responder; when nobody responded, who greeted or was assigned first.",
    ratio: "contacts in bot_first, human_first, none / engaged contacts",
    edgeCases: "An explicit entry or experiment-arm field wins.",
    reason:
      "The basis of all headline comparisons: it is fixed before anybody has failed or succeeded."
  )
}
