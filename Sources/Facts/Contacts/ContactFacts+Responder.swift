import Conversations
import Records
import Wording

/// M53: does the responder repeat itself, or go in circles?
extension ContactFacts {
  mutating func readResponder(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ context: inout FactContext
  ) {
    guard outline.firstReply >= 0 else { return }
    if !context.bot.isEmpty { context.bot.removeAll(keepingCapacity: true) }
    if !context.human.isEmpty { context.human.removeAll(keepingCapacity: true) }
    var asked = false
    for index in outline.firstCustomer...max(outline.firstCustomer, outline.lastResponding) {
      let traits = timeline.traits[index]
      if traits.has(.speech) {
        asked = timeline.isMarked(context.marks.askRepeat, index)
        continue
      }
      guard traits.has(.responds), !traits.has(.greeting) else { continue }
      let language = (timeline.entries + index).pointee.language
      if language != .unknown {
        repliesInKnownLanguage += 1
        if language == spoken { repliesInSpokenLanguage += 1 }
      }
      let isBot = traits.has(.byBot)
      if timeline.hasEchoes {
        let entry = timeline.entries + index
        if Self.repeats(entry.pointee.echo, at: index, timeline, context.marks) {
          if isBot { botRepeat = true } else { humanRepeat = true }
        }
        if Self.repeats(entry.pointee.loop, at: index, timeline, context.marks) {
          if isBot { botLoop = true } else { humanLoop = true }
        }
      }
      let wording = timeline.entry(index).maskedHash
      // What answers "say that again" repeats on request.
      guard !asked, wording != 0, !timeline.isMarked(context.marks.legal, index) else { continue }
      if isBot { context.bot.append(wording) } else { context.human.append(wording) }
    }
    if Self.hasDoubledBlock(context.bot) { botLoop = true }
    if Self.hasDoubledBlock(context.human) { humanLoop = true }
  }

  /// `mark` is 1 + the index of the earlier message, as `echo` and `loop` are.
  static func repeats(
    _ mark: UInt16,
    at index: Int,
    _ timeline: TimelineView,
    _ marks: MarkBits
  ) -> Bool {
    guard mark > 0, Int(mark) - 1 < index else { return false }
    let earlier = Int(mark) - 1
    let first = timeline.traits[earlier]
    guard first.has(.responds), !first.has(.greeting),
      first.has(.byBot) == timeline.has(.byBot, index)
    else { return false }
    var customerBetween = false
    for position in earlier + 1..<index where timeline.has(.speech, position) {
      if timeline.isMarked(marks.askRepeat, position) { return false }
      customerBetween = true
    }
    return customerBetween
  }

  /// Whether the last hashes are a block of 2 to 4, not all equal, for the second time in a row.
  static func endsInDoubledBlock(_ hashes: [UInt64]) -> Bool {
    (2...4).contains { length in
      guard hashes.count >= 2 * length else { return false }
      let block = hashes.suffix(length)
      return hashes.dropLast(length).suffix(length).elementsEqual(block)
        && block.contains { $0 != block.last }
    }
  }

  /// A block of 2 to 4 hashes, not all equal, twice in a row.
  static func hasDoubledBlock(_ hashes: [UInt64]) -> Bool {
    guard hashes.count >= 4 else { return false }
    for length in 2...4 where hashes.count >= 2 * length {
      // How many of the last positions agree with the one a block earlier.
      var agreeing = 0
      for index in length..<hashes.count {
        agreeing = hashes[index] == hashes[index - length] ? agreeing + 1 : 0
        guard agreeing >= length else { continue }
        let block = hashes[(index - length + 1)...index]
        if block.contains(where: { $0 != hashes[index] }) { return true }
      }
    }
    return false
  }
}
