import Conversations
import Records
import Wording

/// Section 9.5: what the customer's messages show, before and after the first reply.
extension ContactFacts {
  mutating func readSignals(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ marks: MarkBits
  ) {
    guard outline.firstCustomer >= 0 else { return }
    firstWords = Int32(timeline.entry(outline.firstCustomer).words)
    firstAttachment = timeline.entry(outline.firstCustomer).flags.contains(.attachment)
    let firstReply = outline.firstReply < 0 ? timeline.count : outline.firstReply
    let firstSubstantive =
      outline.firstSubstantive < 0 ? timeline.count : outline.firstSubstantive
    let signals = marks.capitals | marks.punctuationRun | marks.failure
    for index in outline.firstCustomer..<timeline.count where timeline.has(.speech, index) {
      let entry = timeline.entries + index
      let shown = entry.pointee.marks.rawValue
      countWords(entry, marks)
      if index < firstReply {
        if timeline.has(.requestsHuman, index) || shown & signals != 0 { frustratedBefore = true }
        continue
      }
      if shown & signals != 0 {
        if shown & marks.capitals != 0 { capitalsAfter = true }
        if shown & marks.punctuationRun != 0 { punctuationAfter = true }
        if index > firstSubstantive, shown & marks.failure != 0 { statedFailure = true }
      }
      if entry.pointee.echo > 0 { readEcho(at: index, timeline, outline, marks) }
    }
  }

  @inline(__always)
  private mutating func countWords(_ entry: UnsafePointer<TimelineEntry>, _ marks: MarkBits) {
    guard entry.pointee.words > 0 else { return }
    if entry.pointee.flags.rawValue & marks.scanned == 0 { languageSupported = false }
    let shown = entry.pointee.marks.rawValue
    guard shown & marks.onlyNumbers == 0 else { return }
    spokenMessages += 1
    if shown & marks.allCapitals != 0 { capitalMessages += 1 }
  }

  private mutating func readEcho(
    at index: Int,
    _ timeline: TimelineView,
    _ outline: Outline,
    _ marks: MarkBits
  ) {
    switch Self.echo(at: index, timeline, outline, marks) {
    case .retell: retell = true
    case .repetition: repetition = true
    default: break
    }
  }

  /// M45: said again, or told again to a human.
  static func echo(
    at index: Int,
    _ timeline: TimelineView,
    _ outline: Outline,
    _ marks: MarkBits
  ) -> SignalFamily? {
    let earlier = Int(timeline.entry(index).echo) - 1
    guard earlier < index, timeline.has(.speech, earlier),
      Self.canRepeat(index, timeline, marks), Self.canRepeat(earlier, timeline, marks),
      (earlier + 1..<index).contains(where: { timeline.has(.responds, $0) })
    else { return nil }
    if outline.firstHumanAfterBot >= 0 {
      let human = outline.firstHumanAfterBot
      let boundary = outline.firstHandoff < 0 ? human : min(outline.firstHandoff, human)
      if earlier < boundary, index > boundary { return .retell }
    }
    return .repetition
  }

  /// Button texts, numbers alone and courtesies say nothing again; the three tokens are the scanner's business.
  private static func canRepeat(
    _ index: Int,
    _ timeline: TimelineView,
    _ marks: MarkBits
  ) -> Bool {
    !timeline.has(.courtesy, index) && !timeline.isMarked(marks.onlyNumbers, index)
      && !timeline.entry(index).flags.contains(.humanButton)
  }
}
