extension MetricDefinition {
  /// M60.
  package static let disclosureRate = MetricDefinition(
    "M60",
    "disclosure_rate",
    "Says it is a bot",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: """
      A bot or system message no later than the bot's first substantive reply says that it is a bot.
      """,
    ratio: "such contacts / engaged contacts with bot participation",
    edgeCases: """
      Shown outside the transcript (--disclosure-outside-transcript): null not_in_export. A language without the list: \
      null language_unsupported.
      """,
    reason: "People must be told at first interaction. Transcript evidence only; not legal advice."
  )

  /// M60.
  package static let humanClaimCount = MetricDefinition(
    "M60",
    "human_claim_count",
    "Bot says it is a person",
    unit: .count,
    level: .contact,
    better: .lower,
    formula: "Bot messages that say that a person writes them.",
    edgeCases: """
      Null in contacts without a bot. `onpar signals --rules --family human_claim` lists the messages.
      """,
    reason: "Each is a matter of its own."
  )
}
