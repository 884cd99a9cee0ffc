import Conversations
import Records

/// M40: what vendors' rules ask of the end of a contact.
extension ContactFacts {
  /// Looks at the last messages only, apart from the search for the first answer of the bot.
  mutating func readEnding(_ timeline: TimelineView, _ outline: Outline, _ marks: MarkBits) {
    if timeline.seen.has(.humanAssigned) { ending.signs.insert(.humanAssigned) }
    guard outline.firstResponding >= 0 else { return }
    if Self.hasBotAnswer(timeline, outline) { ending.signs.insert(.botAnswered) }
    let last = timeline.traits[outline.lastResponding]
    if last.has(.byBot), last.has(.substantive) { ending.signs.insert(.endsOnBotAnswer) }
    readLastBotMessage(timeline, outline)
    for index in outline.lastResponding..<timeline.count where timeline.has(.speech, index) {
      ending.signs.insert(.customerWrote)
      let isPolite = timeline.has(.courtesy, index)
      let confirms =
        timeline.isMarked(marks.resolution, index) && !timeline.isMarked(marks.failure, index)
        && !timeline.has(.requestsHuman, index)
      if !isPolite, !confirms { ending.signs.insert(.customerWentOn) }
    }
    readClosingQuestion(timeline, outline, marks)
  }

  private static func hasBotAnswer(_ timeline: TimelineView, _ outline: Outline) -> Bool {
    guard outline.firstSubstantive >= 0 else { return false }
    for index in outline.firstSubstantive...outline.lastSubstantive {
      let traits = timeline.traits[index]
      if traits.has(.byBot), traits.has(.responds), traits.has(.substantive) { return true }
    }
    return false
  }

  private mutating func readLastBotMessage(_ timeline: TimelineView, _ outline: Outline) {
    guard outline.botParticipates else { return }
    var index = outline.lastResponding
    while index >= 0, !(timeline.has(.byBot, index) && timeline.has(.responds, index)) {
      index -= 1
    }
    guard index >= 0 else { return }
    if timeline.has(.explicitKind, index) { ending.signs.insert(.lastKindIsGiven) }
    if timeline.entry(index).shape == MessageKind.noMatch.rawValue {
      ending.signs.insert(.endsOnNoMatch)
    }
  }

  private mutating func readClosingQuestion(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ marks: MarkBits
  ) {
    var index = timeline.count - 1
    while index > outline.lastEngaged {
      let traits = timeline.traits[index]
      if traits.has(.byBot), traits.has(.publicMessage),
        timeline.isMarked(marks.endsWithQuestion, index),
        timeline.entry(index).shape == MessageKind.closingNotice.rawValue
      {
        ending.signs.insert(.askedToClose)
        ending.closingQuestion = timeline.time(index)
        return
      }
      index -= 1
    }
  }
}
