import Wording

/// M45, M47, M50, M52.
extension Reading {
  func fillFrustration(_ put: Rates) {
    put(.customerRepetition, signal(facts.repetition))
    put(.retell, signal(facts.retell))
    put(.shouting, signal(shouts))
    put(.statedFailure, signal(facts.statedFailure, needs: .failure))
    put(.frustratedContact, signal(families >= 2, needs: [.failure, .humanRequest]))
  }

  var familyCount: ValueCell {
    guard facts.has([.failure, .humanRequest]) else { return .null(.languageUnsupported) }
    return .known(Double(families), .heuristic)
  }

  private func signal(_ yes: Bool, needs lists: Marks = []) -> RateCell {
    guard facts.has(lists) else { return .null(.languageUnsupported) }
    return .known(yes, .heuristic)
  }

  private var shouts: Bool {
    facts.punctuationAfter || (facts.capitalsAfter && !hasCapsHabit)
  }

  private var families: Int {
    let asksAgain = facts.botParticipates && facts.request?.isRepeated == true
    // Added up and not counted in a list, which would be made anew for every contact.
    return (asksAgain ? 1 : 0) + (facts.repetition ? 1 : 0) + (shouts ? 1 : 0)
      + (facts.statedFailure ? 1 : 0)
  }
}
