import Conversations
import Records

/// M12 and M13, which wait for the outcome.
extension ContactFacts {
  func firstResolution(_ outcome: Outcome, asOf: Instant, tolerance: Int64) -> TimeFact {
    switch outcome {
    case .openCensored: return openTime(asOf)
    case .confirmedResolved, .agentDeclared: break
    default: return .null(outcome == .unknown ? .outcomeUnknown : .notResolved)
    }
    if let clockFault { return .null(clockFault) }
    if signs.isSolved { return resolved(signs.firstSolved, signs.solvedEvidence, tolerance) }
    if signs.hasPhrase { return resolved(signs.firstPhrase, .heuristic, tolerance) }
    return resolved(signs.verdictTime, signs.verdictEvidence, tolerance)
  }

  func fullResolution(_ outcome: Outcome, asOf: Instant, tolerance: Int64) -> TimeFact {
    switch outcome {
    case .openCensored: return openTime(asOf)
    case .confirmedResolved, .agentDeclared, .silentAfterAnswer: break
    default: return .null(outcome == .unknown ? .outcomeUnknown : .notResolved)
    }
    if let clockFault { return .null(clockFault) }
    if signs.isSolved { return resolved(signs.lastSolved, signs.solvedEvidence, tolerance) }
    if outcome == .silentAfterAnswer {
      return resolved(signs.lastSubstantive, .inferred, tolerance)
    }
    if signs.confirmsInWords { return resolved(signs.confirmed, .heuristic, tolerance) }
    return resolved(signs.verdictTime, signs.verdictEvidence, tolerance)
  }

  private func resolved(_ time: Instant, _ evidence: Evidence, _ tolerance: Int64) -> TimeFact {
    switch IntervalMeter.measure(from: exactStart, to: time, tolerance: tolerance) {
    case .success(let span): .known(span, evidence)
    case .failure(let fault): .null(fault.reason)
    }
  }

  private func openTime(_ asOf: Instant) -> TimeFact {
    if let clockFault { return .null(clockFault) }
    guard let span = asOf.since(exactStart) else { return .null(.missingTimestamp) }
    return .censored(max(span, 0), .openCensored)
  }

  /// For survival figures: resolved, failed, or still open.
  ///
  /// `unknown` and unmeasurable times are left out.
  func timedResolution(_ outcome: Outcome, full: TimeFact) -> TimedStatus? {
    switch full {
    case .known(let span, _): return TimedStatus(milliseconds: span, status: 1)
    case .censored(let span, _): return TimedStatus(milliseconds: span, status: 0)
    case .null:
      guard outcome.isFailure, case .known(let span, _) = duration else { return nil }
      return TimedStatus(milliseconds: span, status: 2)
    }
  }
}
