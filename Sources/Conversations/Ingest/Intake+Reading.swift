import Records
import Signals
import Wording

// What is read in a message's text.
extension Intake {
  /// Scans a message's text and keeps the rest.
  ///
  /// - Returns: The tokens of the text, until the next one is scanned.
  @inline(__always)
  mutating func log(
    _ record: UnsafePointer<RawRecord>,
    _ entry: UnsafeMutablePointer<LogEntry>
  ) -> UnsafeBufferPointer<UInt32> {
    let raw = record.pointee.flags.rawValue
    let isEvent = record.pointee.isEvent
    links = 0
    wording = nil
    var notes: UInt8 = raw & bits.hasSequence != 0 ? LogEntry.hasSequence : 0
    if raw & bits.naiveTime != 0 { notes |= LogEntry.isNaive }
    notes |= UInt8(truncatingIfNeeded: raw >> 8) & LogEntry.roleNotes
    // A role is its raw value in a byte; asking for the value is a call into another module.
    let role = unsafeBitCast(record.pointee.role, to: UInt8.self)
    entry.initialize(
      to: LogEntry(
        time: record.pointee.time.milliseconds,
        maskedHash: 0,
        author: ByteHash.short(record.pointee.author),
        // An event may name the message that it is about; it is no copy of it.
        message: isEvent ? 0 : ByteHash.short(record.pointee.message),
        tokens: nil,
        slot: 0,
        block: 0,
        marks: 0,
        signature: 0,
        words: 0,
        tokenCount: 0,
        role: role,
        shape: record.pointee.shape,
        flags: UInt8(truncatingIfNeeded: (raw & bits.kept) << 1 | (isEvent ? 1 : 0)),
        notes: notes
      )
    )
    let isPrivate = raw & bits.isPrivate != 0
    observe(record.pointee.time.milliseconds, isPublicMessage: !isEvent && !isPrivate)
    guard !isEvent else { return UnsafeBufferPointer(start: nil, count: 0) }
    roles[Int(role)] += 1
    if isPrivate { privateNotes += 1 }
    if raw & bits.hasScore != 0 { takeScore(raw, role, entry) }
    guard record.pointee.text.start != nil else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    let side: TextSide =
      switch record.pointee.role {
      case .bot, .system: .bot
      case .human: .human
      case .customer, .unknown: .customer
      }
    let key = texts.nextKey(record.pointee.text, side)
    let known = texts.find(key, record.pointee.text)
    let found = known >= 0 ? texts.reading(known).pointee : read(record, side)
    let marks = found.summary.marks.rawValue
    entry.pointee.maskedHash = found.summary.maskedHash
    entry.pointee.marks |= marks
    entry.pointee.words = found.summary.words
    entry.pointee.tokenCount = found.summary.tokenCount
    entry.pointee.signature = UInt32(
      truncatingIfNeeded: found.summary.signature | found.summary.signature >> 32
    )
    if role != bits.customer, raw & bits.explicitKind == 0 {
      entry.pointee.shape =
        marks & bits.kinds == 0 ? bits.text : inferredKind(found.summary.marks).rawValue
    }
    let tokens =
      known >= 0
      ? texts.tokens(known)
      : UnsafeBufferPointer(start: scanned, count: Int(found.summary.tokenCount))
    if !isPrivate, let detectors {
      entry.pointee.notes |= LogEntry.isJudged
      if role == bits.customer {
        wording = found.wording
        if wording == nil {
          let text = record.pointee.text
          wording = detectors._withUnsafeGuaranteedRef { judge(text, tokens, $0) }
        }
      }
    }
    if known < 0 {
      let reading = RememberedTexts.Reading(summary: found.summary, wording: wording)
      texts.keep(key, record.pointee.text, reading, tokens)
    }
    if marks & bits.hasURL != 0, side != .customer, rules.takesTokens { survey(record, entry) }
    // A press of a button is told from a menu's words (M30), also where no other words are kept.
    if !rules.takesTokens, marks & bits.humanRequest != 0 || entry.pointee.shape == bits.menu {
      if known >= 0 { _ = read(record, side) }
      entry.pointee.tokenCount = scanner.keepTokens()
      return UnsafeBufferPointer(start: scanned, count: Int(entry.pointee.tokenCount))
    }
    return tokens
  }

  /// Reads the words of a message.
  @inline(__always)
  private mutating func read(
    _ record: UnsafePointer<RawRecord>,
    _ side: TextSide
  ) -> RememberedTexts.Reading {
    // All languages' lists at once: the conversation's language may come in a later record.
    RememberedTexts.Reading(
      summary: scanner.scan(record.pointee.text.buffer, language: bits.noLanguage, side: side)
    )
  }

  /// Notes the sentiment score of a customer's message (M49); those of others are nobody's business.
  @inline(never)
  private func takeScore(
    _ raw: UInt16,
    _ role: UInt8,
    _ entry: UnsafeMutablePointer<LogEntry>
  ) {
    guard role == bits.customer, rules.takesTokens else { return }
    entry.pointee.flags |= bits.scored
    if raw & bits.negativeScore != 0 { entry.pointee.marks |= bits.negative }
  }

  /// Reads what the detectors see in the wording of a customer's message; the rest is known with its conversation.
  @inline(never)
  private mutating func judge(
    _ text: ByteSlice,
    _ tokens: UnsafeBufferPointer<UInt32>,
    _ detectors: MessageDetectors
  ) -> MessageModel.Wording {
    features.read(text.buffer, tokens)
    return detectors.model.wording(features.all)
  }

  @inline(never)
  private mutating func survey(
    _ record: UnsafePointer<RawRecord>,
    _ entry: UnsafeMutablePointer<LogEntry>
  ) {
    let text = UnsafeRawBufferPointer(
      start: record.pointee.text.start,
      count: record.pointee.text.count
    )
    links = LinkSurvey(text, at: record.pointee.time, rules.links).packed
    if links != 0 { entry.pointee.notes |= LogEntry.hasLinks }
  }
}

/// What a message is for, from the phrase lists of its language.
///
/// METRICS 1.2.
///
/// The more telling lists come first: a reply that hands over and says goodbye hands over.
func inferredKind(_ marks: Marks) -> MessageKind {
  if marks.contains(.greetingOnly) { return .greeting }
  if marks.contains(.autoAck) { return .autoAck }
  if marks.contains(.noMatch) { return .noMatch }
  if marks.contains(.handoffNotice) { return .handoffNotice }
  if marks.contains(.menu) { return .menu }
  if marks.contains(.survey) { return .survey }
  if marks.contains(.closing) { return .closingNotice }
  return .text
}
