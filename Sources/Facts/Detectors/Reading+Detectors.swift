import Conversations
import Wording

/// D1 to D4.
extension Reading {
  func fillDetectors(_ put: Rates) {
    let hasValence = facts.languageSupported && !facts.isPartlyUnweighed && speaksValence
    put(.flaggedFrustration, flagged(.frustration, knows: hasValence))
    put(.flaggedDissatisfaction, flagged(.dissatisfaction, knows: hasValence))
    if facts.botParticipates {
      put(.flaggedHumanRequest, flagged(.humanRequest, knows: facts.has(.humanRequest)))
    }
    put(.flaggedAbuse, flagged(.abuse, knows: facts.languageSupported && speaksEnglish))
  }

  /// The answer for one bit; `knows` says whether the detector knows the customer's language.
  private func flagged(_ bit: Detections, knows: Bool) -> RateCell {
    guard !facts.isPartlyUnjudged else { return .null(.notComputed) }
    guard facts.detected.contains(.judged) else { return .null(.notInExport) }
    guard knows else { return .null(.languageUnsupported) }
    return .known(facts.detected.contains(bit), .heuristic)
  }

  private var speaksEnglish: Bool {
    facts.spoken == .unknown || facts.spoken.rawValue == DetectorLanguages.english
  }

  /// A valence list exists in English, German and Portuguese.
  private var speaksValence: Bool {
    speaksEnglish || facts.spoken.rawValue == DetectorLanguages.german
      || facts.spoken.rawValue == DetectorLanguages.portuguese
  }
}

/// Codes of languages, read once.
private enum DetectorLanguages {
  static let english = LanguageCode("en").rawValue
  static let german = LanguageCode("de").rawValue
  static let portuguese = LanguageCode("pt").rawValue
}
