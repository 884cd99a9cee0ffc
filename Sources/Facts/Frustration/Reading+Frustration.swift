import Wording

/// M45 to M52.
extension Reading {
  func fillFrustration(_ put: Rates) {
    put(.customerRepetition, signal(facts.repetition))
    put(.customerRephrase, signal(facts.rephrase, needs: .stopWords))
    put(.retell, signal(facts.retell))
    fillPhrases(put)
    put(.negativeSentiment, negativeSentiment)
    put(.rageQuit, rageQuit)
    put(.frustratedContact, frustration(families >= 2))
  }

  /// From scores wherever the export gives any, so that no comparison mixes them with words.
  private var negativeSentiment: RateCell {
    guard scoresAreExported else { return signal(facts.negativeAfter, needs: .negative) }
    return facts.hasScores ? .known(facts.negativeScoreAfter, .explicit) : .null(.notInExport)
  }

  /// A rate that all families count in: null when one of them cannot be told.
  private func frustration(_ yes: Bool) -> RateCell {
    if let reason = frustrationAbsence { return .null(reason) }
    return .known(yes, .heuristic)
  }

  private var frustrationAbsence: NullReason? {
    let lists = scoresAreExported ? Marks.ofFrustration.subtracting(.negative) : .ofFrustration
    guard facts.has(lists) else { return .languageUnsupported }
    return scoresAreExported && !facts.hasScores ? .notInExport : nil
  }

  /// M47, M48, M50: what phrases and capitals show by themselves.
  func fillPhrases(_ put: Rates) {
    put(.shouting, signal(shouts))
    put(.profanity, signal(facts.profanityAfter, needs: .profanity))
    put(.mildProfanity, signal(facts.mildProfanityAfter, needs: .mildProfanity))
    put(.statedFailure, signal(facts.statedFailure, needs: .failure))
  }

  var familyCount: ValueCell {
    if let reason = frustrationAbsence { return .null(reason) }
    return .known(Double(families), .heuristic)
  }

  private func signal(_ yes: Bool, needs lists: Marks = []) -> RateCell {
    guard facts.has(lists) else { return .null(.languageUnsupported) }
    return .known(yes, .heuristic)
  }

  private var shouts: Bool {
    facts.punctuationAfter || (facts.capitalsAfter && !hasCapsHabit)
  }

  private var rageQuit: RateCell {
    guard outcome != .openCensored else { return .null(.openCensored) }
    let left: Bool =
      switch outcome {
      case .statedUnresolved, .leftWaiting, .silentAfterQuestion, .handoffFailed: true
      default: false
      }
    let signals = facts.signalAtEnd || (facts.capitalsAtEnd && !hasCapsHabit)
    return frustration(left && signals)
  }

  private var families: Int {
    let isNegative = scoresAreExported ? facts.negativeScoreAfter : facts.negativeAfter
    let asksAgain = facts.botParticipates && facts.request?.isRepeated == true
    // Added up and not counted in a list, which would be made anew for every contact.
    return (asksAgain ? 1 : 0) + (facts.repetition || facts.rephrase ? 1 : 0) + (shouts ? 1 : 0)
      + (facts.profanityAfter ? 1 : 0) + (isNegative ? 1 : 0)
      + (facts.statedFailure ? 1 : 0)
  }
}

extension Marks {
  /// The lists that the families of M52 are found with.
  fileprivate static let ofFrustration: Marks = [
    .humanRequest, .failure, .profanity, .negative, .stopWords,
  ]
}
