extension MetricDefinition {
  /// M55.
  package static let cannedReplyRate = MetricDefinition(
    "M55",
    "canned_reply_rate",
    "Canned replies",
    unit: .proportion,
    level: .reply,
    better: .neither,
    formula: """
      The masked text of a substantive reply stands in at least 20 different contacts of the period, unless set.
      """,
    ratio: "such replies / substantive replies with words",
    edgeCases: """
      The first substantive reply of the bot and of the human in a contact is excluded, and so are legal notices. Numbers, web and mail \
      addresses are masked; names are not, so a macro with a name in it is missed.
      """,
    reason: "The same rule for bots and for humans' macros."
  )
}
