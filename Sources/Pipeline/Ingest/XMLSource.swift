import ByteStreams
import Diagnostics
import Records

/// One document of Onpar's XML, read by several workers in turn.
///
/// As with lines, the worker that holds the lock reads and parses the next piece into a batch of its own, and lets
/// go; while it takes the records in, the next worker parses. The parser is always busy, and nothing waits in a queue.
/// A batch holds whole conversations and the memory behind them, so it does not matter which worker has which.
final class XMLSource: Sendable {
  /// What a worker takes with it from its turn, beside the batch.
  struct Turn: Sendable {
    /// Of the turns with the document, from 0.
    var number: Int
    /// Records in the batch.
    var used = 0
    var problems: [Problem] = []
    /// File bytes read so far.
    var compressed = 0
    /// Only with the last turn.
    var ending: Ending?
  }

  /// What became of the document.
  struct Ending: Sendable {
    /// What ended the input early.
    var failure: StreamError?
    var unknownFields: [(name: String, count: Int)]
    /// Some of the document was not read.
    var isIncomplete: Bool
  }

  private let reading: SleepingLock<XMLReading>

  /// Takes over a document from its first unread byte on.
  init(_ reader: consuming ByteReader, zone: CalendarZone) {
    reading = SleepingLock(XMLReading(reader, zone: zone))
  }

  /// Puts the conversations that end in the next piece into `batch`; there may be none.
  ///
  /// - Parameters:
  ///   - batch: The worker's own, empty.
  ///   - piece: Where to read the piece; the worker's own too.
  /// - Returns: Nil once the last turn was given.
  func next(_ batch: RecordBatch, reading piece: UnsafeMutableRawBufferPointer) -> Turn? {
    reading.withLock { $0.next(batch, piece) }
  }
}

/// The part of `XMLSource` that is under its lock.
private struct XMLReading: ~Copyable {
  private var reader: ByteReader
  private let xml: XMLReader
  private var hasEnded = false
  private var turns = 0

  init(_ reader: consuming ByteReader, zone: CalendarZone) {
    self.reader = reader
    xml = XMLReader(limits: XMLLimits(), zone: zone)
  }

  mutating func next(
    _ batch: RecordBatch,
    _ piece: UnsafeMutableRawBufferPointer
  ) -> XMLSource.Turn? {
    guard !hasEnded else { return nil }
    let before = xml.decoded
    var failure: StreamError?
    do throws(StreamError) {
      let count = try reader.read(into: piece)
      if count > 0 {
        xml.consume(UnsafeRawBufferPointer(rebasing: piece[..<count]), into: batch)
      } else {
        hasEnded = true
        xml.finish(into: batch)
      }
    } catch {
      hasEnded = true
      failure = error
    }
    defer { turns += 1 }
    var turn = XMLSource.Turn(
      number: turns,
      used: xml.decoded - before,
      problems: xml.takeProblems(),
      compressed: reader.compressedBytesRead
    )
    if hasEnded {
      turn.ending = XMLSource.Ending(
        failure: failure,
        unknownFields: xml.unknownFields.all,
        isIncomplete: failure == nil && xml.isIncomplete
      )
    }
    return turn
  }
}
