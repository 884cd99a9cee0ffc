import Facts

/// Metrics of the dictionary, as far as the invented findings name them.
enum Metrics {
  static let durable = MetricDefinition(
    "M24",
    "durable_resolution_rate",
    "Durable resolution",
    unit: .proportion,
    level: .cohort,
    better: .higher,
    formula: "Contacts that were answered, did not complain and did not come back within 7 days.",
    ratio:
      "index contacts with a lenient outcome and no repeat / index contacts eligible for 7 days",
    edgeCases: "Contacts of unknown customers are left out and counted.",
    reason: "It is the best that logs alone can say about success."
  )
  static let repeats = rate(
    "M36",
    "repeat_contact_rate_7d_any",
    "Repeat contact within 7 days",
    .lower
  )
  static let within24h = rate("M14", "resolved_within_24h", "Resolved within 24 h", .higher)
  static let firstResponse = MetricDefinition(
    "M07",
    "first_response_time",
    "First response time",
    unit: .seconds,
    level: .contact,
    better: .lower,
    formula: "Time of the first substantive reply less time of the first message."
  )
  static let satisfied = rate("M41", "csat_top2", "Satisfied share", .higher)
  static let unmet = rate(
    "M31",
    "unmet_human_request_rate",
    "Asked for a human and never got one",
    .lower
  )
  static let frustrated = rate("M52", "frustrated_contact_rate", "Frustrated contacts", .lower)

  static func rate(
    _ number: String,
    _ id: String,
    _ title: String,
    _ better: MetricDefinition.Better
  ) -> MetricDefinition {
    MetricDefinition(
      number,
      id,
      title,
      unit: .proportion,
      level: .cohort,
      better: better,
      formula: "The share of contacts for which it holds.",
      ratio: "contacts where it holds / contacts"
    )
  }

  static let others: [MetricDefinition] = [
    rate("M14", "resolved_within_2min", "Resolved within 2 min", .higher),
    rate("M14", "resolved_within_10min", "Resolved within 10 min", .higher),
    rate("M14", "resolved_within_1h", "Resolved within 1 h", .higher),
    rate("M19", "confirmed_resolution_rate", "Confirmed resolution", .higher),
    rate("M20", "lenient_resolution_rate", "Lenient resolution", .higher),
    rate("M22", "silent_after_question_share", "Silence after our question", .lower),
    rate("M25", "containment_rate", "Containment", .neither),
    rate("M28", "handoff_rate", "Hand-off", .neither),
    rate("M30", "human_request_rate", "Asked for a human", .neither),
    rate("M42", "survey_response_rate", "Survey response", .neither),
    rate("M50", "stated_failure_rate", "Says it did not help", .lower),
    rate("M53", "bot_loop_rate", "Repeats itself, loops", .lower),
  ]
}
