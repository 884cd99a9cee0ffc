extension MetricDefinition {
  /// M11.
  package static let responseLatency = MetricDefinition(
    "M11",
    "response_latency",
    "Reply latency",
    unit: .seconds,
    level: .reply,
    better: .lower,
    formula: """
      For each responding message that directly follows one or more customer messages: from the last customer \
      message before it to the reply.
      """,
    edgeCases: """
      Further messages of the same responder in a row are not replies. The first human message after a hand-off \
      is left out: it is handoff_wait.
      """,
    reason: "The last customer message, since customers send in bursts; quantiles by role."
  )

  /// M11, by the role of who replied.
  package static let botResponseLatency = responseLatency(of: "bot")

  /// M11, by the role of who replied.
  package static let humanResponseLatency = responseLatency(of: "human")

  private static func responseLatency(of role: String) -> Self {
    Self(
      "M11",
      "response_latency_" + role,
      "Reply latency of the " + role,
      unit: .seconds,
      level: .reply,
      better: .lower,
      formula: "As response_latency, of replies by a \(role) alone.",
      edgeCases: "As response_latency. No such reply: null not_applicable.",
      reason: "In a contact with both, the one hides the other."
    )
  }

  /// M11.
  package static let slowReplyRate = MetricDefinition(
    "M11",
    "slow_reply_rate",
    "Slow replies",
    unit: .proportion,
    level: .reply,
    better: .lower,
    formula:
      "A reply is slow above the limit of its role: 10 s for a bot, 120 s for a human, unless set.",
    ratio: "replies over the limit / replies with a known latency",
    edgeCases: "As response_latency.",
    reason: "The limits are settings, not truths."
  )
}
