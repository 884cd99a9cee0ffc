import Records
import Wording

/// M10, M14, M19, M20, M22 to M24, M33.
extension Reading {
  func fillOutcomes(_ put: Rates) {
    put(.confirmedResolution, decided(outcome.isStrict))
    put(.lenientResolution, decided(outcome.isLenient))
    put(.declaredByBot, declared(byBot: true))
    put(.declaredByHuman, declared(byBot: false))
    put(.silentAfterAnswer, decided(outcome == .silentAfterAnswer))
    put(.silentAfterQuestion, decided(outcome == .silentAfterQuestion))
    put(.leftWaiting, decided(outcome == .leftWaiting))
    let abandoned =
      outcome == .leftWaiting || outcome == .silentAfterQuestion || outcome == .unattended
    put(.abandonment, decided(abandoned))
  }

  /// M20: a contact that one side has declared solved.
  private func declared(byBot wanted: Bool) -> RateCell {
    guard outcome == .agentDeclared else { return decided(false) }
    guard let isByBot = facts.signs.isSolvedByBot else { return .null(.unknownAuthor) }
    return decided(isByBot == wanted)
  }

  /// M23 of queues, and M10.
  func fillQueue(_ put: Rates) {
    put(.queueAbandonment, queueAbandonment)
    put(.queueAbandonmentWithoutShort, withoutShort(queueAbandonment))
  }

  var queueWait: ValueCell {
    facts.enteredQueue || queueIsExported ? facts.queueWait.cell : .null(.notInExport)
  }

  private var queueAbandonment: RateCell {
    guard facts.enteredQueue else {
      return .null(queueIsExported ? .notApplicable : .notInExport)
    }
    guard outcome != .openCensored else { return .null(.openCensored) }
    if facts.answeredAfterQueue { return .known(false, .inferred) }
    guard facts.humanPart == .inExport else { return .null(.notInExport) }
    return .known(true, .inferred)
  }

  private func withoutShort(_ all: RateCell) -> RateCell {
    guard all.answer == true else { return all }
    switch facts.queueWait {
    case .known(let span, _): return span < shortAbandon ? .null(.notApplicable) : all
    case .censored: return all
    case .null(let reason): return .null(reason)
    }
  }

  func fillResolvedWithin(_ put: Rates) {
    for horizon in ResolutionHorizon.all {
      put(.resolvedWithin(horizon, strict: false), within(horizon, in: outcome.isLenient))
      put(.resolvedWithin(horizon, strict: true), within(horizon, in: outcome.isStrict))
    }
  }

  func within(_ horizon: ResolutionHorizon, in set: Bool) -> RateCell {
    if let reason = outcome.undecided { return .null(reason) }
    guard let age = asOf.since(facts.start) else { return .null(.missingTimestamp) }
    guard age >= horizon.span else { return .null(.tooYoung) }
    guard set else { return .known(false, outcomeEvidence) }
    switch full {
    case .known(let span, let evidence):
      return .known(span <= horizon.span, max(evidence, outcomeEvidence))
    case .censored(_, let reason), .null(let reason): return .null(reason)
    }
  }

  func fillDurable(_ put: Rates) {
    put(.durableResolution, durable(outcome.isLenient))
    put(.durableResolutionStrict, durable(outcome.isStrict))
    put(.netContainment, netContainment)
    let first = firstContact
    put(.firstContactResolution, first)
    put(.fcrNoTransfer, withoutTransfer(first))
  }

  /// Why the contact is in no denominator of "D and eligible for 7 days"; nil when it is.
  private var notDurable: NullReason? {
    if let reason = outcome.undecided { return reason }
    return notEligible(.week)
  }

  func durable(_ set: Bool) -> RateCell {
    if let reason = notDurable { return .null(reason) }
    return .known(set && !returned(within: .week), max(outcomeEvidence, .inferred))
  }

  private var netContainment: RateCell {
    guard facts.entry == .botFirst else { return .null(.notApplicable) }
    if let reason = notDurable { return .null(reason) }
    guard !isUntold else { return .null(.notInExport) }
    // Whether the customer asked for a human cannot be told without a phrase list (E9).
    guard facts.has(.humanRequest) else { return .null(.languageUnsupported) }
    let unmet = facts.request?.isUnmet == true
    let yes = isContained && outcome.isLenient && !unmet && !returned(within: .week)
    let evidence = max(outcomeEvidence, containmentEvidence, .inferred)
    return .known(
      yes,
      facts.request == nil ? evidence : max(evidence, facts.request?.evidence ?? .inferred)
    )
  }

  private var firstContact: RateCell {
    if let reason = notDurable { return .null(reason) }
    guard let observed = facts.start.since(observationStart), observed >= RepeatWindow.week.span
    else { return .null(.priorUnknown) }
    if link.hasRecentContact { return .null(.notApplicable) }
    return .known(outcome.isLenient && !returned(within: .week), max(outcomeEvidence, .inferred))
  }

  private func withoutTransfer(_ first: RateCell) -> RateCell {
    guard let yes = first.answer, let evidence = first.evidence else { return first }
    if facts.humanAuthors == .unknown { return .null(.unknownAuthor) }
    if isUntold { return .null(.notInExport) }
    let transferred =
      facts.handoffInitiated || facts.humanAfterBot || facts.humanAuthors == .several
    return .known(yes && !transferred, evidence)
  }
}
