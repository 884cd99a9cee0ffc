extension MetricDefinition {
  /// M30.
  package static let humanRequestRate = MetricDefinition(
    "M30",
    "human_request_rate",
    "Asked for a human",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "At least one customer message asks for a human, in words or by a button.",
    ratio: "such contacts / engaged contacts with bot participation",
    edgeCases:
      "No phrase list for the language: null. It counts even if a hand-off follows at once.",
    reason: "Shown with repeated requests, since one request met at once is healthy."
  )

  /// M30.
  package static let repeatedHumanRequestRate = MetricDefinition(
    "M30",
    "repeated_human_request_rate",
    "Asked for a human again",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "Customer messages in at least two different turns ask for a human.",
    ratio: "such contacts / engaged contacts with bot participation",
    edgeCases: "No phrase list for the language: null.",
    reason: "Asking twice means that the first request was not met."
  )

  /// M31.
  package static let unmetHumanRequestRate = MetricDefinition(
    "M31",
    "unmet_human_request_rate",
    "Asked for a human and never got one",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "No human message comes after the first request for a human.",
    ratio: "such contacts / contacts with a request for a human, not open_censored",
    edgeCases: """
      A human message within a joined record counts. If the customer later confirms resolution it is still \
      unmet, and shown as unmet_but_resolved.
      """,
    reason: "The direct test of \"you can always reach a human\"."
  )

  /// M32.
  package static let humanRequestEffortSeconds = MetricDefinition(
    "M32",
    "human_request_effort_seconds",
    "Effort to reach a human: time",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: "From the first request for a human to the first human message after it.",
    edgeCases: "Never reached: censored at contact end.",
    reason: "Shows friction that rates hide."
  )

  /// M32.
  package static let humanRequestEffortMessages = MetricDefinition(
    "M32",
    "human_request_effort_messages",
    "Effort to reach a human: messages",
    unit: .count,
    level: .contact,
    better: .lower,
    formula:
      "Customer messages after the first request and before the first human message after it.",
    edgeCases: "Never reached: censored at contact end.",
    reason: "Shows friction that rates hide."
  )

  /// M32.
  package static let deflectedHumanRequestRate = MetricDefinition(
    "M32",
    "deflected_human_request_rate",
    "Request for a human deflected",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: """
      The bot sent two or more responding messages between the first request and the hand-off, or one or more \
      and no hand-off was ever initiated.
      """,
    ratio: "such contacts / contacts with a request for a human, not open_censored",
    edgeCases: "No phrase list for the language: null.",
    reason: "A request that the bot answers with something else."
  )
}
