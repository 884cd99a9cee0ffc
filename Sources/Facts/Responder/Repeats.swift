extension MetricDefinition {
  /// M53.
  package static let botRepeatRate = responderRepeat("bot")
  /// M53.
  package static let botLoopRate = responderLoop("bot")
  /// M53, the same rule on human messages.
  package static let humanRepeatRate = responderRepeat("human")
  /// M53, the same rule on human messages.
  package static let humanLoopRate = responderLoop("human")

  private static func responderRepeat(_ role: String) -> Self {
    Self(
      "M53",
      role + "_repeat_rate",
      (role == "bot" ? "Bot" : "Human") + " repeats itself",
      unit: .proportion,
      level: .cohort,
      better: .lower,
      formula:
        "Two \(role) responding messages with similarity of 0.90 or more, a customer message between.",
      ratio: "such contacts / engaged contacts with \(role) participation",
      edgeCases:
        "Greetings, surveys and legal notices are excluded; so is a pair when the customer asked for repetition.",
      reason: "0.90 on masked text, so that only numbers or names differ."
    )
  }

  private static func responderLoop(_ role: String) -> Self {
    Self(
      "M53",
      role + "_loop_rate",
      (role == "bot" ? "Bot" : "Human") + " goes in circles",
      unit: .proportion,
      level: .cohort,
      better: .lower,
      formula: """
        Three \(role) responding messages that are mutually similar at 0.90 with customer messages between \
        them, or a block of 2 to 4 different messages twice in a row.
        """,
      ratio: "such contacts / engaged contacts with \(role) participation",
      edgeCases: "As \(role)_repeat_rate.",
      reason: "0.90 on masked text, so that only numbers or names differ."
    )
  }
}
