extension MetricDefinition {
  /// M56.
  package static let verbosity = MetricDefinition(
    "M56",
    "verbosity",
    "Length of replies",
    unit: .words,
    level: .reply,
    better: .neither,
    formula: "Words per substantive reply; characters for scripts without spaces.",
    edgeCases: "Consecutive messages of one responder are joined before counting.",
    reason: "Splitting a long answer into many messages would hide it."
  )

  /// M56.
  package static let longReplyRate = MetricDefinition(
    "M56",
    "long_reply_rate",
    "Long replies",
    unit: .proportion,
    level: .reply,
    better: .lower,
    formula: "A substantive reply is long above 120 words, unless set.",
    ratio: "substantive replies over the limit / substantive replies",
    edgeCases: "As verbosity.",
    reason: "The limit is a setting."
  )

  /// M56.
  package static let talkRatio = MetricDefinition(
    "M56",
    "talk_ratio",
    "Words of the responder per customer word",
    unit: .ratio,
    level: .contact,
    better: .neither,
    formula: "Words of responding messages / words of customer messages.",
    edgeCases: "Nobody responded: null no_reply. The customer sent no word: null.",
    reason: "Shows who does the talking."
  )
}
