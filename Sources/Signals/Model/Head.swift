/// One question that a learned model answers.
package enum Head: String, CaseIterable, Sendable {
  case abuse
  case humanRequest = "human_request"
  case botBreakdown = "bot_breakdown", botBreakdownPossible = "bot_breakdown_possible"
  case frustration, lowSatisfaction = "low_satisfaction"
  case taskFailure = "task_failure", abandonment
  case escalationOrHangup = "escalation_or_hangup"

  /// What is judged.
  package enum Subject: Sendable { case customerMessage, responderMessage, conversation }

  package var subject: Subject {
    switch self {
    case .abuse, .humanRequest: .customerMessage
    case .botBreakdown, .botBreakdownPossible: .responderMessage
    default: .conversation
    }
  }

  package var signal: Signal { Signal(rawValue: rawValue) ?? .frustration }
}
