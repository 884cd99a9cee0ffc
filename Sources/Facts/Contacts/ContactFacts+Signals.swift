import Conversations
import Records
import Wording

/// Section 9.5: what the customer's messages show, before and after the first reply.
extension ContactFacts {
  mutating func readSignals(_ timeline: [TimelineEntry], _ outline: Outline) {
    if let first = outline.firstCustomer {
      firstWords = Int(timeline[first].words)
      firstAttachment = timeline[first].flags.contains(.attachment)
    }
    let firstReply = outline.firstReply ?? timeline.count
    let firstSubstantive = outline.firstSubstantive ?? timeline.count
    for index in timeline.indices {
      let entry = timeline[index]
      guard entry.isCustomerSpeech else { continue }
      countWords(entry)
      if index < firstReply {
        if Self.isSignal(entry) { frustratedBefore = true }
        continue
      }
      if entry.marks.contains(.capitals) { capitalsAfter = true }
      if entry.marks.contains(.punctuationRun) { punctuationAfter = true }
      if index > firstSubstantive, entry.marks.contains(.failure) { statedFailure = true }
      if entry.echo > 0 { readEcho(of: entry, at: index, timeline, outline) }
    }
  }

  private mutating func countWords(_ entry: TimelineEntry) {
    guard entry.words > 0 else { return }
    if !entry.flags.contains(.scanned) { languageSupported = false }
    guard !entry.marks.contains(.onlyNumbers) else { return }
    spokenMessages += 1
    if entry.marks.contains(.allCapitals) { capitalMessages += 1 }
  }

  private static func isSignal(_ entry: TimelineEntry) -> Bool {
    entry.requestsHuman
      || !entry.marks.isDisjoint(with: signals)
  }

  /// M45: said again, or told again to a human.
  private mutating func readEcho(
    of entry: TimelineEntry,
    at index: Int,
    _ timeline: [TimelineEntry],
    _ outline: Outline
  ) {
    let earlier = Int(entry.echo) - 1
    guard earlier < index, timeline[earlier].isCustomerSpeech, Self.canRepeat(entry),
      Self.canRepeat(timeline[earlier]),
      (earlier + 1..<index).contains(where: { outline.isResponding(timeline[$0], at: $0) })
    else { return }
    if let human = outline.firstHumanAfterBot {
      let boundary = min(outline.firstHandoff ?? human, human)
      if earlier < boundary, index > boundary {
        retell = true
        return
      }
    }
    repetition = true
  }

  /// Button texts, numbers alone and courtesies say nothing again; the three tokens are the scanner's business.
  private static func canRepeat(_ entry: TimelineEntry) -> Bool {
    !entry.isCourtesy && !entry.marks.contains(.onlyNumbers) && !entry.flags.contains(.humanButton)
  }
}

/// Made once: a set written as a list is built anew at every use.
private let signals: Marks = [.capitals, .punctuationRun, .failure]
