import Records
import Signals
import Wording

/// What a `ConversationLog` has taken in.
struct Intake: ~Copyable {
  var whole = ConversationStore()
  /// Of the conversations whose records come now, one by one.
  var pieceFormat = Format.onparMessages
  /// In the order of `Role`.
  var roles: [5 of Int] = [0, 0, 0, 0, 0]
  var privateNotes = 0
  /// Ratings that do not stand on their own scale, which are not kept.
  private(set) var ratingsOffScale = 0
  private(set) var earliest = Int64.max
  private(set) var latest = Int64.min

  /// Of conversations that come in pieces: where their fields were given, and the fields, by slot.
  private(set) var open = ChunkedStore<OpenPlaces>()
  private(set) var fields = ChunkedStore<PieceFields>()
  /// What their conversation lines said, for those that have such lines.
  private(set) var heads: [[HeadCopy]] = []
  /// Names that occur again and again; fields hold their numbers.
  private(set) var names = NamePool()
  private(set) var entries = ChunkedStore<LogEntry>()
  /// Where the blocks of the entries begin, packed, in the order in which they were taken in.
  private(set) var blocks: [UInt64] = []
  /// The last of them, and its number.
  private var lastBlock = UInt64.max
  private var blockNumber: UInt32 = 0
  /// Whether that is the order of the input too.
  private(set) var isInInputOrder = true
  /// The entries conversation by conversation, once `close` was called.
  private(set) var list = EntryList()
  private var tokens: TokenStore

  let bits = RecordBits()
  var scanner: TextScanner
  /// Where the scanner puts the tokens of a text: asking it for them copies all of it.
  let scanned: UnsafePointer<UInt32>?
  let rules: IngestRules
  /// Those of the rules, which hold them: all threads would write the one count of references at every message.
  let detectors: Unmanaged<MessageDetectors>?
  var texts = RememberedTexts()
  private var slots = SlotTable()
  /// Ids of conversations and customers.
  private var ids = BytePool()
  // Of the records of a batch: the hashes of their conversations' ids, and the slots, -1 without one.
  private var hashes = Scratch<ByteHash>()
  private var located = Scratch<Int32>()
  private var touched: UInt64 = 0
  /// What is kept of the links of the message that was logged last; 0 without.
  var links: UInt32 = 0
  /// What the wording of the message that was logged last speaks for; nil without detectors, and of all but customers.
  var wording: MessageModel.Wording?
  var features = MessageFeatures()
  // The whole conversation that is coming in.
  private var current: OpenConversation?
  private var isWhole = false
  private var currentTokens = TokenStore()
  private var builder: TimelineBuilder
  private var hours: [Int64: Int] = [:]
  // The hour of the last message, and how many messages in a row fell into it.
  private var hourStart = Int64.min
  private var hourCount = 0

