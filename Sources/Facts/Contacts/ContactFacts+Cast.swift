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
    humanAuthors = Self.authors(timeline, outline)
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

  private static func authors(_ timeline: TimelineView, _ outline: Outline) -> HumanAuthors {
    guard outline.firstHuman >= 0 else { return .none }
    var known: UInt64 = 0
    var messages = 0
    var someUnknown = false
    for index in outline.firstHuman...max(outline.firstHuman, outline.lastResponding) {
      guard timeline.has(.byHuman, index), timeline.has(.responds, index) else { continue }
      let author = timeline.entry(index).author
      messages += 1
      if author == 0 {
        someUnknown = true
      } else if known == 0 {
        known = author
      } else if known != author {
        return .several
      }
    }
    return someUnknown && messages > 1 ? .unknown : .one
  }
}
