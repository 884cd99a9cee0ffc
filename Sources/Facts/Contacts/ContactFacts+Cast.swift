import Conversations
import Records
import Wording

/// Sections 5.1 and 5.2: who took part, who was given the contact.
extension ContactFacts {
  mutating func readCast(_ timeline: [TimelineEntry], _ outline: Outline) {
    let humanTookPart = outline.firstHuman != nil
    if let first = outline.firstResponding {
      let startsWithBot = timeline[first].role == .bot
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
    isEngaged = outline.firstEngaged != nil
    hasResponse = outline.firstResponding != nil
    partyChanges = outline.partyChanges
    hasUnknownRole = timeline.contains { $0.isPublicMessage && $0.role == .unknown }
    assignedNoReply = !humanTookPart && timeline.contains(where: Self.isHumanAssignment)
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
    _ timeline: [TimelineEntry]
  ) -> (cohort: EntryCohort, evidence: Evidence)? {
    for entry in timeline {
      if entry.isMessage {
        guard entry.canRespond else { continue }
        return (entry.role == .bot ? .botFirst : .humanFirst, .inferred)
      }
      switch entry.event {
      case .assigned, .agentJoined, .handoffAccepted:
        return (entry.role == .bot ? .botFirst : .humanFirst, .event)
      case .queueEnter: return (.humanFirst, .event)
      case .handoffInitiated: return (.botFirst, .event)
      default: continue
      }
    }
    return nil
  }

  private static func isHumanAssignment(_ entry: TimelineEntry) -> Bool {
    switch entry.event {
    case .assigned, .agentJoined, .handoffAccepted: entry.role == .human
    default: false
    }
  }

  private static func authors(_ timeline: [TimelineEntry], _ outline: Outline) -> HumanAuthors {
    guard let first = outline.firstHuman else { return .none }
    var known: UInt64 = 0
    var messages = 0
    var someUnknown = false
    for index in first..<timeline.count {
      let entry = timeline[index]
      guard entry.role == .human, outline.isResponding(entry, at: index) else { continue }
      messages += 1
      if entry.author == 0 {
        someUnknown = true
      } else if known == 0 {
        known = entry.author
      } else if known != entry.author {
        return .several
      }
    }
    return someUnknown && messages > 1 ? .unknown : .one
  }
}
