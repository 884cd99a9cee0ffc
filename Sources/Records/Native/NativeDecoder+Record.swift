import Diagnostics

extension NativeDecoder {
  mutating func record(
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
            "the value of " + quotedWord(name.buffer) + " is broken; expected one whole JSON value"
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
  mutating func usual(
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
  mutating func read(
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
    case .text:
      it.odd.text = OddValue(at: &scanner)
      return text(&scanner, &it.raw.text, batch)
    case .conversationID:
      it.odd.conversation = OddValue(at: &scanner)
      return identifier(&scanner, &it.raw.conversation, batch)
    case .messageID: return identifier(&scanner, &it.raw.message, batch)
    case .customerID: return identifier(&scanner, &it.raw.customer, batch)
    case .authorID: return identifier(&scanner, &it.raw.author, batch)
    case .actorID: return identifier(&scanner, &it.actorID, batch)
    case .timestamp:
      it.raw.flags.remove(.naiveTime)
      guard let instant = time(.timestamp, &scanner, &it, batch) else { return false }
      it.raw.time = instant
      return true
    case .role:
      it.odd.role = OddValue(at: &scanner)
      return text(&scanner, &it.role, batch)
    case .channel: return text(&scanner, &it.raw.channel, batch)
    case .topic: return text(&scanner, &it.raw.topic, batch)
    case .language: return text(&scanner, &it.raw.language, batch)
    case .type: return text(&scanner, &it.type, batch)
    case .kind: return text(&scanner, &it.kind, batch)
    case .visibility: return text(&scanner, &it.visibility, batch)
    case .event:
      it.odd.event = OddValue(at: &scanner)
      return text(&scanner, &it.event, batch)
    case .actor: return text(&scanner, &it.actor, batch)
    case .schema, .labels: return skip(name, &scanner)
    case .tags:
      _ = scanner.peek()
      let start = scanner.position
      guard scanner.skip(nesting: &nesting) else { return false }
      it.tags = ByteSlice(start: start, count: scanner.position - start)
      return true
    case .sequence:
      _ = scanner.peek()
      let at = scanner.position
      it.raw.flags.remove(.hasSequence)
      it.raw.sequence = 0
      it.forgive(.sequence)
      guard let number = scanner.number() else { return scanner.skip(nesting: &nesting) }
      guard let value = number.string.flatMap({ Int64($0) }) else {
        it.blame(
          .sequence,
          at,
          "\"seq\" is " + quotedShape(number.buffer) + "; expected a whole number"
        )
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
      strangeFields.count(name)
      return skip(name, &scanner)
    }
  }

  /// Skips the value of a field that nobody reads; fields of different names rarely share a template.
  mutating func skip(_ name: ByteSlice, _ scanner: inout JSONScanner) -> Bool {
    let number = name.count &+ Int(name.start?.pointee ?? 0)
    return templates[number & 7].skip(&scanner, nesting: &nesting)
  }

  /// The items of a whole conversation, behind a `begin` record that is filled in when the object ends.
  mutating func items(
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
      let at = scanner.position
      if let readable,
        let stop = shaped(at, readable, line: line, isItem: true, into: batch)
      {
        scanner.position = stop
        continue
      }
      record(&scanner, start, line: line, parent: it.raw.conversation, into: batch)
      guard let failure else {
        if let readable, batch.records[mark].kind == .message, readable - scanner.position > 64 {
          shapes.learn(at, scanner.position, isItem: true, fields, nesting: &nesting)
        }
        continue
      }
      // Broken JSON costs the record; a bad value costs the item.
      if failure.kind == .malformed { return true }
      self.failure = nil
      batch.rollback(to: mark)
      pendingItemFaults.append(fault(failure, start, line))
    } while scanner.take(0x2C)
    return scanner.take(0x5D)
  }
}
