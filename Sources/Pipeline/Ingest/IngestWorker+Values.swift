import ByteStreams
import Conversations
import Diagnostics
import Records

/// Onpar's own records in JSON that is no list of lines, and what was lost of such JSON in any format.
extension IngestWorker {
  func readValues(
    _ reader: inout ByteReader,
    _ rank: Int,
    depth: Int,
    areWrapped: Bool
  ) throws(StreamError) {
    var splitter = ValueSplitter(recordDepth: depth, limit: options.limits.maxLineBytes)
    // Of a loader, those that hold our records.
    var streams: Set<[UInt8]> = []
    let before = decoder.decoded
    defer {
      used[rank, default: 0] += decoder.decoded - before
      noteLosses(of: splitter, rank)
    }
    try eachPiece(&reader) { piece in
      splitter.consume(piece) { start, end, line, _ in
        let whole = UnsafeBufferPointer(start: start, count: end - start)
        guard let record = areWrapped ? unwrapped(whole, &streams) : whole,
          let first = record.baseAddress
        else { return }
        decoder.decode(
          first,
          first + record.count,
          line: Int32(clamping: line - 1),
          into: batch
        )
        takeIn(batch, ofOne: UnsafeRawBufferPointer(record), input: rank, line: line - 1)
        let (lines, columns) = Self.length(of: whole.prefix(first - start))
        takeFaults(rank, base: 0, envelope: (Int32(clamping: line - 1), lines, columns)) { _ in
          String(decoding: whole, as: UTF8.self)
        }
        batch.removeAll()
      }
    }
    finish(&splitter, rank)
  }

  /// The lines that end in a text, and the bytes behind the last of them.
  private static func length(of text: Slice<UnsafeBufferPointer<UInt8>>) -> (Int, Int) {
    let lines = text.count { $0 == 0x0A }
    let last = text.lastIndex(of: 0x0A).map { $0 + 1 } ?? text.startIndex
    return (lines, text.endIndex - last)
  }

  /// What stands in an envelope; what is in none, or is broken, as it is, and nil where there is no record of ours.
  ///
  /// Other streams of a loader are none of ours, until one of their records shows the sign.
  private func unwrapped(
    _ text: UnsafeBufferPointer<UInt8>,
    _ streams: inout Set<[UInt8]>
  ) -> UnsafeBufferPointer<UInt8>? {
    defer { store.removeAll() }
    guard let start = text.baseAddress,
      let node = try? store.parseJSON(start, start + text.count), let envelope = Envelope(node)
    else { return text }
    // Lines such as Singer's `SCHEMA` hold no record.
    guard let inside = envelope.record.json.start else { return nil }
    if !envelope.stream.isAbsent, !streams.contains(Array(envelope.stream.buffer)) {
      guard OwnSign.reason(envelope.record) != nil else { return nil }
      streams.insert(Array(envelope.stream.buffer))
    }
    return UnsafeBufferPointer(start: inside, count: envelope.record.json.count)
  }

  func noteLosses(of splitter: borrowing ValueSplitter, _ rank: Int) {
    for line in splitter.tooLong {
      setAside[rank, default: 0] += 1
      record(
        Problem(
          .overLimit,
          at: SourcePosition(input: rank, line: line - 1),
          detail: "a record is longer than \(options.limits.maxLineBytes) bytes"
        )
      )
    }
    for line in splitter.garbage {
      setAside[rank, default: 0] += 1
      record(
        Problem(
          .malformed,
          at: SourcePosition(input: rank, line: line - 1),
          detail: "expected a JSON object"
        )
      )
    }
  }

  func finish(_ splitter: inout ValueSplitter, _ rank: Int) {
    let (endsEarly, line) = splitter.finish()
    guard endsEarly else { return }
    record(
      Problem(
        .endsEarly,
        at: SourcePosition(input: rank, line: line - 1),
        detail: "the text ends before the last bracket is closed",
        consequence: "complete records are kept; the run is incomplete"
      )
    )
  }
}
