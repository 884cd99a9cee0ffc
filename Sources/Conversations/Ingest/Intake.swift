import Records
import Wording

/// What a `ConversationLog` has taken in.
struct Intake: ~Copyable {
  var whole: [Conversation] = []
  /// Of the conversations whose records come now, one by one.
  var pieceFormat = Format.onparMessages
  private(set) var messagesByRole = [Int](repeating: 0, count: Role.allCases.count)
  private(set) var privateNotes = 0
  private(set) var earliest = Int64.max
  private(set) var latest = Int64.min

  /// Of conversations that come in pieces: where their fields were given, and the fields, by slot.
  private(set) var open = ChunkedStore<OpenPlaces>()
  private(set) var fields: [OpenFields] = []
  private(set) var entries = ChunkedStore<LogEntry>()
  private var tokens = TokenStore()

  private var scanner: TextScanner
  private let rules: IngestRules
  private var slots = SlotTable()
  // The whole conversation that is coming in.
  private var current: OpenConversation?
  private var currentTokens = TokenStore()
  private var builder: TimelineBuilder
  private var hours: [Int64: Int] = [:]
  // The hour of the last message, and how many messages in a row fell into it.
  private var hourStart = Int64.min
  private var hourCount = 0

  init(lexicon: Lexicon, rules: IngestRules) {
    scanner = TextScanner(lexicon: lexicon)
    self.rules = rules
    builder = TimelineBuilder(rules: rules)
  }

  mutating func consume(_ batch: RecordBatch, input: Int, block: Int?, wholeFormat: Format) {
    let records = UnsafePointer(batch.records)
    for index in 0..<batch.count {
      let record = records + index
      let line = Int(record.pointee.line)
      let place = RecordPosition(input: input, block: block ?? line >> 24, line: line)
      switch record.pointee.kind {
      case .message, .event: take(record, batch, place)
      case .head:
        let slot = slot(of: record.pointee.conversation, place)
        offer(record, to: slot, place)
        note(record, batch, place) { $0.fields[slot].heads.append($1) }
      case .begin:
        let id = record.pointee.conversation
        let hash = ByteHash(id, seed: UInt64(wholeFormat.rawValue))
        current = OpenConversation(
          format: wholeFormat,
          places: OpenPlaces(hash: hash, first: place),
          fields: OpenFields(id: id.string ?? "", format: wholeFormat)
        )
        current?.offer(record, at: place)
        note(record, batch, place) { $0.current?.fields.heads.append($1) }
      case .end:
        if let current { whole.append(builder.conversation(current)) }
        current = nil
        builder.removeAll()
        currentTokens.removeAll()
      }
    }
  }

  @inline(__always)
  private mutating func take(
    _ record: UnsafePointer<RawRecord>,
    _ batch: RecordBatch,
    _ place: RecordPosition
  ) {
    if current != nil {
      var entry = logged(record, place)
      entry.tokens = currentTokens.append(kept(of: record), sequence: sequence(of: record))
      builder.add(entry)
      current?.offer(record, at: place)
      note(record, batch, place) { $0.current?.fields.heads.append($1) }
      return
    }
    let slot = slot(of: record.pointee.conversation, place)
    offer(record, to: slot, place)
    note(record, batch, place) { $0.fields[slot].heads.append($1) }
    var entry = logged(record, place)
    entry.tokens = tokens.append(kept(of: record), sequence: sequence(of: record))
    let places = open[slot]
    entry.previous = places.pointee.lastEntry
    entries.append(entry)
    places.pointee.lastEntry = UInt32(entries.count)
  }

  @inline(__always)
  private mutating func offer(
    _ record: UnsafePointer<RawRecord>,
    to slot: Int,
    _ place: RecordPosition
  ) {
    open[slot].pointee.offer(record, at: place) { $0(&fields[slot]) }
  }

  /// Copies what the record says of its conversation, if it says anything.
  @inline(__always)
  private mutating func note(
    _ record: UnsafePointer<RawRecord>,
    _ batch: RecordBatch,
    _ place: RecordPosition,
    _ keep: (inout Intake, HeadCopy) -> Void
  ) {
    let head = Int(record.pointee.head)
    guard head >= 0 else { return }
    keep(&self, HeadCopy(batch.heads[head], at: place, isFromEvent: record.pointee.kind == .event))
  }

