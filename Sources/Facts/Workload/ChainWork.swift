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

/// What was found of a chain's work so far.
struct ChainSum {
  var work = ChainWork(humanMilliseconds: 0, botContacts: 0, botResolutions: 0)
  /// The time of every person in it is known.
  var isKnown = true
}

extension LinkedFacts {
  /// The work of the chain that a contact begins; nil when it begins none that is closed, or when the time of a
  /// person in it is not known.
  func chainWork(_ reading: Reading) -> ChainWork? {
    guard reading.contactsPerIssue.value != nil, reading.link.chain >= 0 else { return nil }
    let sum = chainSums[Int(reading.link.chain)]
    return sum.isKnown ? sum.work : nil
  }

  /// Adds up the work of every chain: row by row, so that each contact's facts are read beside its neighbours'.
  func summedChains() -> [ChainSum] {
    var numbers = [Int32](repeating: -1, count: count)
    for (number, chain) in chains.all.enumerated() {
      for row in chains.rows[chain.begin..<chain.begin + chain.count] {
        numbers[Int(row)] = Int32(truncatingIfNeeded: number)
      }
    }
    var sums = [ChainSum](repeating: ChainSum(), count: chains.all.count)
    for row in numbers.indices {
      if numbers[row] >= 0 {
        withFacts(row) { fact, part in add(fact, part, to: &sums[Int(numbers[row])]) }
      }
      restNowAndThen(row)
    }
    return sums
  }

  private func add(_ fact: UnsafePointer<ContactFacts>, _ part: Int, to sum: inout ChainSum) {
    if let work = humanWork(fact, part) {
      sum.work.humanMilliseconds += work
    } else {
      sum.isKnown = false
    }
    guard fact.pointee.botParticipates else { return }
    sum.work.botContacts += 1
    guard fact.pointee.handledBy == .botOnly else { return }
    let outcome = fact.pointee.outcome(asOf: observation.asOf, rules: options.rules)
    if outcome.value.isLenient { sum.work.botResolutions += 1 }
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
