import Conversations
import Records

/// What section 6 looks at.
extension ContactFacts {
  mutating func readSigns(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ context: FactContext
  ) {
    if timeline.seen.has(.verdict) { readEvents(timeline, outline) }
    let confirming = context.marks.resolution | (context.thanksConfirm ? .max : 0)
    if timeline.spoken & confirming != 0 { readConfirmation(timeline, outline, context) }
    signs.lastSubstantive = timeline.timeIfAny(outline.lastSubstantive)
    if outline.lastResponding >= 0 {
      signs.last = Self.lastWord(outline.lastResponding, timeline, context.marks)
    }
    guard outline.lastEngaged >= 0 else { return }
    signs.leftWaiting = outline.lastEngaged > outline.lastResponding
    readComplaint(timeline, outline, context.marks)
  }

  /// Who a solved event is by; without an actor the only side that responded, if there is only one (M20).
  private static func solver(_ role: Role, _ outline: Outline) -> Bool? {
    switch role {
    case .bot: true
    case .human: false
    default:
      outline.botParticipates == (outline.firstHuman >= 0) ? nil : outline.botParticipates
    }
  }

  private mutating func readEvents(_ timeline: TimelineView, _ outline: Outline) {
    for index in 0..<timeline.count where timeline.has(.verdict, index) {
      let entry = timeline.entry(index)
      if entry.is(.closed) { signs.isClosed = true }
      if entry.is(.surveyAnswered) { signs.verdictTime = entry.time }
      guard entry.is(.solved) else { continue }
      signs.isClosed = true
      if entry.role == .customer {
        // The customer pressed "solved": a verdict.
        signs.verdict = true
        signs.verdictEvidence = .event
        signs.verdictTime = entry.time
      } else if timeline.has(.solvedByResponder, index) {
        if !signs.isSolved { signs.firstSolved = entry.time }
        signs.isSolved = true
        signs.lastSolved = entry.time
        signs.isSolvedByBot = Self.solver(entry.role, outline)
      }
    }
  }

  private mutating func readConfirmation(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ context: FactContext
  ) {
    guard outline.firstSubstantive >= 0 else { return }
    // A courtesy in return must not undo "that fixed it".
    let last = outline.lastAnswer < 0 ? outline.lastSubstantive : outline.lastAnswer
    for index in outline.firstSubstantive + 1..<max(outline.firstSubstantive + 1, timeline.count) {
      guard timeline.has(.speech, index), Self.confirms(index, timeline, context) else { continue }
      let time = timeline.time(index)
      if !signs.hasPhrase {
        signs.hasPhrase = true
        signs.firstPhrase = time
      }
      if index > last {
        signs.confirmsInWords = true
        signs.confirmed = time
        return
      }
    }
  }

  private static func confirms(
    _ index: Int,
    _ timeline: TimelineView,
    _ context: FactContext
  ) -> Bool {
    let marks = context.marks
    if timeline.isMarked(marks.resolution, index) { return true }
    return context.thanksConfirm && timeline.isMarked(marks.courtesyOnly, index)
      && !timeline.isMarked(marks.greetingOnly | marks.farewell, index)
  }

  private mutating func readComplaint(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ marks: MarkBits
  ) {
    let last = outline.lastEngaged
    guard outline.firstSubstantive >= 0, outline.firstSubstantive < last,
      outline.lastSolved <= last
    else { return }
    if timeline.isMarked(marks.failure, last) {
      signs.complaint = .heuristic
    } else if timeline.has(.requestsHuman, last),
      outline.firstHuman(after: last, in: timeline) < 0
    {
      let byButton = timeline.entry(last).flags.contains(.humanButton)
      signs.complaint = byButton ? .inferred : .heuristic
    }
  }

  private static func lastWord(
    _ index: Int,
    _ timeline: TimelineView,
    _ marks: MarkBits
  ) -> OutcomeSigns.LastWord {
    if timeline.has(.menu, index) {
      return .question(timeline.has(.explicitKind, index) ? .inferred : .heuristic)
    }
    if timeline.isMarked(marks.endsWithQuestion, index) { return .question(.heuristic) }
    return timeline.has(.substantive, index) ? .answer : .notSubstantive
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
        signs.isSolvedByBot = resolution.by == .bot
        // The field says the last state, so nothing that the customer wrote comes after it.
        signs.complaint = nil
      }
    case .timer: signs.isClosed = true
    }
  }
}
