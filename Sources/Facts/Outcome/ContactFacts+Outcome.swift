package import Conversations
package import Records

/// METRICS 6: exactly one outcome per contact, the first row that matches.
extension ContactFacts {
  /// - Parameters:
  ///   - asOf: The end of observation.
  ///   - rules: The limits, of which `inactivityClose` counts here.
  /// - Returns: The outcome, and the lowest authority that it rests on.
  package func outcome(asOf: Instant, rules: ContactRules) -> (value: Outcome, evidence: Evidence) {
    guard isEngaged else { return (.notEngaged, .inferred) }
    if let verdict = signs.verdict {
      return (verdict ? .confirmedResolved : .statedUnresolved, signs.verdictEvidence)
    }
    // Without any time nobody can tell a contact that is over from one that has just begun.
    let quiet = asOf.since(lastPublic)
    let isOver = quiet.map { $0 >= rules.inactivityClose }
    if isOver == false, !signs.isClosed { return (.openCensored, .inferred) }
    let hasEnded = signs.isClosed || isOver == true

    if hasEnded, handledBy == .unattended { return (.unattended, handledByEvidence) }
    if hasEnded, handoffFailed { return (.handoffFailed, max(handoffEvidence, .inferred)) }
    if signs.confirmsInWords { return (.confirmedResolved, .heuristic) }
    if let complaint = signs.complaint { return (.statedUnresolved, complaint) }
    if hasEnded, signs.leftWaiting { return (.leftWaiting, .inferred) }
    if signs.isSolved { return (.agentDeclared, signs.solvedEvidence) }
    // Silence needs its 24 hours even when a timer has closed the contact.
    guard isOver == true else { return (.unknown, .inferred) }
    switch signs.last {
    case .question(let evidence): return (.silentAfterQuestion, evidence)
    case .answer: return (.silentAfterAnswer, .inferred)
    case .notSubstantive, .none: return (.unknown, .inferred)
    }
  }

  /// The verdict and the words after the last answer say opposite things (E11).
  var verdictContradictsWords: Bool {
    switch signs.verdict {
    case true: signs.complaint != nil && !signs.confirmsInWords
    case false: signs.confirmsInWords
    case nil: false
    }
  }
}

extension Outcome {
  /// The strict set S: the customer confirmed.
  package var isStrict: Bool { self == .confirmedResolved }

  /// The lenient set L.
  package var isLenient: Bool {
    switch self {
    case .confirmedResolved, .agentDeclared, .silentAfterAnswer: true
    default: false
    }
  }

  /// The failure set F.
  package var isFailure: Bool {
    switch self {
    case .statedUnresolved, .handoffFailed, .leftWaiting, .silentAfterQuestion, .unattended: true
    default: false
    }
  }

  /// In the outcome denominator D.
  package var isDecided: Bool { isLenient || isFailure }

  /// Why a contact with this outcome is not in D; nil when it is.
  var undecided: NullReason? {
    if isDecided { return nil }
    return switch self {
    case .openCensored: .openCensored
    case .notEngaged: .notApplicable
    default: .outcomeUnknown
    }
  }
}
