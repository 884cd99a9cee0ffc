extension NativeDecoder {
  /// Decodes a message that has the shape of an earlier one, in a single pass without looking anything up.
  ///
  /// Says the same as `record`, which takes over from the start wherever anything is unusual: the two are compared in
  /// tests.
  ///
  /// `start` is the first byte of a line or item. The block may be read up to `readable`, but never more than the line is
  /// taken: a line end stops every scan.
  ///
  /// - Returns: What follows the message: for a line its end; nil, and nothing done, if no shape fits.
  @inline(__always)
  mutating func shaped(
    _ start: UnsafePointer<UInt8>,
    _ readable: UnsafePointer<UInt8>,
    line: Int32,
    isItem: Bool,
    into batch: RecordBatch
  ) -> UnsafePointer<UInt8>? {
    var attempt = 0
    while attempt < shapes.learnt(isItem: isItem) {
      let shape = shapes.shape(attempt, isItem: isItem)
      if let stop = follow(shape, start, readable, line: line, isItem: isItem, into: batch) {
        shapes.fits(attempt, isItem: isItem)
        return stop
      }
      attempt += 1
    }
    return nil
  }

  private mutating func follow(
    _ shape: UnsafeMutablePointer<RecordShape>,
    _ start: UnsafePointer<UInt8>,
    _ readable: UnsafePointer<UInt8>,
    line: Int32,
    isItem: Bool,
    into batch: RecordBatch
  ) -> UnsafePointer<UInt8>? {
    // Whole vectors are loaded, so the last bytes of a block are left to `record`.
    guard readable - start >= RecordShape.longestPiece else { return nil }
    let lastLoad = readable - RecordShape.longestPiece
    let slot = batch.nextSlot()
    slot.initialize(to: RawRecord(.message, line: line))
    let words = shapes.words
    words.pointee = RecordWords()
    let steps = shape.pointee.steps
    let count = shape.pointee.count
    var at = start
    var index = 0
    var replaced = 0
    var odd = 0
    var unknown: UInt32 = 0
    while true {
      guard at <= lastLoad else { return nil }
      // Fields may be left out.
      while index < count, !RecordShape.Step.stands(steps + index, at) { index += 1 }
      guard index < count else { break }
      let step = steps + index
      at += step.pointee.count
      guard at <= lastLoad else { return nil }
      if step.pointee.kind == .skip {
        if step.pointee.isUnknown { unknown |= 1 << UInt32(index) }
        guard let stop = skipped(step, at, readable, &odd) else { return nil }
        at = stop
        index += 1
        continue
      }
      index += 1
      let slice: ByteSlice
      if at.pointee == 0x22 {
        guard let (stop, isASCII) = JSONScanner.special(at + 1, lastLoad) else { return nil }
        if stop.pointee == 0x22 {
          slice = ByteSlice(start: at + 1, count: stop - at - 1)
          if !isASCII, step.pointee.kind != .time { replaced += illFormedSequences(slice.buffer) }
          if slice.count == step.pointee.length {
            step.pointee.steadiness &+= 1
            // Ids are always as long as the one before: then the next key need not wait until this end was found.
            at = step.pointee.steadiness > 8 ? at + step.pointee.stride : stop + 1
          } else {
            step.pointee.length = slice.count
            step.pointee.stride = slice.count + 2
            step.pointee.steadiness = 0
            at = stop + 1
          }
        } else {
          var scanner = JSONScanner(at, readable)
          guard let text = scanner.string() else { return nil }
          if !text.isASCII, step.pointee.kind != .time {
            replaced += illFormedSequences(text.slice.buffer)
          }
          slice = text.hasEscapes ? plain(text, batch) : text.slice
          at = scanner.position
        }
      } else if UnsafeRawPointer(at).loadUnaligned(as: UInt32.self) == null {
        at += 4
        continue
      } else {
        var scanner = JSONScanner(at, readable)
        guard step.pointee.kind != .string, let number = scanner.number() else { return nil }
        slice = number
        at = scanner.position
      }
      if step.pointee.kind == .time {
        guard let parsed = times.parse(slice.buffer) else { return nil }
        if parsed.isNaive { slot.pointee.flags.insert(.naiveTime) }
        slot.pointee.time = parsed.instant
      } else {
        let target = step.pointee.isWord ? UnsafeMutableRawPointer(words) : .init(slot)
        target.storeBytes(of: slice, toByteOffset: step.pointee.offset, as: ByteSlice.self)
      }
    }
    guard at.pointee == 0x7D else { return nil }
    at += 1
    if !isItem {
      guard slot.pointee.conversation.count > 0 else { return nil }
      if at.pointee == 0x0D { at += 1 }
      guard at.pointee == 0x0A else { return nil }
    }
    guard isSound(slot, words) else { return nil }
    replacedSequences += replaced
    oddNumbers += odd
    while unknown != 0 {
      steps[unknown.trailingZeroBitCount].unknownCount += 1
      unknown &= unknown - 1
    }
    decoded += 1
    batch.keepSlot()
    return at
  }

  /// Skips a value that nobody reads; nil when it must be looked at more closely.
  @inline(__always)
  private mutating func skipped(
    _ step: UnsafeMutablePointer<RecordShape.Step>,
    _ at: UnsafePointer<UInt8>,
    _ readable: UnsafePointer<UInt8>,
    _ odd: inout Int
  ) -> UnsafePointer<UInt8>? {
    var scanner = JSONScanner(at, readable)
    if !step.pointee.skip.matches(&scanner) {
      // Another shape, or a plain value: what is skipped must end with the line.
      scanner = JSONScanner(at, newline(at, readable))
      guard step.pointee.skip.skip(&scanner, nesting: &nesting) else { return nil }
    }
    odd += scanner.oddNumbers
    return scanner.position
  }

  /// Reads the words of a message; false when it is none, or lacks something.
  @inline(__always)
  private func isSound(
    _ slot: UnsafeMutablePointer<RawRecord>,
    _ words: UnsafeMutablePointer<RecordWords>
  ) -> Bool {
    guard words.pointee.type.isAbsent || words.pointee.type.equals("message"),
      !words.pointee.role.isAbsent, hasWords(slot.pointee.text)
    else { return false }
    if let role = NativeWords.role(words.pointee.role) {
      slot.pointee.role = role
    } else {
      slot.pointee.flags.insert(.oddRole)
    }
    if words.pointee.visibility.equals("private") { slot.pointee.flags.insert(.isPrivate) }
    if !words.pointee.kind.isAbsent, let kind = NativeWords.kind(words.pointee.kind) {
      slot.pointee.shape = kind.rawValue
      slot.pointee.flags.insert(.explicitKind)
    }
    return true
  }
}

/// `null` as one word in the order of memory.
private let null = UInt32(littleEndian: 0x6C6C_756E)
