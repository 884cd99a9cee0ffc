import Conversations
import Records
import Wording

/// M40: the same contacts under vendors' rules; approximations from logs.
extension Reading {
  /// How long Intercom waits for the customer, and Copilot Studio after its closing question.
  private static let intercomSilence = 24 * Span.hour
  private static let copilotSilence = 30 * Span.minute

  func fillVendors(_ put: Rates) {
    guard facts.entry == .botFirst else { return }
    put(.vendorIntercom, intercom)
    put(.vendorCopilot, copilot)
    put(.vendorSprinklr, sprinklr)
    put(.vendorNoCallback, noCallback)
    if isUntold {
      for metric in [RateMetric.vendorCognigy, .vendorUltimate, .vendorUltimateHandled] {
        put(metric, .null(.notInExport))
      }
      return
    }
    put(.vendorCognigy, .known(isContained, containmentEvidence))
    put(.vendorUltimate, .known(isContained, containmentEvidence))
    put(.vendorUltimateHandled, understood(if: isContained, containmentEvidence))
  }

  private var signs: VendorEnding.Signs { facts.ending.signs }

  /// The weakest that a rule about who wrote last can rest on.
  private var roleEvidence: Evidence { facts.guessesRoles ? .heuristic : .inferred }

  private var intercom: RateCell {
    guard signs.contains(.botAnswered) else { return .null(.notApplicable) }
    guard signs.contains(.endsOnBotAnswer) else { return .known(false, roleEvidence) }
    // Where only the bot's side is exported, somebody else may have had the last word.
    guard facts.humanPart == .inExport else { return .null(.notInExport) }
    if signs.contains(.customerWrote) {
      return .known(!signs.contains(.customerWentOn), .heuristic)
    }
    guard let silence = asOf.since(facts.signs.lastSubstantive) else {
      return .null(.missingTimestamp)
    }
    return silence >= Self.intercomSilence ? .known(true, roleEvidence) : .null(.openCensored)
  }

  private var copilot: RateCell {
    if isUntold { return .null(.notInExport) }
    guard isContained, outcome != .statedUnresolved else {
      return .known(false, max(containmentEvidence, .inferred))
    }
    if outcome == .confirmedResolved || facts.signs.isSolved {
      let evidence = outcome == .confirmedResolved ? outcomeEvidence : facts.signs.solvedEvidence
      return .known(true, max(evidence, containmentEvidence))
    }
    if signs.contains(.askedToClose) {
      guard let silence = asOf.since(facts.ending.closingQuestion) else {
        return .null(.missingTimestamp)
      }
      return silence >= Self.copilotSilence ? .known(true, .heuristic) : .null(.openCensored)
    }
    // Neither a confirmation nor a closing question can be told without phrase lists (E9).
    guard facts.languageSupported, facts.has(.resolution) else {
      return .null(.languageUnsupported)
    }
    guard let silence = asOf.since(facts.lastPublic) else { return .null(.missingTimestamp) }
    return silence >= Self.copilotSilence ? .known(false, .heuristic) : .null(.openCensored)
  }

  private var sprinklr: RateCell {
    guard facts.humanPart != .unknown else { return .null(.notInExport) }
    if facts.humanParticipates { return .known(false, facts.handledByEvidence) }
    let isAssigned = signs.contains(.humanAssigned)
    return understood(if: !isAssigned, isAssigned ? .event : roleEvidence)
  }

  /// A yes only where the bot's last message was no "I did not understand".
  private func understood(if yes: Bool, _ evidence: Evidence) -> RateCell {
    guard yes else { return .known(false, evidence) }
    let told = signs.contains(.lastKindIsGiven)
    if signs.contains(.endsOnNoMatch) { return .known(false, told ? evidence : .heuristic) }
    guard told || facts.has(.noMatch) else { return .null(.languageUnsupported) }
    return .known(true, evidence)
  }

  private var noCallback: RateCell {
    if let reason = notEligible(.day) { return .null(reason) }
    if isUntold { return .null(.notInExport) }
    let yes = isContained && !returned(within: .day)
    return .known(yes, max(containmentEvidence, .inferred))
  }
}
