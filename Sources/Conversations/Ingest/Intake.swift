import Records
import Wording

/// What a `ConversationLog` has taken in.
struct Intake: ~Copyable {
  var whole: [Conversation] = []
  /// Of the conversations whose records come now, one by one.
  var pieceFormat = Format.onparMessages
  /// In the order of `Role`.
  private var roles: [5 of Int] = [0, 0, 0, 0, 0]
  private(set) var privateNotes = 0
  private(set) var earliest = Int64.max
  private(set) var latest = Int64.min

  /// Of conversations that come in pieces: where their fields were given, and the fields, by slot.
  private(set) var open = ChunkedStore<OpenPlaces>()
  private(set) var fields: [OpenFields] = []
  private(set) var entries = ChunkedStore<LogEntry>()
  /// Where the blocks of the entries begin, packed, in the order in which they were taken in.
  private(set) var blocks: [UInt64] = []
  /// Whether that is the order of the input too.
  private(set) var isInInputOrder = true
  /// The entries conversation by conversation, once `close` was called.
  private(set) var list = EntryList()
  private var tokens = TokenStore()

  private var scanner: TextScanner
  private let rules: IngestRules
  private var slots = SlotTable()
  private var names = NamePool()
  // Of the records of a batch: the hashes of their conversations' ids, and the slots, -1 without one.
  private var hashes = Scratch<ByteHash>()
  private var located = Scratch<Int32>()
  private var touched: UInt64 = 0
  // The whole conversation that is coming in.
  private var current: OpenConversation?
  private var isWhole = false
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

  /// In the order of `Role`.
  var messagesByRole: [Int] { roles.indices.map { roles[$0] } }

  mutating func consume(_ batch: RecordBatch, input: Int, block: Int?, wholeFormat: Format) {
    let records = UnsafePointer(batch.records)
    locate(records, batch.count)
    for index in 0..<batch.count {
      let record = records + index
      let line = Int(record.pointee.line)
      let place = RecordPosition(input: input, block: block ?? line >> 24, line: line)
      switch record.pointee.kind {
      case .message, .event:
        if isWhole {
          takeItem(record, batch, place)
        } else {
          take(record, slot(of: record, at: index, place), batch, place)
        }
      case .head:
        let slot = slot(of: record, at: index, place)
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
        isWhole = true
        offerToCurrent(record, place)
        note(record, batch, place) { $0.current?.fields.heads.append($1) }
      case .end:
        if let current { whole.append(builder.conversation(current)) }
        current = nil
        isWhole = false
        builder.removeAll()
        currentTokens.removeAll()
      }
    }
  }

  /// Lists the entries conversation by conversation; nothing is taken in afterwards.
  mutating func close() {
    guard list.count < entries.count else { return }
    list = EntryList(entries, open)
  }

  /// Gives back the memory of entries that nobody reads any more.
  func free(entryChunk chunk: Int) {
    entries.free(chunk)
  }

  /// Finds the conversations of a batch's records.
  ///
  /// Step by step for all of them, so that the waits for memory overlap.
  @inline(__always)
  private mutating func locate(_ records: UnsafePointer<RawRecord>, _ count: Int) {
    hashes.resize(to: count)
    located.resize(to: count)
    var isItem = isWhole
    var touched: UInt64 = 0
    for index in 0..<count {
      switch records[index].kind {
      case .begin: isItem = true
      case .end: isItem = false
      case .message, .event, .head:
        guard !isItem else { continue }
        let id = records[index].conversation
        let hash = ByteHash(id, seed: UInt64(pieceFormat.rawValue))
        hashes[index] = hash
        touched &+= slots.touch(hash)
      }
    }
    // Kept, so that the loads are not left out.
    self.touched = touched
    isItem = isWhole
    for index in 0..<count {
      switch records[index].kind {
      case .begin: isItem = true
      case .end: isItem = false
      case .message, .event, .head:
        guard !isItem else { continue }
        located[index] = Int32(truncatingIfNeeded: slots.find(hashes[index], in: open) ?? -1)
      }
    }
  }

  /// The slot of a record's conversation, which is opened if need be.
  @inline(__always)
  private mutating func slot(
    of record: UnsafePointer<RawRecord>,
    at index: Int,
    _ place: RecordPosition
  ) -> Int {
    let slot = Int(located[index])
    if slot >= 0 { return slot }
    return begin(record.pointee.conversation, hashes[index], place)
  }

  @inline(never)
  private mutating func begin(_ id: ByteSlice, _ hash: ByteHash, _ place: RecordPosition) -> Int {
    // An earlier record of the batch may have opened it.
    if let slot = slots.find(hash, in: open) { return slot }
    let slot = open.count
    open.append(OpenPlaces(hash: hash, first: place))
    fields.append(OpenFields(id: id.string ?? "", format: pieceFormat))
    slots.insert(hash, slot, in: open)
    return slot
  }

