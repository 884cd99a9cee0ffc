#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

package import Diagnostics

/// Decodes JSON records of Onpar's own layouts (FORMATS 3.1 and 3.2) into a batch.
///
/// Any key order, any white space. A broken record leaves nothing behind in the batch and one `Fault` instead; a
/// broken item of a whole conversation costs that item only. Keeps its scratch memory between records.
package struct NativeDecoder: ~Copyable {
  /// What was wrong with one record; the caller knows in which input and block.
  package struct Fault {
    package var kind: ProblemKind
    /// Line in the block, from 0.
    package var line: Int32
    /// Offset in that line, from 0; on a record's first line, in the record.
    package var column: Int
    package var detail: String
  }

  package private(set) var faults: [Fault] = []
  package var unknownFields = UnknownFields()
  /// Ill-formed UTF-8 sequences, each read as one U+FFFD.
  package private(set) var replacedSequences = 0
  /// `NaN` and infinities read as null.
  package private(set) var oddNumbers = 0
  /// Records decoded: messages, events and heads.
  package private(set) var decoded = 0

  private let fields = NativeFieldTable()
  private let guesses = KeyGuesses()
  private let places = StringPlaces()
  private var templates = [SkipTemplate](repeating: SkipTemplate(), count: 8)
  private var times: TimestampParser
  private var nesting: [UInt64] = []

  package init(zone: CalendarZone) {
    times = TimestampParser(assumed: zone)
  }

  package mutating func takeFaults() -> [Fault] {
    defer { faults.removeAll(keepingCapacity: true) }
    return faults
  }

  /// Decodes every line of a block.
  ///
  /// Blank lines are no records.
  package mutating func decodeLines(
    _ block: UnsafeRawBufferPointer,
    into batch: RecordBatch
  ) -> Int32 {
    guard var at = block.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return 0 }
    let end = at + block.count
    var line: Int32 = 0
    while at < end {
      let stop = newline(at, end)
      decode(at, stop, line: line, into: batch)
      at = stop < end ? stop + 1 : end
      line += 1
    }
    return line
  }

  /// Decodes one record that stands alone between `start` and `end`.
  package mutating func decode(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    line: Int32,
    into batch: RecordBatch
  ) {
    var scanner = JSONScanner(start, end)
    if scanner.peek() == 0, scanner.position == end { return }
    let mark = batch.mark
    let before = decoded
    pendingItemFaults.removeAll(keepingCapacity: true)
    record(&scanner, start, line: line, parent: nil, into: batch)
    oddNumbers += scanner.oddNumbers
    guard let failure else { return }
    self.failure = nil
    batch.rollback(to: mark)
    decoded = before
    faults.append(fault(failure, start, line))
  }

  /// A record may stand on several lines; the place is that of the failure, not that of the record.
  private func fault(_ failure: Failure, _ start: UnsafePointer<UInt8>, _ line: Int32) -> Fault {
    var lineStart = start
    var line = line
    while case let stop = newline(lineStart, failure.at), stop < failure.at {
      lineStart = stop + 1
      line += 1
    }
    return Fault(
      kind: failure.kind,
      line: line,
      column: failure.at - lineStart,
      detail: failure.detail
    )
  }

  private struct Failure {
    var kind: ProblemKind
    var at: UnsafePointer<UInt8>
    var detail: String
  }

  private var failure: Failure?

  // Head fields are rare, so they are kept here and not zeroed for every message.
  private var outerHead = RawHead()
  private var itemHead = RawHead()

  private mutating func withHead(_ it: inout Fields, _ change: (inout RawHead) -> Void) {
    it.hasHead = true
    if it.isItem { change(&itemHead) } else { change(&outerHead) }
  }

  /// Moves the head fields of a record into the batch, and leaves none behind.
  private mutating func keepHead(_ it: inout Fields, _ batch: RecordBatch) {
    it.raw.head = Int32(batch.heads.count)
    batch.heads.append(it.isItem ? itemHead : outerHead)
  }

  private mutating func forgetHead(isItem: Bool) {
    if isItem { itemHead = RawHead() } else { outerHead = RawHead() }
  }

  private mutating func fail(_ kind: ProblemKind, _ at: UnsafePointer<UInt8>, _ detail: String) {
    if failure == nil { failure = Failure(kind: kind, at: at, detail: detail) }
  }

  /// What one JSON object said, before it is known what kind of record it is.
  private struct Fields {
    var raw: RawRecord
    var type = ByteSlice.absent
    var role = ByteSlice.absent
    var kind = ByteSlice.absent
    var visibility = ByteSlice.absent
    var event = ByteSlice.absent
    var actor = ByteSlice.absent
    var actorID = ByteSlice.absent
    var succeeded = false
    var detailRating: RawRating?
    /// A head field was met; the fields are in `heads`.
    var hasHead = false
    let isItem: Bool
    var beginIndex = -1
    /// Records decoded before the first item.
    var decodedBefore = 0
    /// A bit for each field that holds what it cannot hold.
    private var badFields: UInt64 = 0
    private var firstBad: (field: NativeField, at: UnsafePointer<UInt8>, detail: String)?

    init(raw: RawRecord, isItem: Bool) {
      self.raw = raw
      self.isItem = isItem
    }

    /// The first value that its field cannot hold.
    var badValue: (at: UnsafePointer<UInt8>, detail: String)? {
      guard badFields != 0 else { return nil }
      return firstBad.map { ($0.at, $0.detail) }
    }

    mutating func blame(_ field: NativeField, _ at: UnsafePointer<UInt8>, _ detail: String) {
      let isFirst = firstBad.map { badFields & 1 << UInt64($0.field.rawValue) == 0 } ?? true
      if isFirst { firstBad = (field, at, detail) }
      badFields |= 1 << UInt64(field.rawValue)
    }

    /// A field that is given again makes good what was wrong with it: of repeated keys the last counts.
    @inline(__always)
    mutating func forgive(_ field: NativeField) {
      badFields &= ~(1 << UInt64(field.rawValue))
    }
  }

  /// Where in `Fields` the string of a field goes; 0 for fields that are not just a string.
  private struct StringPlaces: ~Copyable {
    private let places: UnsafeMutablePointer<Int>

    init() {
      let count = NativeField.allCases.count
      places = .allocate(capacity: count)
      places.initialize(repeating: 0, count: count)
      set(.text, \.raw.text)
      set(.conversationID, \.raw.conversation)
      set(.messageID, \.raw.message)
      set(.customerID, \.raw.customer)
      set(.authorID, \.raw.author)
      set(.channel, \.raw.channel)
      set(.topic, \.raw.topic)
      set(.language, \.raw.language)
      set(.actorID, \.actorID)
      set(.role, \.role)
      set(.type, \.type)
      set(.kind, \.kind)
      set(.visibility, \.visibility)
      set(.event, \.event)
      set(.actor, \.actor)
      // No string, but read from one.
      places[Int(NativeField.timestamp.rawValue)] = 1
    }

    deinit { places.deallocate() }

    @inline(__always)
    subscript(field: NativeField) -> Int { places[Int(field.rawValue)] }

    private func set(_ field: NativeField, _ path: KeyPath<Fields, ByteSlice>) {
      // No field stands at 0: `kind` of the record does. Without an offset the slow way is taken.
      places[Int(field.rawValue)] = MemoryLayout<Fields>.offset(of: path) ?? 0
    }
  }

  private mutating func record(
    _ scanner: inout JSONScanner,
    _ start: UnsafePointer<UInt8>,
    line: Int32,
    parent: ByteSlice?,
    into batch: RecordBatch
  ) {
    guard scanner.take(0x7B) else {
      return fail(.malformed, scanner.position, "expected a JSON object")
    }
    let began = scanner.position - 1
    var it = Fields(raw: RawRecord(.message, line: line), isItem: parent != nil)
    defer { if it.hasHead { forgetHead(isItem: it.isItem) } }
    if !scanner.take(0x7D) {
      var previous = KeyGuesses.start
      // The scanner's position is written back only where something unusual comes.
      var at = scanner.position
      while true {
        let field: NativeField
        let name: ByteSlice
        if let key = guesses.key(after: previous, at, scanner.end) {
          field = key.pointee.field
          let value = at + key.pointee.count
          if let stop = usual(field, value, scanner.end, &it) {
            previous = Int(field.rawValue)
            at = stop
            if at < scanner.end, at.pointee == 0x2C {
              at += 1
              continue
            }
            scanner.position = at
            guard scanner.take(0x2C) else { break }
            at = scanner.position
            continue
          }
          name = ByteSlice(start: at + key.pointee.nameStart, count: key.pointee.nameCount)
          scanner.position = value
        } else {
          scanner.position = at
          guard scanner.peek() == 0x22, let text = scanner.string(), scanner.take(0x3A) else {
            return fail(.malformed, scanner.position, "expected a key in double quotes and a colon")
          }
          name = text.hasEscapes ? plain(text, batch) : text.slice
          field = fields.field(name)
          if !text.hasEscapes {
            _ = scanner.peek()
            guesses.learn(name, from: at, to: scanner.position, field, after: previous)
          }
        }
        previous = Int(field.rawValue)
        let value = scanner.position
        guard read(field, name, &scanner, start, &it, line, parent != nil, batch) else {
          return fail(
            .malformed,
            Swift.max(value, scanner.position),
            "the value of " + quoted(name.buffer) + " is broken; expected one whole JSON value"
          )
        }
        if failure != nil { return }
        guard scanner.take(0x2C) else { break }
        at = scanner.position
      }
      guard scanner.take(0x7D) else {
        return fail(.malformed, scanner.position, "expected a comma or the end of the object")
      }
    }
    if parent == nil, scanner.peek() != 0 || scanner.position != scanner.end {
      return fail(.malformed, scanner.position, "expected nothing after the object")
    }
    close(&it, began, line: line, isItem: parent != nil, into: batch)
  }

  /// Takes the value of a field if it is the usual one: a string without escapes for a field that is just that, or a
  /// good time.
  ///
  /// - Returns: What follows it; nil, and nothing done, in all other cases.
  @inline(__always)
  private mutating func usual(
    _ field: NativeField,
    _ value: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ it: inout Fields
  ) -> UnsafePointer<UInt8>? {
    let place = places[field]
    guard place > 0, value < end, value.pointee == 0x22,
      let (stop, isASCII) = JSONScanner.plainString(value + 1, end)
    else { return nil }
    let slice = ByteSlice(start: value + 1, count: stop - value - 1)
    if field == .timestamp {
      guard let parsed = times.parse(slice.buffer) else { return nil }
      // Of repeated keys the last counts.
      it.forgive(.timestamp)
      it.raw.flags.set(.naiveTime, parsed.isNaive)
      it.raw.time = parsed.instant
    } else {
      if !isASCII { replacedSequences += illFormedSequences(slice.buffer) }
      // One store for nearly all strings keeps the loop short.
      withUnsafeMutableBytes(of: &it) {
        $0.storeBytes(of: slice, toByteOffset: place, as: ByteSlice.self)
      }
    }
    return stop + 1
  }

  /// Reads the value of one field.
  ///
  /// False when the JSON is broken.
  private mutating func read(
    _ field: NativeField,
    _ name: ByteSlice,
    _ scanner: inout JSONScanner,
    _ start: UnsafePointer<UInt8>,
    _ it: inout Fields,
    _ line: Int32,
    _ isItem: Bool,
    _ batch: RecordBatch
  ) -> Bool {
    switch field {
    case .text: return text(&scanner, &it.raw.text, batch)
    case .conversationID: return identifier(&scanner, &it.raw.conversation, batch)
    case .messageID: return identifier(&scanner, &it.raw.message, batch)
    case .customerID: return identifier(&scanner, &it.raw.customer, batch)
    case .authorID: return identifier(&scanner, &it.raw.author, batch)
    case .actorID: return identifier(&scanner, &it.actorID, batch)
    case .timestamp:
      it.raw.flags.remove(.naiveTime)
      guard let instant = time(.timestamp, &scanner, &it, batch) else { return false }
      it.raw.time = instant
      return true
    case .role: return text(&scanner, &it.role, batch)
    case .channel: return text(&scanner, &it.raw.channel, batch)
    case .topic: return text(&scanner, &it.raw.topic, batch)
    case .language: return text(&scanner, &it.raw.language, batch)
    case .type: return text(&scanner, &it.type, batch)
    case .kind: return text(&scanner, &it.kind, batch)
    case .visibility: return text(&scanner, &it.visibility, batch)
    case .event: return text(&scanner, &it.event, batch)
    case .actor: return text(&scanner, &it.actor, batch)
    case .schema, .tags, .labels: return skip(name, &scanner)
    case .sequence:
      _ = scanner.peek()
      let at = scanner.position
      it.raw.flags.remove(.hasSequence)
      it.raw.sequence = 0
      it.forgive(.sequence)
      guard let number = scanner.number() else { return scanner.skip(nesting: &nesting) }
      guard let value = number.string.flatMap({ Int64($0) }) else {
        it.blame(.sequence, at, "\"seq\" is " + quoted(number.buffer) + "; expected a whole number")
        return true
      }
      it.raw.sequence = value
      it.raw.flags.insert(.hasSequence)
      return true
    case .attachments:
      _ = scanner.peek()
      let start = scanner.position
      guard scanner.skip(nesting: &nesting) else { return false }
      it.raw.flags.remove(.attachment)
      if holdsSomething(start, scanner.position) { it.raw.flags.insert(.attachment) }
      return true
    case .redacted, .grouped, .test, .spam:
      guard let set = flag(&scanner) else { return false }
      switch field {
      case .redacted: it.raw.flags.set(.redacted, set)
      case .grouped: it.raw.flags.set(.grouped, set)
      case .test: withHead(&it) { $0.isTest = set }
      default: withHead(&it) { $0.isSpam = set }
      }
      return true
    case .parentID: return headText(&scanner, &it, batch, isIdentifier: true) { $0.parent = $1 }
    case .direction: return headText(&scanner, &it, batch) { $0.direction = $1 }
    case .status: return headText(&scanner, &it, batch) { $0.status = $1 }
    case .handledBy: return headText(&scanner, &it, batch) { $0.handledBy = $1 }
    case .entry: return headText(&scanner, &it, batch) { $0.entry = $1 }
    case .createdAt: return headTime(field, &scanner, &it, batch) { $0.created = $1 }
    case .updatedAt: return headTime(field, &scanner, &it, batch) { $0.updated = $1 }
    case .closedAt: return headTime(field, &scanner, &it, batch) { $0.closed = $1 }
    case .csat, .resolution, .detail: return small(field, &scanner, &it)
    case .items where !isItem: return items(&scanner, start, &it, line, batch)
    case .items, .unknown:
      unknownFields.count(name)
      return skip(name, &scanner)
    }
  }

  /// Skips the value of a field that nobody reads; fields of different names rarely share a template.
  private mutating func skip(_ name: ByteSlice, _ scanner: inout JSONScanner) -> Bool {
    let number = name.count &+ Int(name.start?.pointee ?? 0)
    return templates[number & 7].skip(&scanner, nesting: &nesting)
  }

  /// The items of a whole conversation, behind a `begin` record that is filled in when the object ends.
  private mutating func items(
    _ scanner: inout JSONScanner,
    _ start: UnsafePointer<UInt8>,
    _ it: inout Fields,
    _ line: Int32,
    _ batch: RecordBatch
  ) -> Bool {
    // Of repeated keys the last counts: an earlier list of items is taken back.
    if it.beginIndex >= 0 {
      batch.rollback(to: it.beginIndex)
      decoded = it.decodedBefore
      pendingItemFaults.removeAll(keepingCapacity: true)
    }
    it.beginIndex = batch.mark
    it.decodedBefore = decoded
    batch.append(RawRecord(.begin, line: line))
    guard scanner.take(0x5B) else { return scanner.skip(nesting: &nesting) }
    if scanner.take(0x5D) { return true }
    repeat {
      let mark = batch.mark
      guard scanner.peek() == 0x7B else {
        let odd = Failure(
          kind: .badValue,
          at: scanner.position,
          detail: "an item is no JSON object"
        )
        guard scanner.skip(nesting: &nesting) else { return false }
        pendingItemFaults.append(fault(odd, start, line))
        continue
      }
      record(&scanner, start, line: line, parent: it.raw.conversation, into: batch)
      guard let failure else { continue }
      // Broken JSON costs the record; a bad value costs the item.
      if failure.kind == .malformed { return true }
      self.failure = nil
      batch.rollback(to: mark)
      pendingItemFaults.append(fault(failure, start, line))
    } while scanner.take(0x2C)
    return scanner.take(0x5D)
  }

  private var pendingItemFaults: [Fault] = []

  /// Turns the fields of an object into a record, or into a failure.
  private mutating func close(
    _ it: inout Fields,
    _ began: UnsafePointer<UInt8>,
    line: Int32,
    isItem: Bool,
    into batch: RecordBatch
  ) {
    if !isItem {
      guard !it.raw.conversation.isAbsent, it.raw.conversation.count > 0 else {
        return fail(.missingField, began, "\"conversation_id\" is absent; every record needs one")
      }
      if let bad = it.badValue { return fail(.badValue, bad.at, bad.detail) }
      if it.beginIndex >= 0 {
        it.raw.kind = .begin
        keepHead(&it, batch)
        batch.records[it.beginIndex] = it.raw
        var end = RawRecord(.end, line: line)
        end.conversation = it.raw.conversation
        batch.append(end)
        faults += pendingItemFaults
        decoded += 1
        return
      }
      if it.type.equals("conversation") {
        it.raw.kind = .head
        keepHead(&it, batch)
        batch.append(it.raw)
        decoded += 1
        return
      }
    }
    if let bad = it.badValue { return fail(.badValue, bad.at, bad.detail) }
    if it.type.equals("event") || (it.type.isAbsent && !it.event.isAbsent && it.role.isAbsent) {
      return closeEvent(&it, began, into: batch)
    }
    guard it.type.isAbsent || it.type.equals("message") else {
      return fail(
        .badValue,
        began,
        "\"type\" is " + quoted(it.type.buffer) + "; expected message, event or conversation"
      )
    }
    closeMessage(&it, began, into: batch)
  }

  private mutating func closeMessage(
    _ it: inout Fields,
    _ began: UnsafePointer<UInt8>,
    into batch: RecordBatch
  ) {
    guard !it.role.isAbsent else {
      return fail(
        .missingField,
        began,
        "\"role\" is absent; expected customer, bot, human or system"
      )
    }
    if let role = NativeWords.role(it.role) {
      it.raw.role = role
    } else {
      it.raw.role = .unknown
      it.raw.flags.insert(.oddRole)
    }
    guard
      hasWords(it.raw.text) || it.raw.flags.contains(.attachment)
        || it.raw.flags.contains(.redacted)
    else {
      return fail(.missingField, began, "\"text\" is absent or blank, and there is no attachment")
    }
    if it.visibility.equals("private") { it.raw.flags.insert(.isPrivate) }
    if !it.kind.isAbsent, let kind = NativeWords.kind(it.kind) {
      it.raw.shape = kind.rawValue
      it.raw.flags.insert(.explicitKind)
    }
    if it.hasHead { keepHead(&it, batch) }
    batch.append(it.raw)
    decoded += 1
  }

  private mutating func closeEvent(
    _ it: inout Fields,
    _ began: UnsafePointer<UInt8>,
    into batch: RecordBatch
  ) {
    guard !it.event.isAbsent else {
      return fail(.missingField, began, "\"event\" is absent; an event needs its name")
    }
    it.raw.kind = .event
    it.raw.shape = (NativeWords.event(it.event) ?? .other).rawValue
    it.raw.role = NativeWords.role(it.actor) ?? .unknown
    if it.raw.author.isAbsent { it.raw.author = it.actorID }
    if it.succeeded { it.raw.flags.insert(.succeeded) }
    if var rating = it.detailRating, it.raw.shape == EventKind.surveyAnswered.rawValue {
      rating.time = it.raw.time
      withHead(&it) { [rating] in $0.rating = rating }
    }
    if it.hasHead { keepHead(&it, batch) }
    batch.append(it.raw)
    decoded += 1
  }

  /// `csat`, `resolution` and `detail`: small objects, rare enough for a tree.
  private mutating func small(
    _ field: NativeField,
    _ scanner: inout JSONScanner,
    _ it: inout Fields
  ) -> Bool {
    _ = scanner.peek()
    let start = scanner.position
    guard scanner.skip(nesting: &nesting) else { return false }
    let bytes = UnsafeRawBufferPointer(start: start, count: scanner.position - start)
    // Of repeated keys the last counts, even when it says nothing.
    it.forgive(field)
    switch field {
    case .csat: if it.hasHead { withHead(&it) { $0.rating = nil } }
    case .resolution: if it.hasHead { withHead(&it) { $0.resolution = nil } }
    default:
      it.succeeded = false
      it.detailRating = nil
    }
    // What the scanner has accepted fails here only by depth; such a value is of no use.
    guard let value = try? JSONValue.parse(bytes), !value.isNull else { return true }
    switch field {
    case .csat:
      guard var rating = rating(value) else { return true }
      rating.time = value["timestamp"].flatMap { instant($0) } ?? .missing
      withHead(&it) { [rating] in $0.rating = rating }
    case .resolution:
      guard let word = value["value"]?.string else { return true }
      guard word == "resolved" || word == "unresolved" else {
        it.blame(
          field,
          start,
          "\"resolution\" is " + quoted(word.utf8) + "; expected resolved or unresolved"
        )
        return true
      }
      let party: RawResolution.Party? =
        switch value["by"]?.string {
        case "customer", "user": .customer
        case "bot", "assistant": .bot
        case "human", "agent": .human
        case "timer", "system": .timer
        default: nil
        }
      // Without a party nobody vouches for it: the weakest reading, a timer's.
      withHead(&it) {
        $0.resolution = RawResolution(resolved: word == "resolved", by: party ?? .timer)
      }
    default:
      it.succeeded = value["ok"]?.bool ?? false
      it.detailRating = rating(value)
    }
    return true
  }

  /// A score and its scale; nil without a score.
  ///
  /// A number beyond the range of a double is none.
  private func rating(_ value: JSONValue) -> RawRating? {
    func finite(_ key: String) -> Double? {
      value[key]?.double.flatMap { $0.isFinite ? $0 : nil }
    }
    guard let score = finite("score") else { return nil }
    return RawRating(score: score, min: finite("min") ?? 1, max: finite("max") ?? 5, time: .missing)
  }

  private mutating func instant(_ value: JSONValue) -> Instant? {
    let text: String
    switch value {
    case .string(let string): text = string
    case .integer(let number): text = String(number)
    case .number(let number): text = number.description
    default: return nil
    }
    var copy = text
    return copy.withUTF8 { times.parse(UnsafeRawBufferPointer($0))?.instant }
  }

  // MARK: Scalars

  /// `true`; any other value reads as false.
  ///
  /// Nil when the JSON is broken.
  private mutating func flag(_ scanner: inout JSONScanner) -> Bool? {
    if scanner.peek() == 0x74 { return scanner.literal("true") ? true : nil }
    return scanner.skip(nesting: &nesting) ? false : nil
  }

  private mutating func headText(
    _ scanner: inout JSONScanner,
    _ it: inout Fields,
    _ batch: RecordBatch,
    isIdentifier: Bool = false,
    _ set: (inout RawHead, ByteSlice) -> Void
  ) -> Bool {
    var slice = ByteSlice.absent
    let sound =
      isIdentifier ? identifier(&scanner, &slice, batch) : text(&scanner, &slice, batch)
    if sound { withHead(&it) { set(&$0, slice) } }
    return sound
  }

  private mutating func headTime(
    _ field: NativeField,
    _ scanner: inout JSONScanner,
    _ it: inout Fields,
    _ batch: RecordBatch,
    _ set: (inout RawHead, Instant) -> Void
  ) -> Bool {
    guard let instant = time(field, &scanner, &it, batch) else { return false }
    withHead(&it) { set(&$0, instant) }
    return true
  }

  /// A string, or null; any other value is skipped and counts as absent.
  private mutating func text(
    _ scanner: inout JSONScanner,
    _ slice: inout ByteSlice,
    _ batch: RecordBatch
  ) -> Bool {
    guard scanner.peek() == 0x22 else {
      slice = .absent
      return scanner.skip(nesting: &nesting)
    }
    guard let text = scanner.string() else { return false }
    slice = string(text, batch)
    return true
  }

  /// The bytes that a string stands for.
  @inline(__always)
  private mutating func string(_ text: JSONScanner.Text, _ batch: RecordBatch) -> ByteSlice {
    if !text.isASCII { replacedSequences += illFormedSequences(text.slice.buffer) }
    return text.hasEscapes ? plain(text, batch) : text.slice
  }

  /// A string or a number, kept as its text: ids are strings even when the export writes numbers.
  private mutating func identifier(
    _ scanner: inout JSONScanner,
    _ slice: inout ByteSlice,
    _ batch: RecordBatch
  ) -> Bool {
    switch scanner.peek() {
    case 0x30...0x39, 0x2D:
      guard let number = scanner.number() else { return scanner.skip(nesting: &nesting) }
      slice = number
      return true
    default: return text(&scanner, &slice, batch)
    }
  }

  /// A time as text or number; `.missing` for null and for a bad value, which is noted.
  ///
  /// Nil when the JSON is broken.
  @inline(__always)
  private mutating func time(
    _ field: NativeField,
    _ scanner: inout JSONScanner,
    _ it: inout Fields,
    _ batch: RecordBatch
  ) -> Instant? {
    it.forgive(field)
    let found: ByteSlice
    let next = scanner.peek()
    let at = scanner.position
    if next == 0x22 {
      guard let text = scanner.string() else { return nil }
      // Some writers put `+` into an escape.
      found = text.hasEscapes ? plain(text, batch) : text.slice
    } else if next == 0x2D || (0x30...0x39).contains(next), let number = scanner.number() {
      found = number
    } else {
      return scanner.skip(nesting: &nesting) ? .missing : nil
    }
    guard let parsed = times.parse(found.buffer) else {
      it.blame(
        field,
        at,
        "a time is " + quoted(found.buffer)
          + "; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
      )
      return .missing
    }
    if parsed.isNaive, field == .timestamp { it.raw.flags.insert(.naiveTime) }
    return parsed.instant
  }

  private func plain(_ text: JSONScanner.Text, _ batch: RecordBatch) -> ByteSlice {
    let room = batch.reserve(text.slice.count)
    let count = unescape(text.slice, into: room)
    batch.shrinkLast(by: text.slice.count - count)
    return ByteSlice(start: room, count: count)
  }

  /// Whether a sound value is a list, object or string that is not empty: only then something is attached.
  private func holdsSomething(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
    switch start.pointee {
    case 0x22: return end - start > 2
    case 0x5B, 0x7B:
      var inside = JSONScanner(start + 1, end)
      let next = inside.peek()
      return next != 0x5D && next != 0x7D
    default: return false
    }
  }

  /// Whether anything but white space stands there.
  @inline(__always)
  private func hasWords(_ text: ByteSlice) -> Bool {
    guard let start = text.start else { return false }
    for index in 0..<text.count where start[index] > 0x20 { return true }
    return false
  }
}

extension RawRecord.Flags {
  @inline(__always)
  fileprivate mutating func set(_ flag: Self, _ isSet: Bool) {
    if isSet { insert(flag) } else { remove(flag) }
  }
}

/// The first newline from `at`, or `end`.
@inline(__always)
private func newline(
  _ at: UnsafePointer<UInt8>,
  _ end: UnsafePointer<UInt8>
) -> UnsafePointer<UInt8> {
  guard let found = memchr(at, 0x0A, end - at) else { return end }
  return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
}
