/// One question that a learned model answers.
package enum Head: String, CaseIterable, Sendable {
  case abuse
  case humanRequest = "human_request"
  case botBreakdown = "bot_breakdown", botBreakdownPossible = "bot_breakdown_possible"
  case frustration, lowSatisfaction = "low_satisfaction"
  case taskFailure = "task_failure", abandonment
  /// How negative the wording of a customer's message is: no signal by itself, a part of `Distress`.
  case negativity
  case escalationOrHangup = "escalation_or_hangup"

  /// Its place among all.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }

  /// What is judged.
  package enum Subject: Sendable { case customerMessage, responderMessage, conversation }

  package var subject: Subject {
    switch self {
    case .abuse, .humanRequest, .negativity: .customerMessage
    case .botBreakdown, .botBreakdownPossible: .responderMessage
    default: .conversation
    }
  }

  /// The distress by which the customer's last message counts beside the head's own sum.
  ///
  /// Chosen by hand: how people part is what heads that were learned in one place miss most elsewhere.
  package var last: Distress.Point? {
    switch self {
    case .taskFailure, .abandonment: .negativeEmotion
    case .lowSatisfaction: .dissatisfaction
    default: nil
    }
  }

  /// What that distress, nil in a language without a valence list, adds to the sum.
  package func last(_ distress: Float?) -> Float { last == nil ? 0 : 0.25 * (distress ?? 0) }

  package var signal: Signal { Signal(rawValue: rawValue) ?? .frustration }
}
