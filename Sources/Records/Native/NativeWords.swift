/// The words of Onpar's own layouts, as bytes.
///
/// They stand in FORMATS 2.1 and 3 and in METRICS 1.2. Nothing here makes a string: there is at least one word to look up for every message.
package enum NativeWords {
  /// Who wrote it, in Onpar's words and those of common corpora; nil for any other word.
  package static func role(_ word: ByteSlice) -> Role? {
    switch word.count {
    case 3 where word.equals("bot"): .bot
    case 4 where word.equals("user"): .customer
    case 5 where word.equals("human"): .human
    case 5 where word.equals("agent"): .human
    case 6 where word.equals("system"): .system
    case 7 where word.equals("unknown"): .unknown
    case 8 where word.equals("customer"): .customer
    case 9 where word.equals("assistant"): .bot
    default: nil
    }
  }

  /// What happened; nil for a word that is not in FORMATS 2.1.
  package static func event(_ word: ByteSlice) -> EventKind? {
    switch word.count {
    case 6 where word.equals("closed"): .closed
    case 6 where word.equals("solved"): .solved
    case 6 where word.equals("action"): .action
    case 8 where word.equals("assigned"): .assigned
    case 8 where word.equals("fallback"): .fallback
    case 8 where word.equals("reopened"): .reopened
    case 10 where word.equals("queue_exit"): .queueExit
    case 10 where word.equals("agent_left"): .agentLeft
    case 11 where word.equals("queue_enter"): .queueEnter
    case 11 where word.equals("transferred"): .transferred
    case 12 where word.equals("agent_joined"): .agentJoined
    case 13 where word.equals("customer_left"): .customerLeft
    case 14 where word.equals("survey_offered"): .surveyOffered
    case 14 where word.equals("handoff_failed"): .handoffFailed
    case 15 where word.equals("survey_answered"): .surveyAnswered
    case 15 where word.equals("handoff_offered"): .handoffOffered
    case 16 where word.equals("handoff_accepted"): .handoffAccepted
    case 17 where word.equals("handoff_initiated"): .handoffInitiated
    default: nil
    }
  }

  /// What a message is for; nil for a word that is not in METRICS 1.2.
  package static func kind(_ word: ByteSlice) -> MessageKind? {
    switch word.count {
    case 4 where word.equals("text"): .text
    case 4 where word.equals("menu"): .menu
    case 6 where word.equals("survey"): .survey
    case 8 where word.equals("greeting"): .greeting
    case 8 where word.equals("auto_ack"): .autoAck
    case 8 where word.equals("no_match"): .noMatch
    case 14 where word.equals("handoff_notice"): .handoffNotice
    case 14 where word.equals("closing_notice"): .closingNotice
    default: nil
    }
  }
}
