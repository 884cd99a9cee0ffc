import Conversations
import Records

/// Sections 5.1 and 5.2: who took part, who was given the contact.
extension ContactFacts {
  mutating func readCast(_ timeline: TimelineView, _ outline: Outline) {
    let humanTookPart = outline.firstHuman >= 0
    if outline.firstResponding >= 0 {
      let startsWithBot = timeline.has(.byBot, outline.firstResponding)
      handledBy =
        switch (outline.botParticipates, humanTookPart) {
        case (true, false): .botOnly
        case (false, _): .humanOnly
        case (true, true): startsWithBot ? .botToHuman : .humanToBot
        }
      entry = startsWithBot ? .botFirst : .humanFirst
    } else if let sign = Self.firstSign(timeline) {
      entry = sign.cohort
      entryEvidence = sign.evidence
    }
    isEngaged = outline.firstEngaged >= 0
    hasResponse = outline.firstResponding >= 0
    partyChanges = Int32(truncatingIfNeeded: outline.partyChanges)
    hasUnknownRole = timeline.seen.has(.unknownRole)
    assignedNoReply = !humanTookPart && timeline.seen.has(.humanAssigned)
    readParties(timeline, outline)
  }

  /// The mapped value wins over the transcript; a contradiction is a conflict (E11).
  mutating func apply(explicitHandledBy: String?, explicitEntry: String?) {
    if let explicitHandledBy,
      let given = HandledBy.allCases.first(where: { $0.name == explicitHandledBy })
    {
      if given != handledBy { hasConflict = true }
      handledBy = given
      handledByEvidence = .explicit
    }
    if let explicitEntry,
      let given = EntryCohort.allCases.first(where: { $0.name == explicitEntry })
    {
      if given != entry, hasResponse { hasConflict = true }
      entry = given
      entryEvidence = .explicit
    }
  }

  /// Who greeted or was assigned first, when nobody responded.
  private static func firstSign(
    _ timeline: TimelineView
  ) -> (cohort: EntryCohort, evidence: Evidence)? {
    for index in 0..<timeline.count {
      let byBot = timeline.has(.byBot, index)
      guard timeline.has(.event, index) else {
        guard timeline.has(.canRespond, index) else { continue }
        return (byBot ? .botFirst : .humanFirst, .inferred)
      }
      switch timeline.entry(index).event {
      case .assigned, .agentJoined, .handoffAccepted:
        return (byBot ? .botFirst : .humanFirst, .event)
      case .queueEnter: return (.humanFirst, .event)
      case .handoffInitiated: return (.botFirst, .event)
      default: continue
      }
    }
    return nil
  }

  /// A bot alone is one party, however much it says.
  private mutating func readParties(_ timeline: TimelineView, _ outline: Outline) {
    guard outline.firstHuman >= 0 else { return }
    var parties = RespondingParties()
    for index in outline.firstResponding...max(outline.firstHuman, outline.lastResponding) {
      let traits = timeline.traits[index]
      guard traits.has(.responds) else { continue }
      if traits.has(.byHuman) {
        parties.human(timeline.entries[index].author)
      } else {
        parties.bot()
      }
    }
    humanAuthors = parties.humanAuthors
    bounced = parties.bounced
  }
}
