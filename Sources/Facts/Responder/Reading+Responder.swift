/// M53.
extension Reading {
  func fillResponder(_ put: Rates) {
    if facts.botParticipates {
      put(.botRepeat, .known(facts.botRepeat, .heuristic))
      put(.botLoop, .known(facts.botLoop, .heuristic))
    }
    if facts.humanPart == .elsewhere {
      put(.humanRepeat, .null(.notInExport))
      put(.humanLoop, .null(.notInExport))
    } else if facts.humanParticipates {
      put(.humanRepeat, .known(facts.humanRepeat, .heuristic))
      put(.humanLoop, .known(facts.humanLoop, .heuristic))
    }
  }
}
