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
    let lastTwo = outline.lastTwoSpoken
    // What is a signal whatever came before it (M47 to M49).
    let always = marks.punctuationRun | marks.profanity | marks.negative
    let signals = always | marks.capitals | marks.mildProfanity | marks.failure
    for index in outline.firstCustomer..<timeline.count where timeline.has(.speech, index) {
      let entry = timeline.entries + index
      let shown = entry.pointee.marks.rawValue
      let isScored = entry.pointee.flags.rawValue & marks.scored != 0
      if isScored { hasScores = true }
      countWords(entry, marks)
      hear(entry, isBeforeReply: index < firstReply, marks)
      if index < firstReply {
        if timeline.has(.requestsHuman, index) || shown & signals & ~marks.mildProfanity != 0 {
          frustratedBefore = true
        }
        continue
      }
      let isAtEnd = index >= lastTwo
      if isAtEnd, timeline.has(.requestsHuman, index) || shown & always != 0 { signalAtEnd = true }
      if shown & signals != 0 {
        if shown & marks.capitals != 0 {
          capitalsAfter = true
          if isAtEnd { capitalsAtEnd = true }
        }
        if shown & marks.punctuationRun != 0 { punctuationAfter = true }
        if shown & marks.profanity != 0 { profanityAfter = true }
        if shown & marks.mildProfanity != 0 { mildProfanityAfter = true }
        if shown & marks.negative != 0 {
          if isScored { negativeScoreAfter = true } else { negativeAfter = true }
        }
        if index > firstSubstantive, shown & marks.failure != 0 {
          statedFailure = true
          if isAtEnd { signalAtEnd = true }
        }
      }
      if entry.pointee.echo | entry.pointee.loop > 0 {
        readEchoes(at: index, isAtEnd: isAtEnd, timeline, outline, marks)
      }
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

  /// D1 to D4; in bits, because sets are calls into another module.
  @inline(__always)
  private mutating func hear(
    _ entry: UnsafePointer<TimelineEntry>,
    isBeforeReply: Bool,
    _ marks: MarkBits
  ) {
    let heard = entry.pointee.detections.rawValue
    let counted = isBeforeReply ? heard & marks.detectedAlways : heard
    detected = Detections(rawValue: detected.rawValue | counted)
    if heard & marks.judged == 0 {
      if entry.pointee.words > 0 { isPartlyUnjudged = true }
    } else if heard & marks.weighed == 0 {
      isPartlyUnweighed = true
    }
  }

  private mutating func readEchoes(
    at index: Int,
    isAtEnd: Bool,
    _ timeline: TimelineView,
    _ outline: Outline,
    _ marks: MarkBits
  ) {
    let entry = timeline.entries + index
    switch Self.saysAgain(entry.pointee.echo, at: index, timeline, outline, marks) {
    case .toHuman: retell = true
    case .toSame:
      repetition = true
      if isAtEnd { signalAtEnd = true }
    case nil: break
    }
    if Self.saysAgain(entry.pointee.loop, at: index, timeline, outline, marks) == .toSame {
      rephrase = true
      if isAtEnd { signalAtEnd = true }
    }
  }

  /// To whom a customer says something again.
  enum Again {
    case toSame
    /// Over the hand-off, to a human who came.
    case toHuman
  }

  /// M45, M46: whether a message says an earlier one again; `mark` is 1 + its index, as `echo` and `loop` are.
  static func saysAgain(
    _ mark: UInt16,
    at index: Int,
    _ timeline: TimelineView,
    _ outline: Outline,
    _ marks: MarkBits
  ) -> Again? {
    let earlier = Int(mark) - 1
    guard earlier >= 0, earlier < index, timeline.has(.speech, earlier),
      Self.canRepeat(index, timeline, marks), Self.canRepeat(earlier, timeline, marks),
      (earlier + 1..<index).contains(where: { timeline.has(.responds, $0) })
    else { return nil }
    if outline.firstHumanAfterBot >= 0 {
      let human = outline.firstHumanAfterBot
      let boundary = outline.firstHandoff < 0 ? human : min(outline.firstHandoff, human)
      if earlier < boundary, index > boundary { return .toHuman }
    }
    return .toSame
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
