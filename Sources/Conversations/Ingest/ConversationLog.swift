package import Records
package import Wording

/// Takes in one worker's records and keeps what is needed of them, without their words.
///
/// Messages of a conversation may come in any order and from several workers; `ConversationLog.finish` brings them
/// together. A conversation that comes whole is finished at once. Nothing is allocated per message in the steady
/// state: entries and token hashes go to chunks, texts are scanned where they lie.
package final class ConversationLog {
  /// Conversations that came whole, in the order in which they came.
  package private(set) var whole: [Conversation] = []
  /// Messages by role, in the order of `Role`.
  package private(set) var messagesByRole = [Int](repeating: 0, count: Role.allCases.count)
  package private(set) var privateNotes = 0
  /// Least and greatest plausible time of any message or event.
  package private(set) var earliest = Instant(milliseconds: .max)
  package private(set) var latest = Instant.missing
  /// Times of public messages by the hour, for `as_of_outlier`.
  package private(set) var hours: [Int64: Int] = [:]

  var open: [OpenConversation] = []
  var entries = ChunkedStore<LogEntry>()
  var tokens = TokenStore()
  var latestPosition = RecordPosition(packed: 0)

  private var scanner: TextScanner
  private let rules: IngestRules
  private var table: [UInt64]
  private var mask: Int
  // The whole conversation that is coming in.
  private var current: [LogEntry] = []
  private var currentTokens = TokenStore()
  private var currentHead: OpenConversation?
  private var lastHour = Int64.min
  private var lastHourCount = 0

  package init(lexicon: Lexicon, rules: IngestRules) {
    scanner = TextScanner(lexicon: lexicon)
    self.rules = rules
    table = [UInt64](repeating: 0, count: 1 << 12)
    mask = 1 << 12 - 1
  }

  /// Takes in a batch.
  ///
  /// - Parameters:
  ///   - input: Rank of the input.
  ///   - block: Number of the block of lines; nil when lines are numbered from the start of the input.
  ///   - wholeFormat: The format of conversations that come whole.
  package func consume(
    _ batch: RecordBatch, input: Int, block: Int?, wholeFormat: Format = .onparConversations
  ) {
    for index in 0..<batch.count {
      let record = batch.records + index
      let line = Int(record.pointee.line)
      let place =
        if let block { RecordPosition(input: input, block: block, line: line) } else {
          RecordPosition(input: input, block: line >> 24, line: line)
        }
      take(record, batch, place, wholeFormat)
    }
  }

  private func take(
    _ record: UnsafeMutablePointer<RawRecord>, _ batch: RecordBatch, _ place: RecordPosition,
    _ wholeFormat: Format
  ) {
    switch record.pointee.kind {
    case .message, .event:
      if currentHead != nil {
        let entry = logged(record, &currentTokens, slot: 0, place)
        current.append(entry)
        currentHead?.offer(record.pointee, at: place)
        if record.pointee.head >= 0 {
          let head = HeadCopy(
            batch.heads[Int(record.pointee.head)], at: place, isFromEvent: record.pointee.kind == .event)
          currentHead?.heads.append(head)
        }
        return
      }
      let slot = slot(of: record.pointee.conversation, place)
      open[slot].offer(record.pointee, at: place)
      open[slot].entries += 1
      if record.pointee.head >= 0 {
        open[slot].heads.append(
          HeadCopy(
            batch.heads[Int(record.pointee.head)], at: place,
            isFromEvent: record.pointee.kind == .event))
      }
      entries.append(logged(record, &tokens, slot: UInt32(slot), place))
    case .head:
      let slot = slot(of: record.pointee.conversation, place)
      open[slot].offer(record.pointee, at: place)
      if record.pointee.head >= 0 {
        open[slot].heads.append(
          HeadCopy(batch.heads[Int(record.pointee.head)], at: place, isFromEvent: false))
      }
    case .begin:
      var head = OpenConversation(
        format: wholeFormat, id: record.pointee.conversation.string ?? "",
        hash: ByteHash(record.pointee.conversation, seed: UInt64(wholeFormat.rawValue)),
        first: place)
      head.offer(record.pointee, at: place)
      if record.pointee.head >= 0 {
        head.heads.append(
          HeadCopy(batch.heads[Int(record.pointee.head)], at: place, isFromEvent: false))
      }
      currentHead = head
    case .end:
      if let head = currentHead { whole.append(assemble(head, current, currentTokens)) }
      currentHead = nil
      current.removeAll(keepingCapacity: current.capacity <= 1 << 16)
      currentTokens.removeAll()
    }
    latestPosition = place
  }

  /// Scans a message's text and keeps the rest.
  @inline(__always)
  private func logged(
    _ record: UnsafeMutablePointer<RawRecord>, _ store: inout TokenStore, slot: UInt32,
    _ place: RecordPosition
  ) -> LogEntry {
    let raw = record.pointee
    var flags: TimelineEntry.Flags = []
    if raw.kind == .event { flags.insert(.event) }
    if raw.flags.contains(.isPrivate) { flags.insert(.isPrivate) }
    if raw.flags.contains(.explicitKind) { flags.insert(.explicitKind) }
    if raw.flags.contains(.attachment) { flags.insert(.attachment) }
    if raw.flags.contains(.succeeded) { flags.insert(.succeeded) }
    if raw.flags.contains(.humanButton) { flags.insert(.humanButton) }
    var logged = LoggedTimelineEntry(
      time: raw.time.milliseconds, maskedHash: 0,
      author: raw.author.isAbsent ? 0 : ByteHash(raw.author).hash, marks: 0, words: 0,
      role: raw.role.rawValue, shape: raw.shape, flags: flags.rawValue)
    var tokenPlace: UInt64 = 0
    var tokenCount: UInt16 = 0
    if raw.kind == .message {
      messagesByRole[Int(raw.role.rawValue)] += 1
      if raw.flags.contains(.isPrivate) { privateNotes += 1 }
      if !raw.text.isAbsent {
        let side: TextSide =
          switch raw.role {
          case .bot, .system: .bot
          case .human: .human
          case .customer, .unknown: .customer
          }
        // All languages' lists at once: the conversation's language may come in a later record.
        let summary = scanner.scan(raw.text.buffer, language: .unknown, side: side)
        logged.maskedHash = summary.maskedHash
        logged.marks = summary.marks.rawValue
        logged.words = summary.words
        if raw.role != .customer, !raw.flags.contains(.explicitKind) {
          logged.shape = inferredKind(summary.marks).rawValue
        }
        tokenCount = UInt16(scanner.tokens.count)
        tokenPlace = store.append(scanner.tokens)
      }
    }
    observe(&logged, isPublicMessage: raw.kind == .message && !raw.flags.contains(.isPrivate))
    return LogEntry(
      entry: logged, position: place.packed,
      // An event may name the message that it is about; it is no copy of it.
      message: raw.message.isAbsent || raw.kind == .event ? 0 : ByteHash(raw.message).hash,
      tokenPlace: tokenPlace,
      sequence: raw.sequence, slot: slot, tokenCount: tokenCount,
      hasSequence: raw.flags.contains(.hasSequence), isNaive: raw.flags.contains(.naiveTime))
  }

  /// Notes the span of times. Implausible ones are left to `assemble`, which counts them.
  private func observe(_ entry: inout LoggedTimelineEntry, isPublicMessage: Bool) {
    let time = Instant(milliseconds: entry.time)
    guard time >= IngestRules.earliestPlausible, time <= rules.latestPlausible else { return }
    if time < earliest { earliest = time }
    if time > latest { latest = time }
    guard isPublicMessage else { return }
    let hour = entry.time / Span.hour
    if hour == lastHour {
      lastHourCount += 1
    } else {
      if lastHourCount > 0 { hours[lastHour, default: 0] += lastHourCount }
      lastHour = hour
      lastHourCount = 1
    }
  }

  /// Hands over the conversations that came whole.
  package func takeWhole() -> [Conversation] {
    defer { whole = [] }
    return whole
  }

  /// Times of public messages by the hour since 1970.
  package func hourCounts() -> [Int64: Int] {
    if lastHourCount > 0 { hours[lastHour, default: 0] += lastHourCount }
    lastHourCount = 0
    return hours
  }

  /// Finds the conversation of an id, or opens it.
  @inline(__always)
  private func slot(of id: ByteSlice, _ place: RecordPosition) -> Int {
    let hash = ByteHash(id, seed: UInt64(Format.onparMessages.rawValue))
    var at = Int(truncatingIfNeeded: hash.hash >> 20) & mask
    // A table entry holds 32 bits of the hash and the slot + 1.
    let tag = hash.hash << 32
    while true {
      let found = table[at]
      if found == 0 { break }
      if found & 0xFFFF_FFFF_0000_0000 == tag {
        let slot = Int(found & 0xFFFF_FFFF) - 1
        if open[slot].hash == hash { return slot }
      }
      at = (at + 1) & mask
    }
    let slot = open.count
    open.append(
      OpenConversation(format: .onparMessages, id: id.string ?? "", hash: hash, first: place))
    table[at] = tag | UInt64(slot + 1)
    if open.count * 2 > table.count { enlarge() }
    return slot
  }

  private func enlarge() {
    table = [UInt64](repeating: 0, count: table.count * 2)
    mask = table.count - 1
    for slot in open.indices {
      let hash = open[slot].hash.hash
      var at = Int(truncatingIfNeeded: hash >> 20) & mask
      while table[at] != 0 { at = (at + 1) & mask }
      table[at] = hash << 32 | UInt64(slot + 1)
    }
  }

  func assemble(_ head: OpenConversation, _ entries: [LogEntry], _ tokens: borrowing TokenStore)
    -> Conversation
  {
    var builder = TimelineBuilder(rules: rules)
    for entry in entries {
      builder.add(entry, tokens.tokens(at: entry.tokenPlace, count: Int(entry.tokenCount)))
    }
    return builder.conversation(head)
  }
}

/// What a message is for, from the phrase lists of its language. METRICS 1.2.
///
/// The more telling lists come first: a reply that hands over and says goodbye hands over.
func inferredKind(_ marks: Marks) -> MessageKind {
  if marks.isDisjoint(with: .kinds) { return .text }
  if marks.contains(.greetingOnly) { return .greeting }
  if marks.contains(.autoAck) { return .autoAck }
  if marks.contains(.noMatch) { return .noMatch }
  if marks.contains(.handoffNotice) { return .handoffNotice }
  if marks.contains(.menu) { return .menu }
  if marks.contains(.survey) { return .survey }
  if marks.contains(.closing) { return .closingNotice }
  return .text
}

extension Marks {
  static let kinds: Marks = [
    .greetingOnly, .autoAck, .noMatch, .handoffNotice, .menu, .survey, .closing,
  ]
}
