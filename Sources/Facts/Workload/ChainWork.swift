/// What the contacts of one chain took, for their cost (M61).
package struct ChainWork: Sendable, Hashable {
  /// Human time adjusted for concurrency, in milliseconds.
  package var humanMilliseconds: Double
  /// Contacts in which a bot took part.
  package var botContacts: Int32
  /// `bot_only` contacts with a lenient outcome: about what a vendor bills as resolved.
  package var botResolutions: Int32

  package init(humanMilliseconds: Double, botContacts: Int32, botResolutions: Int32) {
    self.humanMilliseconds = humanMilliseconds
    self.botContacts = botContacts
    self.botResolutions = botResolutions
  }
}

extension LinkedFacts {
  /// The work of the chain that a contact begins; nil when it begins none that is closed, or when the time of a
  /// person in it is not known.
  func chainWork(_ reading: Reading) -> ChainWork? {
    guard reading.contactsPerIssue.value != nil, let chain = reading.chain else { return nil }
    var sum = ChainWork(humanMilliseconds: 0, botContacts: 0, botResolutions: 0)
    var isKnown = true
    for row in chains.rows[chain.begin..<chain.begin + chain.count] {
      withFacts(Int(row)) { fact, part in
        if let work = humanWork(fact, part) {
          sum.humanMilliseconds += work
        } else {
          isKnown = false
        }
        guard fact.pointee.botParticipates else { return }
        sum.botContacts += 1
        guard fact.pointee.handledBy == .botOnly else { return }
        let outcome = fact.pointee.outcome(asOf: observation.asOf, rules: options.rules)
        if outcome.value.isLenient { sum.botResolutions += 1 }
      }
    }
    return isKnown ? sum : nil
  }

  /// Milliseconds; nil where a person took part, or may have, and the time is not known.
  private func humanWork(_ fact: UnsafePointer<ContactFacts>, _ part: Int) -> Double? {
    switch fact.pointee.handleTime {
    case .known: return work(fact, part)
    case .null(.notApplicable):
      return fact.pointee.humanParticipates || fact.pointee.humanPart != .inExport ? nil : 0
    default: return nil
    }
  }
}
