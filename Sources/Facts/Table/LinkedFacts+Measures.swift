import Conversations
import Records
import Wording

extension LinkedFacts {
  /// All that the measures of a row are read from.
  func reading(_ row: Int, _ fact: UnsafePointer<ContactFacts>, _ part: Int) -> Reading {
    let outcome = fact.pointee.outcome(asOf: observation.asOf, rules: options.rules)
    return Reading(
      fact: fact,
      rating: rating(fact, part),
      link: links[row],
      outcome: outcome.value,
      outcomeEvidence: outcome.evidence,
      full: fact.pointee.fullResolution(
        outcome.value,
        asOf: observation.asOf,
        tolerance: options.rules.skewTolerance
      ),
      chain: links[row].chain < 0 ? nil : chains.all[Int(links[row].chain)],
      work: work(fact, part),
      asOf: observation.asOf,
      observationStart: observation.start,
      tolerance: options.rules.skewTolerance,
      hasCapsHabit: capsHabits[Int(columns.customer[row])],
      topicKnown: columns.topic[row] != 0,
      surveyOffersExported: surveyOffersExported,
      solvedIsExported: solvedIsExported,
      scoresAreExported: scoresAreExported,
      queueIsExported: queueIsExported,
      shortAbandon: options.shortAbandon,
      isCut: options.rules.unit == .contact,
      reopening: contacts.reopening(of: index(of: row)),
      servedBotReply: options.servedBotReply,
      servedHumanReply: options.servedHumanReply,
      actionsExported: actionsExported,
      disclosureOutsideTranscript: options.disclosureOutsideTranscript
    )
  }

  /// The outcome, the two survival columns, and the scale of the rating.
  func layOutOutcome(_ table: inout ContactTable, _ reading: Reading) {
    table.outcome.append(reading.outcome)
    table.outcomeEvidence.append(reading.outcomeEvidence)
    guard table.isCounted[table.isCounted.count - 1] else {
      table.resolution.append(nil)
      table.nextContact.append(nil)
      table.chainWork.append(nil)
      table.ratingScale.append(nil)
      return
    }
    table.resolution.append(
      reading.fact.pointee.timedResolution(reading.outcome, full: reading.full)
    )
    table.nextContact.append(timedReturn(reading))
    table.chainWork.append(chainWork(reading))
    table.ratingScale.append(reading.rating.map { RatingScale(min: $0.min, max: $0.max) })
  }

  private func timedReturn(_ reading: Reading) -> TimedStatus? {
    guard reading.link.notIndex == nil else { return nil }
    if reading.link.next < Link.never {
      return TimedStatus(milliseconds: reading.link.next, status: 1)
    }
    guard let span = observation.asOf.since(reading.facts.end) else { return nil }
    return TimedStatus(milliseconds: max(span, 0), status: 0)
  }
}

// MARK: - Data quality

extension LinkedFacts {
  func countQuality(_ part: inout TablePart, _ reading: Reading, _ row: Int, at place: Int) {
    if !reading.facts.start.isKnown { part.counts.undated += 1 }
    if let reason = part.table.leftOut[place] {
      part.counts.leftOut[Int(reason.rawValue)] += 1
      return
    }
    part.counts.counted += 1
    part.counts.skewClamped += Int(reading.facts.clock.clamped)
    part.counts.clockBackwards += Int(reading.facts.clock.backwards)
    part.counts.missingTimestamps += Int(reading.facts.clock.missing)
    if reading.facts.clockFault != nil { part.counts.unreliableClocks.append(row) }
    part.counts.roleConflicts += Int(reading.facts.roleConflicts)
    switch reading.facts.languageSource {
    case .given: part.counts.languageGiven += 1
    case .detected: part.counts.languageDetected += 1
    case .none: part.counts.languageUnknown += 1
    }
    if columns.customerKnown[row] { part.counts.knownCustomers += 1 }
    part.counts.add(remarks(reading))
    count(reading.link, end: reading.facts.end, &part.counts)
  }

  /// What is said of a counted contact.
  func remarks(_ reading: Reading) -> Remarks {
    let facts = reading.facts
    var remarks: Remarks = []
    remarks.note(.roleUnknown, if: facts.hasUnknownRole)
    remarks.note(.conflict, if: facts.hasConflict)
    remarks.note(.guessedRoles, if: facts.guessesRoles)
    remarks.note(.assignedNoReply, if: facts.assignedNoReply)
    remarks.note(.parallel, if: reading.link.isParallel)
    remarks.note(.highFrequency, if: reading.link.notIndex == .highFrequencyCustomer)
    remarks.note(.unansweredTail, if: facts.hasUnansweredTail)
    remarks.note(
      .unmetButResolved,
      if: facts.request?.isUnmet == true && reading.outcome == .confirmedResolved
    )
    remarks.note(.capsHabit, if: reading.hasCapsHabit)
    remarks.note(.languageWithoutLists, if: !facts.languageSupported)
    remarks.note(.explicitOnly, if: reading.outcome.isDecided && !facts.has(.resolution))
    remarks.note(.lateRating, if: facts.ratingIsLate)
    remarks.note(.unadjustedWork, if: facts.hasUnknownTouch)
    remarks.note(.staleLinkCheck, if: facts.hasStaleLink)
    return remarks
  }

  private func count(_ link: Link, end: Instant, _ counts: inout TableCounts) {
    guard link.notIndex == nil else { return }
    counts.indexContacts += 1
    let followed = observation.asOf.since(end) ?? 0
    for window in RepeatWindow.all where followed < window.span {
      counts.notEligible[window.rawValue] += 1
    }
  }
}

extension TableCounts {
  /// Adds what was counted in other rows, which follow.
  mutating func add(_ other: Self) {
    for reason in leftOut.indices { leftOut[reason] += other.leftOut[reason] }
    for window in notEligible.indices { notEligible[window] += other.notEligible[window] }
    for remark in remarks.indices { remarks[remark] += other.remarks[remark] }
    unreliableClocks += other.unreliableClocks
    let sums: [WritableKeyPath<Self, Int>] = [
      \.counted, \.undated, \.skewClamped, \.clockBackwards, \.missingTimestamps, \.roleConflicts,
      \.languageGiven, \.languageDetected, \.languageUnknown, \.knownCustomers, \.indexContacts,
    ]
    for sum in sums { self[keyPath: sum] += other[keyPath: sum] }
  }
}
