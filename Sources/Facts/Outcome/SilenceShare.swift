extension MetricDefinition {
  /// M22.
  package static let silentAfterAnswerShare = MetricDefinition(
    "M22",
    "silent_after_answer_share",
    "Silent after an answer",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula:
      "The customer wrote nothing more for 24 hours after a substantive reply that was no question.",
    ratio: "contacts with outcome silent_after_answer / contacts of the outcome denominator D",
    edgeCases: "Courtesies do not break the silence.",
    reason: MetricDefinition.silenceReason
  )

  /// M22.
  package static let silentAfterQuestionShare = MetricDefinition(
    "M22",
    "silent_after_question_share",
    "Silent after a question",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula: "The customer wrote nothing more for 24 hours after a menu or a question.",
    ratio: "contacts with outcome silent_after_question / contacts of the outcome denominator D",
    edgeCases: "A closing question such as \"anything else?\" is a closing notice and is ignored.",
    reason: MetricDefinition.silenceReason
  )

  /// M22.
  package static let leftWaitingShare = MetricDefinition(
    "M22",
    "left_waiting_share",
    "Left while waiting",
    unit: .proportion,
    level: .cohort,
    better: .lower,
    formula:
      "The customer's last message that is not a courtesy comes after the last responding message.",
    ratio: "contacts with outcome left_waiting / contacts of the outcome denominator D",
    edgeCases: "Open contacts are left out and counted.",
    reason: MetricDefinition.silenceReason
  )

  private static let silenceReason = """
    Three different stories that one word, abandoned or resolved, conceals.
    """
}
