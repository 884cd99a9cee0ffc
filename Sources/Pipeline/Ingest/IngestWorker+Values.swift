import ByteStreams
import Conversations
import Diagnostics
import Records

/// Onpar's own records in JSON that is no list of lines.
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
        if areWrapped {
          decodeWrapped(start, end, line, &streams)
        } else {
          decoder.decode(start, end, line: Int32(clamping: line - 1), into: batch)
        }
        log.consume(batch, input: rank, block: nil)
        takeFaults(rank, base: 0) { _ in
          String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
        }
        batch.removeAll()
      }
    }
    finish(&splitter, rank)
  }

  /// Decodes what stands in an envelope; what is none, or is broken, as it stands.
  ///
  /// Other streams of a loader are none of ours, until one of their records shows the sign.
  private func decodeWrapped(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ line: Int,
    _ streams: inout Set<[UInt8]>
  ) {
    defer { store.removeAll() }
    var (first, last) = (start, end)
    if let node = try? store.parseJSON(start, end), let envelope = Envelope(node) {
      let inside = envelope.record.json
      // Lines such as Singer's `SCHEMA` hold no record.
      guard let begin = inside.start else { return }
      if !envelope.stream.isAbsent, !streams.contains(Array(envelope.stream.buffer)) {
        guard OwnSign.reason(envelope.record) != nil else { return }
        streams.insert(Array(envelope.stream.buffer))
      }
      (first, last) = (begin, begin + inside.count)
    }
    decoder.decode(first, last, line: Int32(clamping: line - 1), into: batch)
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
