import Conversations
import Records
import Wording

/// What section 6 looks at.
extension ContactFacts {
  mutating func readSigns(
    _ timeline: [TimelineEntry],
    _ outline: Outline,
    thanksConfirm: Bool
  ) {
    readEvents(timeline)
    readConfirmation(timeline, outline, thanksConfirm: thanksConfirm)
    signs.lastSubstantive = outline.lastSubstantive.map { timeline[$0].time } ?? .missing
    if let lastResponding = outline.lastResponding {
      signs.last = Self.lastWord(timeline[lastResponding])
    }
    guard let lastEngaged = outline.lastEngaged else { return }
    signs.leftWaiting = lastEngaged > (outline.lastResponding ?? -1)
    readComplaint(timeline, outline, lastEngaged)
  }

  private mutating func readEvents(_ timeline: [TimelineEntry]) {
    for entry in timeline where entry.isEvent {
      if entry.is(.closed) { signs.isClosed = true }
      if entry.is(.surveyAnswered) { signs.verdictTime = entry.time }
      guard entry.is(.solved) else { continue }
      signs.isClosed = true
      if entry.role == .customer {
        // The customer pressed "solved": a verdict.
        signs.verdict = true
        signs.verdictEvidence = .event
        signs.verdictTime = entry.time
      } else if entry.isSolvedByResponder {
        if !signs.isSolved { signs.firstSolved = entry.time }
        signs.isSolved = true
        signs.lastSolved = entry.time
      }
    }
  }

  private mutating func readConfirmation(
    _ timeline: [TimelineEntry],
    _ outline: Outline,
    thanksConfirm: Bool
  ) {
    // A courtesy in return must not undo "that fixed it".
    guard let first = outline.firstSubstantive,
      let last = outline.lastAnswer ?? outline.lastSubstantive
    else { return }
    for index in timeline.indices.dropFirst(first + 1) {
      let entry = timeline[index]
      guard entry.isCustomerSpeech, Self.confirms(entry, thanksConfirm: thanksConfirm) else {
        continue
      }
      if !signs.hasPhrase {
        signs.hasPhrase = true
        signs.firstPhrase = entry.time
      }
      if index > last {
        signs.confirmsInWords = true
        signs.confirmed = entry.time
        return
      }
    }
  }

  private static func confirms(_ entry: TimelineEntry, thanksConfirm: Bool) -> Bool {
    if entry.marks.contains(.resolution) { return true }
    return thanksConfirm && entry.marks.contains(.courtesyOnly)
      && entry.marks.isDisjoint(with: [.greetingOnly, .farewell])
  }

  private mutating func readComplaint(
    _ timeline: [TimelineEntry],
    _ outline: Outline,
    _ lastEngaged: Int
  ) {
    guard let firstSubstantive = outline.firstSubstantive, firstSubstantive < lastEngaged else {
      return
    }
    if let lastSolved = outline.lastSolved, lastSolved > lastEngaged { return }
    let entry = timeline[lastEngaged]
    if entry.marks.contains(.failure) {
      signs.complaint = .heuristic
    } else if entry.requestsHuman, outline.firstHuman(after: lastEngaged, in: timeline) == nil {
      signs.complaint = entry.flags.contains(.humanButton) ? .inferred : .heuristic
    }
  }

  private static func lastWord(_ entry: TimelineEntry) -> OutcomeSigns.LastWord {
    if entry.messageKind == .menu {
      return .question(entry.flags.contains(.explicitKind) ? .inferred : .heuristic)
    }
    if entry.marks.contains(.endsWithQuestion) { return .question(.heuristic) }
    return entry.hasSubstantiveKind ? .answer : .notSubstantive
  }

  /// An explicit result field (FORMATS 2.1): a verdict by the customer, solved by a responder, closed by a timer.
  mutating func apply(_ resolution: Resolution) {
    switch resolution.by {
    case .customer:
      signs.verdict = resolution.resolved
      signs.verdictEvidence = .explicit
    case .bot, .human:
      guard resolution.resolved else { return }
      signs.isClosed = true
      if !signs.isSolved {
        signs.isSolved = true
        signs.solvedEvidence = .explicit
        // The field says the last state, so nothing that the customer wrote comes after it.
        signs.complaint = nil
      }
    case .timer: signs.isClosed = true
    }
  }
}
