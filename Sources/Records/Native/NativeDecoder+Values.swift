import Diagnostics

extension NativeDecoder {
  /// `csat`, `resolution` and `detail`: small objects, rare enough for a tree.
  mutating func small(
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
      rating.hasComment = value["comment"]?.string.map { $0.contains { !$0.isWhitespace } } ?? false
      withHead(&it) { [rating] in $0.rating = rating }
    case .resolution:
      guard let word = value["value"]?.string else { return true }
      guard word == "resolved" || word == "unresolved" else {
        it.blame(
          field,
          start,
          "\"resolution\" is " + quotedWord(word.utf8) + "; expected resolved or unresolved"
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
  func rating(_ value: JSONValue) -> RawRating? {
    func finite(_ key: String) -> Double? {
      value[key]?.double.flatMap { $0.isFinite ? $0 : nil }
    }
    guard let score = finite("score") else { return nil }
    return RawRating(score: score, min: finite("min") ?? 1, max: finite("max") ?? 5, time: .missing)
  }

  mutating func instant(_ value: JSONValue) -> Instant? {
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
  mutating func flag(_ scanner: inout JSONScanner) -> Bool? {
    if scanner.peek() == 0x74 { return scanner.literal("true") ? true : nil }
    return scanner.skip(nesting: &nesting) ? false : nil
  }

  mutating func headText(
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

  mutating func headTime(
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
  mutating func text(
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
  mutating func string(_ text: JSONScanner.Text, _ batch: RecordBatch) -> ByteSlice {
    if !text.isASCII { replacedSequences += illFormedSequences(text.slice.buffer) }
    return text.hasEscapes ? plain(text, batch) : text.slice
  }

  /// A string or a number, kept as its text: ids are strings even when the export writes numbers.
  mutating func identifier(
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
  mutating func time(
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
        "a time is " + quotedShape(found.buffer)
          + "; expected an ISO 8601 time such as 2024-03-09T17:20:00Z"
      )
      return .missing
    }
    if parsed.isNaive, field == .timestamp { it.raw.flags.insert(.naiveTime) }
    return parsed.instant
  }

  func plain(_ text: JSONScanner.Text, _ batch: RecordBatch) -> ByteSlice {
    let room = batch.reserve(text.slice.count)
    let count = unescape(text.slice, into: room)
    batch.shrinkLast(by: text.slice.count - count)
    return ByteSlice(start: room, count: count)
  }

  /// Whether a sound value is a list, object or string that is not empty: only then something is attached.
  func holdsSomething(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) -> Bool {
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
  func hasWords(_ text: ByteSlice) -> Bool {
    guard let start = text.start else { return false }
    for index in 0..<text.count where start[index] > 0x20 { return true }
    return false
  }
}
