import Wording

/// M53, M54, M58 to M60.
extension Reading {
  func fillResponder(_ put: Rates) {
    if facts.botParticipates {
      put(.botRepeat, .known(facts.botRepeat, .heuristic))
      put(.botLoop, .known(facts.botLoop, .heuristic))
      put(.noMatchTwice, conduct(facts.noMatchTwice, isKnown: facts.tellsMatch))
      put(.disclosure, disclosure)
    }
    if facts.humanPart == .elsewhere {
      put(.humanRepeat, .null(.notInExport))
      put(.humanLoop, .null(.notInExport))
    } else if facts.humanParticipates {
      put(.humanRepeat, .known(facts.humanRepeat, .heuristic))
      put(.humanLoop, .known(facts.humanLoop, .heuristic))
    }
    put(.redirect, facts.hasResponse ? redirect(facts.redirects) : .null(.noReply))
    put(.redirectChain, facts.hasResponse ? redirect(facts.redirectsAgain) : .null(.noReply))
    put(.repeatAfterUnbackedPromise, repeatAfterPromise)
  }

  var humanClaims: ValueCell {
    guard facts.botParticipates else { return .null(.notApplicable) }
    guard facts.repliesScanned, facts.missingLists.isDisjoint(with: .humanClaim) else {
      return .null(.languageUnsupported)
    }
    return .known(Double(facts.humanClaims), .heuristic)
  }

  private func conduct(_ yes: Bool, isKnown: Bool) -> RateCell {
    isKnown ? .known(yes, .heuristic) : .null(.languageUnsupported)
  }

  private func redirect(_ yes: Bool) -> RateCell {
    conduct(yes, isKnown: facts.repliesScanned && facts.missingLists.isDisjoint(with: .redirect))
  }

  private var disclosure: RateCell {
    if disclosureOutsideTranscript { return .null(.notInExport) }
    return conduct(
      facts.disclosed,
      isKnown: facts.repliesScanned && facts.missingLists.isDisjoint(with: .disclosure)
    )
  }

  private var repeatAfterPromise: RateCell {
    guard actionsExported else { return .null(.notInExport) }
    guard facts.botUnbacked else { return .null(.notApplicable) }
    if let reason = notEligible(.week) { return .null(reason) }
    return .known(returned(within: .week), .heuristic)
  }
}
