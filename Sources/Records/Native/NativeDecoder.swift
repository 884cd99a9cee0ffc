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

  package internal(set) var faults: [Fault] = []
  /// Fields that Onpar does not know.
  package var unknownFields: UnknownFields {
    var all = strangeFields
    all.merge(shapes.unknownFields.all)
    return all
  }

  /// Those in records that no shape fitted.
  var strangeFields = UnknownFields()
  /// Ill-formed UTF-8 sequences, each read as one U+FFFD.
  package internal(set) var replacedSequences = 0
  /// `NaN` and infinities read as null.
  package internal(set) var oddNumbers = 0
  /// Records decoded: messages, events and heads.
  package internal(set) var decoded = 0

  let fields = NativeFieldTable()
  let guesses = KeyGuesses()
  let places = StringPlaces()
  var templates = [SkipTemplate](repeating: SkipTemplate(), count: 8)
  let shapes = RecordShapes()
  /// Up to where a record's block may be read.
  var readable: UnsafePointer<UInt8>?
  var times: TimestampParser
  var nesting: [UInt64] = []

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
    readable = end
    defer { readable = nil }
    while at < end {
      if let stop = shaped(at, end, line: line, isItem: false, into: batch) {
        at = stop < end ? stop + 1 : end
        line += 1
        continue
      }
      let stop = newline(at, end)
      let mark = batch.mark
      decode(at, stop, line: line, into: batch)
      if batch.mark == mark + 1, batch.records[mark].kind == .message, end - stop > 64 {
        shapes.learn(at, stop, isItem: false, fields, nesting: &nesting)
      }
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
  func fault(_ failure: Failure, _ start: UnsafePointer<UInt8>, _ line: Int32) -> Fault {
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

  struct Failure {
    var kind: ProblemKind
    var at: UnsafePointer<UInt8>
    var detail: String
  }

  var failure: Failure?
  var pendingItemFaults: [Fault] = []

  // Head fields are rare, so they are kept here and not zeroed for every message.
  var outerHead = RawHead()
  var itemHead = RawHead()

  mutating func withHead(_ it: inout Fields, _ change: (inout RawHead) -> Void) {
    it.hasHead = true
    if it.isItem { change(&itemHead) } else { change(&outerHead) }
  }

  /// Moves the head fields of a record into the batch, and leaves none behind.
  mutating func keepHead(_ it: inout Fields, _ batch: RecordBatch) {
    it.raw.head = Int32(batch.heads.count)
    batch.heads.append(it.isItem ? itemHead : outerHead)
  }

  mutating func forgetHead(isItem: Bool) {
    if isItem { itemHead = RawHead() } else { outerHead = RawHead() }
  }

  mutating func fail(_ kind: ProblemKind, _ at: UnsafePointer<UInt8>, _ detail: String) {
    if failure == nil { failure = Failure(kind: kind, at: at, detail: detail) }
  }
}

/// The first newline from `at`, or `end`.
@inline(__always)
func newline(
  _ at: UnsafePointer<UInt8>,
  _ end: UnsafePointer<UInt8>
) -> UnsafePointer<UInt8> {
  guard let found = memchr(at, 0x0A, end - at) else { return end }
  return UnsafePointer(found.assumingMemoryBound(to: UInt8.self))
}
