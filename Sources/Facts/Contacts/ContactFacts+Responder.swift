import Conversations
import Records
import Wording

/// M53: does the responder repeat itself, or go in circles?
extension ContactFacts {
  mutating func readResponder(_ timeline: [TimelineEntry], _ outline: Outline) {
    var bot: [UInt64] = []
    var human: [UInt64] = []
    var asked = false
    for index in timeline.indices {
      let entry = timeline[index]
      if entry.isCustomerSpeech {
        asked = entry.marks.contains(.askRepeat)
        continue
      }
      guard outline.isResponding(entry, at: index), entry.messageKind != .greeting else { continue }
      if repeats(entry.echo, entry, at: index, timeline, outline) {
        if entry.role == .bot { botRepeat = true } else { humanRepeat = true }
      }
      if repeats(entry.loop, entry, at: index, timeline, outline) {
        if entry.role == .bot { botLoop = true } else { humanLoop = true }
      }
      // What answers "say that again" repeats on request.
      guard !asked, entry.maskedHash != 0 else { continue }
      if entry.role == .bot { bot.append(entry.maskedHash) } else { human.append(entry.maskedHash) }
    }
    if Self.hasDoubledBlock(bot) { botLoop = true }
    if Self.hasDoubledBlock(human) { humanLoop = true }
  }

  /// `mark` is 1 + the index of the earlier message, as `echo` and `loop` are.
  private func repeats(
    _ mark: UInt16,
    _ entry: TimelineEntry,
    at index: Int,
    _ timeline: [TimelineEntry],
    _ outline: Outline
  ) -> Bool {
    guard mark > 0, Int(mark) - 1 < index else { return false }
    let earlier = Int(mark) - 1
    let first = timeline[earlier]
    guard first.role == entry.role, outline.isResponding(first, at: earlier),
      first.messageKind != .greeting
    else { return false }
    var customerBetween = false
    for position in earlier + 1..<index where timeline[position].isCustomerSpeech {
      if timeline[position].marks.contains(.askRepeat) { return false }
      customerBetween = true
    }
    return customerBetween
  }

  /// A block of 2 to 4 hashes, not all equal, twice in a row.
  static func hasDoubledBlock(_ hashes: [UInt64]) -> Bool {
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
