/// Cuts a stream of JSON text into its records without knowing what they mean.
///
/// For everything that is not one record a line: arrays, one object around one big array, pretty-printed or
/// concatenated objects, JSON text sequences (FORMATS 4.1, layer 3). Fed in pieces of any size; only the record that
/// is being read is kept, so an array of any length is streamed.
///
/// Records are told by the number of brackets around them, or by their path from the outermost value.
package struct ValueSplitter: ~Copyable {
  /// How many brackets stand around a record: 0 objects in a row, 1 an array, 2 an array in an object.
  package let recordDepth: Int
  /// Bytes of the largest record that is kept.
  package let limit: Int

  /// The steps to the records: a name, or nil for all elements or members; nil where depth decides.
  ///
  /// An array at the path's end stands for its elements.
  private let path: [[UInt8]?]?
  /// Of the open brackets around records: whether it is an array, and how many steps lead to it; -1 when none do.
  private var around: [(isArray: Bool, steps: Int)] = []

  private var record: [UInt8] = []
  private var depth = 0
  // Kinds of the brackets around records, the outermost in bit 0: 1 an array.
  private var arrays: UInt8 = 0
  private var inRecord = false
  private var inString = false
  private var escaped = false
  private var line = 1
  private var recordLine = 1
  /// The depth at which the present record ends.
  private var recordEnd = 0
  private var isTooLong = false
  // The string that ended last outside of records, at most 64 bytes of it: the name before an array.
  private var lastString: [UInt8] = []
  /// The name under which the array of the present records stands; empty without one.
  private var arrayName: [UInt8] = []

  /// Records over the limit, by line.
  package private(set) var tooLong: [Int] = []
  /// Lines on which something stands that is no JSON at the level of records.
  package private(set) var garbage: [Int] = []

  package init(recordDepth: Int, limit: Int = 64 << 20) {
    self.recordDepth = recordDepth
    self.limit = limit
    path = nil
  }

  /// A splitter for the records at a path: names, and nil for all elements or members.
  package init(path: [[UInt8]?], limit: Int = 64 << 20) {
    recordDepth = 0
    self.limit = limit
    self.path = path
  }

  /// Takes a piece; `body` gets each record that it completes, the line on which the record began, from 1, and the
  /// name of the array that holds it, empty without one.
  package mutating func consume(
    _ piece: UnsafeRawBufferPointer,
    _ body: (
      _ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>, _ line: Int, _ array: [UInt8]
    ) -> Void
  ) {
    guard let base = piece.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    let end = base + piece.count
    var at = base
    // Where the current record, or its part in this piece, begins.
    var recordStart: UnsafePointer<UInt8>? = inRecord ? base : nil
    while at < end {
      if inRecord, !escaped { at = inString ? Self.inText(at, end) : Self.inValue(at, end) }
      guard at < end else { break }
      let byte = at.pointee
      at += 1
      if byte == 0x0A { line += 1 }
      if inString {
        if !inRecord, byte != 0x22, lastString.count < 64 { lastString.append(byte) }
        if escaped {
          escaped = false
        } else if byte == 0x5C {
          escaped = true
        } else if byte == 0x22 {
          inString = false
        }
        continue
      }
      switch byte {
      case 0x22:
        if inRecord, let stop = Self.endOfText(at, end) {
          at = stop
          break
        }
        inString = true
        if !inRecord { lastString.removeAll(keepingCapacity: true) }
        if isAtRecords { noteGarbage() }
      case 0x7B, 0x5B:
        if path != nil {
          if !inRecord, open(isArray: byte == 0x5B) {
            recordStart = at - 1
            recordLine = line
            recordEnd = depth
            isTooLong = false
            inRecord = true
          }
          depth += 1
          break
        }
        if isAtRecords {
          if byte == 0x7B {
            recordStart = at - 1
            recordLine = line
            recordEnd = depth
            isTooLong = false
            inRecord = true
          } else {
            noteGarbage()
          }
        } else if depth == 0, byte != (recordDepth == 1 ? 0x5B : 0x7B) {
          noteGarbage()
        }
        if byte == 0x5B, depth == recordDepth - 1 {
          swap(&arrayName, &lastString)
          lastString.removeAll(keepingCapacity: true)
        }
        if depth < 8 {
          let bit: UInt8 = 1 << UInt8(depth)
          if byte == 0x5B { arrays |= bit } else { arrays &= ~bit }
        }
        depth += 1
      case 0x7D, 0x5D:
        guard depth > 0 else {
          noteGarbage()
          break
        }
        depth -= 1
        if !inRecord, !around.isEmpty, depth < around.count { around.removeLast() }
        if inRecord, depth == recordEnd, let start = recordStart {
          finish(start, at, body)
          recordStart = nil
          inRecord = false
        }
      default:
        guard isAtRecords || (depth == 0 && !inRecord) else { break }
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D, 0x1E, 0x2C: break
        default: noteGarbage()
        }
      }
    }
    if let start = recordStart { keep(start, end) }
  }

  /// Behind the string that began before `start`; nil where it goes on behind the piece, or holds an escape or a line end.
  @inline(__always)
  private static func endOfText(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8>? {
    guard let (stop, _) = JSONScanner.special(start, end - 16), stop.pointee == 0x22 else {
      return nil
    }
    return stop + 1
  }

  /// The first byte from `at` that may end a string or begin an escape or a line.
  @inline(__always)
  private static func inText(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var at = start
    while end - at >= 8 {
      let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
      let found =
        zeros(word ^ 0x2222_2222_2222_2222) | zeros(word ^ 0x5C5C_5C5C_5C5C_5C5C)
        | zeros(word ^ 0x0A0A_0A0A_0A0A_0A0A)
      if found != 0 { return at + (found.trailingZeroBitCount >> 3) }
      at += 8
    }
    return at
  }

  /// The first byte from `at` that may be a bracket, begin a string, or begin a line.
  @inline(__always)
  private static func inValue(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> UnsafePointer<UInt8> {
    var at = start
    while end - at >= 8 {
      // With this bit both kinds of brackets look alike; what it makes look like one is seen to be none later.
      let word = UnsafeRawPointer(at).loadUnaligned(as: UInt64.self) | 0x2020_2020_2020_2020
      let found =
        zeros(word ^ 0x7B7B_7B7B_7B7B_7B7B) | zeros(word ^ 0x7D7D_7D7D_7D7D_7D7D)
        | zeros(word ^ 0x2222_2222_2222_2222) | zeros(word ^ 0x2A2A_2A2A_2A2A_2A2A)
      if found != 0 { return at + (found.trailingZeroBitCount >> 3) }
      at += 8
    }
    return at
  }

  /// Marks the bytes that are zero by their highest bit; exact up to the lowest one.
  @inline(__always)
  private static func zeros(_ word: UInt64) -> UInt64 {
    (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
  }

  /// Notes a bracket that opens outside of records; whether a record begins there.
  private mutating func open(isArray: Bool) -> Bool {
    guard let path else { return false }
    var steps = 0
    if let parent = around.last {
      steps = -1
      if parent.steps >= 0, around.count == depth {
        if parent.steps == path.count {
          // Elements of the array that the path leads to.
          if parent.isArray { steps = path.count }
        } else if path[parent.steps].map({ !parent.isArray && $0 == lastString }) ?? true {
          steps = parent.steps + 1
        }
      }
    }
    lastString.removeAll(keepingCapacity: true)
    if steps == path.count, !isArray { return true }
    // Deeper than any path leads: nothing in there can be a record.
    if around.count == depth, depth <= 64 { around.append((isArray, steps)) }
    return false
  }

  private mutating func finish(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ body: (UnsafePointer<UInt8>, UnsafePointer<UInt8>, Int, [UInt8]) -> Void
  ) {
    if record.isEmpty, !isTooLong, end - start <= limit {
      body(start, end, recordLine, arrayName)
      return
    }
    keep(start, end)
    if isTooLong {
      tooLong.append(recordLine)
    } else {
      record.withUnsafeBufferPointer { bytes in
        // A record has at least its brackets.
        if let base = bytes.baseAddress { body(base, base + bytes.count, recordLine, arrayName) }
      }
    }
    record.removeAll(keepingCapacity: record.capacity <= 1 << 20)
  }

  private mutating func keep(_ start: UnsafePointer<UInt8>, _ end: UnsafePointer<UInt8>) {
    guard !isTooLong else { return }
    guard record.count + (end - start) <= limit else {
      isTooLong = true
      record = []
      return
    }
    record.append(contentsOf: UnsafeBufferPointer(start: start, count: end - start))
  }

  /// Whether records may begin here: all brackets around them are open, the last one an array's.
  @inline(__always)
  private var isAtRecords: Bool {
    path == nil && depth == recordDepth
      && (recordDepth == 0 || arrays & (1 << UInt8(recordDepth - 1)) != 0)
  }

  /// Notes a line once, however many words of garbage stand on it.
  private mutating func noteGarbage() {
    guard garbage.last != line, garbage.count < 1_000 else { return }
    garbage.append(line)
  }

  /// Whether the text ends inside a record or before its outer brackets are closed, and on which line.
  package func finish() -> (endsEarly: Bool, line: Int) {
    (depth > 0 || inString, line)
  }
}