  init(lexicon: Lexicon, rules: IngestRules, tokenFile: PageFile?) {
    tokens = TokenStore(file: tokenFile)
    scanner = TextScanner(lexicon: lexicon, keepsTokens: rules.takesTokens)
    scanned = scanner.tokens.baseAddress
    self.rules = rules
    detectors = rules.detectors.map { Unmanaged.passUnretained($0) }
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
        if record.pointee.head >= 0 { note(record, batch, place, slot) }
      case .begin:
        let id = record.pointee.conversation
        let hash = ByteHash(id, seed: UInt64(wholeFormat.rawValue))
        current = OpenConversation(
          places: OpenPlaces(hash: hash, first: place),
          fields: OpenFields(id: id.string ?? "", format: wholeFormat)
        )
        isWhole = true
        offerToCurrent(record, place)
        if record.pointee.head >= 0 { noteOfCurrent(record, batch, place) }
      case .end:
        if let current {
          let place = whole.append(Conversation(current.places, current.fields))
          builder.finish(&place.pointee, current.fields.heads)
        }
        current = nil
        isWhole = false
        builder.removeAll()
        currentTokens.removeAll()
      }
    }
  }

  /// Lists the entries conversation by conversation; nothing is taken in afterwards.
  mutating func close() {
    texts.removeAll()
    guard list.count < entries.count else { return }
    list = EntryList(entries, open)
    tokens.assign(to: entries)
  }

  /// Gives back the memory of entries that nobody reads any more, and of their tokens.
  mutating func free(entryChunk chunk: Int) {
    entries.free(chunk)
    tokens.free(entryChunk: chunk)
  }

  /// Finds the conversations of a batch's records.
  ///
  /// Step by step for all of them, each step a loop of few instructions, so that the waits for memory overlap.
  @inline(__always)
  private mutating func locate(_ records: UnsafePointer<RawRecord>, _ count: Int) {
    hashes.resize(to: count)
    located.resize(to: count)
    let (hashes, located) = (hashes.base, located.base)
    let seed = UInt64(pieceFormat.rawValue)
    var isItem = isWhole
    for index in 0..<count {
      switch records[index].kind {
      case .begin: isItem = true
      case .end: isItem = false
      case .message, .event, .head: break
      }
      // What is found for an item of a whole conversation is not used.
      hashes[index] =
        isItem
        ? ByteHash(hash: 0, check: 0) : ByteHash(records[index].conversation, seed: seed)
    }
    var touched: UInt64 = 0
    for index in 0..<count { touched &+= slots.touch(hashes[index]) }
    for index in 0..<count {
      let slot = slots.guess(hashes[index])
      located[index] = Int32(truncatingIfNeeded: slot)
      if slot >= 0 { touched &+= open[slot].pointee.hash }
    }
    // Kept, so that the loads are not left out.
    self.touched = touched
    for index in 0..<count where located[index] >= 0 {
      let places = open[Int(located[index])]
      if places.pointee.hash == hashes[index].hash, places.pointee.check == hashes[index].check {
        continue
      }
      located[index] = Int32(truncatingIfNeeded: slots.find(hashes[index], in: open) ?? -1)
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
    fields.append(PieceFields(id: ids.keep(id), format: pieceFormat))
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
    if record.pointee.head >= 0 { note(record, batch, place, slot) }
    if place.blockStart != lastBlock { enter(place.blockStart) }
    let entry = entries.extend()
    let found = log(record, entry)
    let number = sequence(record)
    entry.pointee.tokens = tokens.append(
      found,
      sequence: number,
      links: links,
      wording: wording
    )
    entry.pointee.slot = UInt32(truncatingIfNeeded: slot)
    entry.pointee.block = blockNumber
    open[slot].pointee.entryCount += 1
  }

  @inline(never)
  private mutating func enter(_ block: UInt64) {
    if let last = blocks.last, block < last { isInInputOrder = false }
    lastBlock = block
    blockNumber = UInt32(truncatingIfNeeded: blocks.count)
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
    let found = log(record, entry)
    let number = sequence(record)
    entry.pointee.tokens = currentTokens.append(
      found,
      sequence: number,
      links: links,
      wording: wording
    )
    offerToCurrent(record, place)
    if record.pointee.head >= 0 { noteOfCurrent(record, batch, place) }
  }

  @inline(__always)
  private mutating func offer(
    _ record: UnsafePointer<RawRecord>,
    to slot: Int,
    _ place: RecordPosition
  ) {
    let new = open[slot].pointee.offer(record, at: place)
    if new.rawValue != 0 { fields[slot].pointee.take(new, of: record, &names, &ids) }
  }

  @inline(__always)
  private mutating func offerToCurrent(
    _ record: UnsafePointer<RawRecord>,
    _ place: RecordPosition
  ) {
    let new = current?.places.offer(record, at: place) ?? []
    if new.rawValue != 0 { current?.fields.take(new, of: record, &names) }
  }

  /// Copies what the record says of its conversation.
  @inline(never)
  private mutating func note(
    _ record: UnsafePointer<RawRecord>,
    _ batch: RecordBatch,
    _ place: RecordPosition,
    _ slot: Int
  ) {
    let head = head(record, batch, place)
    let known = Int(fields[slot].pointee.heads)
    if known >= 0 {
      heads[known].append(head)
    } else {
      fields[slot].pointee.heads = Int32(truncatingIfNeeded: heads.count)
      heads.append([head])
    }
  }

  @inline(never)
  private mutating func noteOfCurrent(
    _ record: UnsafePointer<RawRecord>,
    _ batch: RecordBatch,
    _ place: RecordPosition
  ) {
    let head = head(record, batch, place)
    current?.fields.heads.append(head)
  }

  private mutating func head(
    _ record: UnsafePointer<RawRecord>,
    _ batch: RecordBatch,
    _ place: RecordPosition
  ) -> HeadCopy {
    var head = HeadCopy(
      batch.heads[Int(record.pointee.head)],
      at: place,
      isFromEvent: record.pointee.isEvent
    )
    if let rating = head.rating, !rating.isOnScale {
      head.rating = nil
      ratingsOffScale += 1
    }
    return head
  }

  /// The sequence number, if the record has one.
  @inline(__always)
  private func sequence(_ record: UnsafePointer<RawRecord>) -> Int64? {
    record.pointee.flags.rawValue & bits.hasSequence != 0 ? record.pointee.sequence : nil
  }

  /// Notes the span of times.
  ///
  /// Implausible ones are left to `TimelineBuilder`, which counts them.
  @inline(__always)
  mutating func observe(_ time: Int64, isPublicMessage: Bool) {
    guard time >= IngestRules.earliestPlausible.milliseconds else { return }
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

extension RawRecord {
  /// Asked for with `switch`: `==` of another module's enumeration is a call.
  @inline(__always)
  var isEvent: Bool {
    switch kind {
    case .event: true
    case .message, .head, .begin, .end: false
    }
  }
}