  @inline(__always)
  private mutating func take(
    _ record: UnsafePointer<RawRecord>,
    _ slot: Int,
    _ batch: RecordBatch,
    _ place: RecordPosition
  ) {
    offer(record, to: slot, place)
    note(record, batch, place) { $0.fields[slot].heads.append($1) }
    if place.blockStart != blocks.last { enter(place.blockStart) }
    let entry = entries.extend()
    log(record, entry)
    entry.pointee.tokens = Self.kept(record, scanner, in: &tokens)
    entry.pointee.slot = UInt32(truncatingIfNeeded: slot)
    entry.pointee.block = UInt32(truncatingIfNeeded: blocks.count - 1)
    open[slot].pointee.entryCount += 1
  }

  @inline(never)
  private mutating func enter(_ block: UInt64) {
    if let last = blocks.last, block < last { isInInputOrder = false }
    blocks.append(block)
  }

  /// Takes a message or event of the whole conversation that is coming in.
  @inline(__always)
  private mutating func takeItem(
    _ record: UnsafePointer<RawRecord>,
    _ batch: RecordBatch,
    _ place: RecordPosition
  ) {
    let entry = builder.extend()
    log(record, entry)
    entry.pointee.tokens = Self.kept(record, scanner, in: &currentTokens)
    offerToCurrent(record, place)
    note(record, batch, place) { $0.current?.fields.heads.append($1) }
  }

  @inline(__always)
  private mutating func offer(
    _ record: UnsafePointer<RawRecord>,
    to slot: Int,
    _ place: RecordPosition
  ) {
    let new = open[slot].pointee.offer(record, at: place)
    if new.rawValue != 0 { fields[slot].take(new, of: record, &names) }
  }

  @inline(__always)
  private mutating func offerToCurrent(
    _ record: UnsafePointer<RawRecord>,
    _ place: RecordPosition
  ) {
    let new = current?.places.offer(record, at: place) ?? []
    if new.rawValue != 0 { current?.fields.take(new, of: record, &names) }
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

  /// Keeps the tokens of the record that was scanned last, and its sequence number, if it has them.
  @inline(__always)
  private static func kept(
    _ record: UnsafePointer<RawRecord>,
    _ scanner: borrowing TextScanner,
    in store: inout TokenStore
  ) -> UnsafePointer<UInt32>? {
    let sequence = record.pointee.flags.contains(.hasSequence) ? record.pointee.sequence : nil
    let isScanned = record.pointee.kind == .message && record.pointee.text.start != nil
    let tokens = isScanned ? scanner.tokens : UnsafeBufferPointer(start: nil, count: 0)
    return store.append(tokens, sequence: sequence)
  }

  /// Scans a message's text and keeps the rest.
  @inline(__always)
  private mutating func log(
    _ record: UnsafePointer<RawRecord>,
    _ entry: UnsafeMutablePointer<LogEntry>
  ) {
    let raw = record.pointee.flags
    let isEvent = record.pointee.kind == .event
    var notes = raw.contains(.hasSequence) ? LogEntry.hasSequence : 0
    if raw.contains(.naiveTime) { notes |= LogEntry.isNaive }
    notes |= UInt8(truncatingIfNeeded: raw.rawValue >> 8) & LogEntry.roleNotes
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
        role: record.pointee.role.rawValue,
        shape: record.pointee.shape,
        flags: TimelineEntry.Flags.kept(raw, isEvent: isEvent),
        notes: notes
      )
    )
    let isPrivate = raw.contains(.isPrivate)
    if !isEvent {
      roles[Int(record.pointee.role.rawValue)] += 1
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
        entry.pointee.maskedHash = summary.maskedHash
        entry.pointee.marks = summary.marks.rawValue
        entry.pointee.words = summary.words
        entry.pointee.tokenCount = summary.tokenCount
        entry.pointee.signature = UInt32(
          truncatingIfNeeded: summary.signature | summary.signature >> 32
        )
        if record.pointee.role != .customer, !raw.contains(.explicitKind) {
          entry.pointee.shape = inferredKind(summary.marks).rawValue
        }
      }
    }
    observe(record.pointee.time.milliseconds, isPublicMessage: !isEvent && !isPrivate)
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
}

extension TimelineEntry.Flags {
  /// The flags of a record that a timeline keeps: they stand in the same order there, behind `event`.
  @inline(__always)
  static func kept(_ raw: RawRecord.Flags, isEvent: Bool) -> UInt8 {
    let kept: RawRecord.Flags.RawValue = 0b10_1111
    return UInt8(truncatingIfNeeded: (raw.rawValue & kept) << 1 | (isEvent ? 1 : 0))
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
