/// What happened, other than a message.
///
/// FORMATS 2.1, in its words.
public enum EventKind: UInt8, Sendable, CaseIterable {
  case handoffInitiated, handoffOffered, handoffAccepted, handoffFailed
  case queueEnter, queueExit
  case assigned, agentJoined, agentLeft, transferred, customerLeft
  case solved, closed, reopened
  case surveyOffered, surveyAnswered
  case action, fallback
  /// An event that Onpar has no use for. Counted, never an error.
  case other
}

extension EventKind {
  /// The word that files and reports use.
  public var name: String {
    switch self {
    case .handoffInitiated: "handoff_initiated"
    case .handoffOffered: "handoff_offered"
    case .handoffAccepted: "handoff_accepted"
    case .handoffFailed: "handoff_failed"
    case .queueEnter: "queue_enter"
    case .queueExit: "queue_exit"
    case .assigned: "assigned"
    case .agentJoined: "agent_joined"
    case .agentLeft: "agent_left"
    case .transferred: "transferred"
    case .customerLeft: "customer_left"
    case .solved: "solved"
    case .closed: "closed"
    case .reopened: "reopened"
    case .surveyOffered: "survey_offered"
    case .surveyAnswered: "survey_answered"
    case .action: "action"
    case .fallback: "fallback"
    case .other: "other"
    }
  }
}