  /// The tokens of the record that was scanned last, if it has a text.
  @inline(__always)
  private func kept(of record: UnsafePointer<RawRecord>) -> UnsafeBufferPointer<UInt32> {
    let isScanned = record.pointee.kind == .message && record.pointee.text.start != nil
    return isScanned ? scanner.tokens : UnsafeBufferPointer(start: nil, count: 0)
  }

  @inline(__always)
  private func sequence(of record: UnsafePointer<RawRecord>) -> Int64? {
    record.pointee.flags.contains(.hasSequence) ? record.pointee.sequence : nil
  }

  /// Scans a message's text and keeps the rest.
  @inline(__always)
  private mutating func logged(
    _ record: UnsafePointer<RawRecord>,
    _ place: RecordPosition
  ) -> LogEntry {
    let raw = record.pointee.flags
    let isEvent = record.pointee.kind == .event
    var entry = LogEntry(
      time: record.pointee.time.milliseconds,
      maskedHash: 0,
      author: record.pointee.author.start == nil ? 0 : ByteHash(record.pointee.author).hash,
      position: place.packed,
      // An event may name the message that it is about; it is no copy of it.
      message: isEvent || record.pointee.message.start == nil
        ? 0 : ByteHash(record.pointee.message).hash,
      tokens: nil,
      previous: 0,
      marks: 0,
      words: 0,
      tokenCount: 0,
      role: record.pointee.role.rawValue,
      shape: record.pointee.shape,
      flags: TimelineEntry.Flags.kept(raw, isEvent: isEvent),
      notes: raw.contains(.hasSequence) ? LogEntry.hasSequence : 0
    )
    if raw.contains(.naiveTime) { entry.notes |= LogEntry.isNaive }
    let isPrivate = raw.contains(.isPrivate)
    if !isEvent {
      messagesByRole[Int(entry.role)] += 1
      if isPrivate { privateNotes += 1 }
      if record.pointee.text.start != nil {
        let side: TextSide =
          switch record.pointee.role {
          case .bot, .system: .bot
          case .human: .human
          case .customer, .unknown: .customer
          }
        // All languages' lists at once: the conversation's language may come in a later record.
        let summary = scanner.scan(record.pointee.text.buffer, language: .unknown, side: side)
        entry.maskedHash = summary.maskedHash
        entry.marks = summary.marks.rawValue
        entry.words = summary.words
        entry.tokenCount = summary.tokenCount
        if record.pointee.role != .customer, !raw.contains(.explicitKind) {
          entry.shape = inferredKind(summary.marks).rawValue
        }
      }
    }
    observe(entry.time, isPublicMessage: !isEvent && !isPrivate)
    return entry
  }

  /// Notes the span of times.
  ///
  /// Implausible ones are left to `TimelineBuilder`, which counts them.
  @inline(__always)
  private mutating func observe(_ time: Int64, isPublicMessage: Bool) {
    guard time >= IngestRules.earliestPlausible.milliseconds,
      time <= rules.latestPlausible.milliseconds
    else { return }
    if time < earliest { earliest = time }
    if time > latest { latest = time }
    guard isPublicMessage else { return }
    // A subtraction instead of a division for nearly all.
    if hourCount > 0, UInt64(bitPattern: time &- hourStart) < 3_600_000 {
      hourCount += 1
    } else {
      beginHour(time)
    }
  }

  @inline(never)
  private mutating func beginHour(_ time: Int64) {
    if hourCount > 0 { hours[hourStart / Span.hour, default: 0] += hourCount }
    hourStart = time / Span.hour * Span.hour
    hourCount = 1
  }

  mutating func hourCounts() -> [Int64: Int] {
    if hourCount > 0 { hours[hourStart / Span.hour, default: 0] += hourCount }
    hourCount = 0
    return hours
  }

