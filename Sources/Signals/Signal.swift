/// A judgement that people have made of messages or conversations, and that a detector imitates.
///
/// The names are those of the labelled corpora, so that predictions and labels meet.
package enum Signal: String, CaseIterable, Sendable {
  // Of a customer's message.
  case frustration
  case negativeEmotion = "negative_emotion"
  case dissatisfaction
  case complaint
  case abuse
  case humanRequest = "human_request"
  // Of a responder's message.
  case botBreakdown = "bot_breakdown"
  case botBreakdownPossible = "bot_breakdown_possible"
  case cannedReply = "canned_reply"
  // Of a conversation.
  case lowSatisfaction = "low_satisfaction"
  case taskFailure = "task_failure"
  case abandonment
  case escalationOrHangup = "escalation_or_hangup"
}
