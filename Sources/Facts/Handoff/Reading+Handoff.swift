import Records
import Wording

/// M25, M28 to M32, M39.
extension Reading {
  var isContained: Bool { !facts.handoffInitiated && !facts.humanParticipates }

  var containmentEvidence: Evidence {
    if facts.humanParticipates { return facts.handledByEvidence }
    return facts.handoffInitiated ? facts.handoffEvidence : facts.silentHandoffEvidence
  }

  func fillHandoffs(_ put: Rates) {
    put(.handoffFailure, handoffFailure)
    guard facts.entry == .botFirst else { return }
    guard outcome != .openCensored else {
      put(.containment, .null(.openCensored))
      put(.handoff, .null(.openCensored))
      put(.handoffAttempt, .null(.openCensored))
      return
    }
    if isUntold {
      for metric in [RateMetric.containment, .handoff, .handoffAttempt] {
        put(metric, .null(.notInExport))
      }
      return
    }
    put(.containment, .known(isContained, containmentEvidence))
    guard facts.handledBy != .humanToBot else { return }
    let handedOff =
      facts.handledByEvidence == .explicit
      ? facts.handledBy == .botToHuman : facts.humanAfterBot
    put(
      .handoff,
      facts.humanPart == .unknown
        ? .null(.notInExport) : .known(handedOff, facts.handledByEvidence)
    )
    put(
      .handoffAttempt,
      .known(
        facts.handoffInitiated,
        facts.handoffInitiated ? facts.handoffEvidence : facts.silentHandoffEvidence
      )
    )
  }

  /// Nothing in the export tells whether a human took over, or was asked to.
  var isUntold: Bool { facts.humanPart == .unknown && !facts.handoffInitiated }

  var handoffFailure: RateCell {
    guard facts.handoffInitiated else {
      return .null(isUntold ? .notInExport : .notApplicable)
    }
    guard facts.humanPart == .inExport else { return .null(.notInExport) }
    guard outcome != .openCensored else { return .null(.openCensored) }
    return .known(facts.handoffFailed, max(facts.handoffEvidence, .inferred))
  }

  func fillRequests(_ put: Rates) {
    if facts.botParticipates {
      put(.humanRequest, asked(facts.request != nil))
      put(.repeatedHumanRequest, asked(facts.request?.isRepeated == true))
    }
    guard let request = facts.request else {
      let reason: NullReason = facts.has(.humanRequest) ? .notApplicable : .languageUnsupported
      put(.unmetHumanRequest, .null(reason))
      put(.deflectedHumanRequest, .null(reason))
      return
    }
    guard outcome != .openCensored else {
      put(.unmetHumanRequest, .null(.openCensored))
      put(.deflectedHumanRequest, .null(.openCensored))
      return
    }
    let evidence = max(request.evidence, .inferred)
    put(
      .unmetHumanRequest,
      facts.humanPart == .inExport ? .known(request.isUnmet, evidence) : .null(.notInExport)
    )
    put(
      .deflectedHumanRequest,
      isUntold ? .null(.notInExport) : .known(request.isDeflected, evidence)
    )
  }

  private func asked(_ yes: Bool) -> RateCell {
    guard facts.has(.humanRequest) else { return .null(.languageUnsupported) }
    return .known(yes, facts.request?.evidence ?? .heuristic)
  }

  var requestMessages: ValueCell {
    guard let request = facts.request else {
      return .null(facts.has(.humanRequest) ? .notApplicable : .languageUnsupported)
    }
    guard facts.humanPart == .inExport else { return .null(.notInExport) }
    let messages = Double(request.furtherMessages)
    return request.isUnmet
      ? .censored(at: messages, .noReply) : .known(messages, max(request.evidence, .inferred))
  }

  func fillTransfers(_ put: Rates) {
    if facts.humanParticipates { put(.transfer, transfer) }
    put(.bounce, bounce)
  }

  private var partyEvidence: Evidence { facts.guessesRoles ? .heuristic : .inferred }

  private var transfer: RateCell {
    switch facts.humanAuthors {
    case .one: .known(false, partyEvidence)
    case .several: .known(true, partyEvidence)
    case .unknown: .null(.unknownAuthor)
    case .none: .null(.notInExport)
    }
  }

  private var bounce: RateCell {
    guard let bounced = facts.bounced else { return .null(.unknownAuthor) }
    if !bounced, facts.humanPart != .inExport { return .null(.notInExport) }
    return .known(bounced, partyEvidence)
  }
}