  /// Finds the conversation of an id, or opens it.
  @inline(__always)
  private mutating func slot(of id: ByteSlice, _ place: RecordPosition) -> Int {
    let hash = ByteHash(id, seed: UInt64(pieceFormat.rawValue))
    if let slot = slots.find(hash, in: open) { return slot }
    return begin(id, hash, place)
  }

  @inline(never)
  private mutating func begin(_ id: ByteSlice, _ hash: ByteHash, _ place: RecordPosition) -> Int {
    let slot = open.count
    open.append(OpenPlaces(hash: hash, first: place))
    fields.append(OpenFields(id: id.string ?? "", format: pieceFormat))
    slots.insert(hash, slot, in: open)
    return slot
  }
}

extension TimelineEntry.Flags {
  /// The flags of a record that a timeline keeps: they stand in the same order there, behind `event`.
  @inline(__always)
  static func kept(_ raw: RawRecord.Flags, isEvent: Bool) -> UInt8 {
    let kept: RawRecord.Flags.RawValue = 0b10_1111
    return UInt8(truncatingIfNeeded: (raw.rawValue & kept) << 1 | (isEvent ? 1 : 0))
  }
}

/// Finds the slot of a conversation by the hash of its id: open addressing, at most half full.
struct SlotTable: ~Copyable {
  /// 32 bits of the hash, and the slot + 1; 0 where nothing is.
  private var table: UnsafeMutablePointer<UInt64>
  private var mask: Int
  private var count = 0

  init() {
    mask = 1 << 12 - 1
    table = .allocate(capacity: mask + 1)
    table.initialize(repeating: 0, count: mask + 1)
  }

  deinit { table.deallocate() }

  @inline(__always)
  func find(_ hash: ByteHash, in open: borrowing ChunkedStore<OpenPlaces>) -> Int? {
    var at = Int(truncatingIfNeeded: hash.hash >> 20) & mask
    let tag = hash.hash << 32
    while true {
      let found = table[at]
      if found == 0 { return nil }
      if found & 0xFFFF_FFFF_0000_0000 == tag {
        let slot = Int(found & 0xFFFF_FFFF) - 1
        let places = open[slot]
        if places.pointee.hash == hash.hash, places.pointee.check == hash.check { return slot }
      }
      at = (at + 1) & mask
    }
  }

  /// Adds a slot that is not there yet.
  mutating func insert(_ hash: ByteHash, _ slot: Int, in open: borrowing ChunkedStore<OpenPlaces>) {
    put(hash.hash, slot)
    count += 1
    guard count * 2 > mask else { return }
    table.deallocate()
    mask = mask * 2 + 1
    table = .allocate(capacity: mask + 1)
    table.initialize(repeating: 0, count: mask + 1)
    for slot in 0..<open.count { put(open[slot].pointee.hash, slot) }
  }

  private func put(_ hash: UInt64, _ slot: Int) {
    var at = Int(truncatingIfNeeded: hash >> 20) & mask
    while table[at] != 0 { at = (at + 1) & mask }
    table[at] = hash << 32 | UInt64(slot + 1)
  }
}

/// What a message is for, from the phrase lists of its language.
///
/// METRICS 1.2.
///
/// The more telling lists come first: a reply that hands over and says goodbye hands over.
func inferredKind(_ marks: Marks) -> MessageKind {
  if marks.rawValue & kindMarks == 0 { return .text }
  if marks.contains(.greetingOnly) { return .greeting }
  if marks.contains(.autoAck) { return .autoAck }
  if marks.contains(.noMatch) { return .noMatch }
  if marks.contains(.handoffNotice) { return .handoffNotice }
  if marks.contains(.menu) { return .menu }
  if marks.contains(.survey) { return .survey }
  if marks.contains(.closing) { return .closingNotice }
  return .text
}

/// The marks that tell a message's kind, as bits: a set written as a list is built anew at every use.
private let kindMarks: UInt32 =
  Marks.greetingOnly.rawValue | Marks.autoAck.rawValue | Marks.noMatch.rawValue
  | Marks.handoffNotice.rawValue | Marks.menu.rawValue | Marks.survey.rawValue
  | Marks.closing.rawValue
