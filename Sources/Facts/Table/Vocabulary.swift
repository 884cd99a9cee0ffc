/// METRICS 5.2: who was given the contact.
public enum EntryCohort: UInt8, Sendable, CaseIterable {
  case botFirst, humanFirst, none

  package var name: String {
    switch self {
    case .botFirst: "bot_first"
    case .humanFirst: "human_first"
    case .none: "none"
    }
  }
}

/// METRICS 5.1: who took part.
public enum HandledBy: UInt8, Sendable, CaseIterable {
  case botOnly, humanOnly, botToHuman, humanToBot, unattended

  package var name: String {
    switch self {
    case .botOnly: "bot_only"
    case .humanOnly: "human_only"
    case .botToHuman: "bot_to_human"
    case .humanToBot: "human_to_bot"
    case .unattended: "unattended"
    }
  }
}

/// METRICS 6: exactly one per contact.
public enum Outcome: UInt8, Sendable, CaseIterable {
  case notEngaged, confirmedResolved, statedUnresolved, openCensored, unattended, handoffFailed
  case leftWaiting, agentDeclared, silentAfterQuestion, silentAfterAnswer, unknown

  package var name: String {
    switch self {
    case .notEngaged: "not_engaged"
    case .confirmedResolved: "confirmed_resolved"
    case .statedUnresolved: "stated_unresolved"
    case .openCensored: "open_censored"
    case .unattended: "unattended"
    case .handoffFailed: "handoff_failed"
    case .leftWaiting: "left_waiting"
    case .agentDeclared: "agent_declared"
    case .silentAfterQuestion: "silent_after_question"
    case .silentAfterAnswer: "silent_after_answer"
    case .unknown: "unknown"
    }
  }
}

/// METRICS 4: the lowest authority on which a value rests.
public enum Evidence: UInt8, Sendable, CaseIterable, Comparable {
  case explicit, event, inferred, heuristic

  package var name: String {
    switch self {
    case .explicit: "explicit"
    case .event: "event"
    case .inferred: "inferred"
    case .heuristic: "heuristic"
    }
  }

  /// The higher authority comes first.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// Why a value is null.
///
/// METRICS section 3 and the entries; null is never zero.
public enum NullReason: UInt8, Sendable, CaseIterable {
  case notApplicable, noReply, missingTimestamp, clockBackwards, unknownCustomer,
    languageUnsupported
  case tooFew, notInExport, handoffFailed, notResolved, notEligible, openCensored, outcomeUnknown
  case lateRating, noRating, priorUnknown, needsCounterfactual, highFrequencyCustomer, notIndex,
    tooYoung
  case unknownAuthor, unknownTopic
  /// No calendar of staffed hours was given.
  case noCalendar
  /// Not in the selection of `--metrics`, or detectors were off.
  case notComputed

  package var name: String {
    switch self {
    case .notApplicable: "not_applicable"
    case .noReply: "no_reply"
    case .missingTimestamp: "missing_timestamp"
    case .clockBackwards: "clock_backwards"
    case .unknownCustomer: "unknown_customer"
    case .languageUnsupported: "language_unsupported"
    case .tooFew: "too_few"
    case .notInExport: "not_in_export"
    case .handoffFailed: "handoff_failed"
    case .notResolved: "not_resolved"
    case .notEligible: "not_eligible"
    case .openCensored: "open_censored"
    case .outcomeUnknown: "outcome_unknown"
    case .lateRating: "late_rating"
    case .noRating: "no_rating"
    case .priorUnknown: "prior_unknown"
    case .needsCounterfactual: "needs_counterfactual"
    case .highFrequencyCustomer: "high_frequency_customer"
    case .notIndex: "not_index_contact"
    case .tooYoung: "too_young"
    case .unknownAuthor: "unknown_author"
    case .unknownTopic: "unknown_topic"
    case .noCalendar: "no_calendar"
    case .notComputed: "not_computed"
    }
  }
}
