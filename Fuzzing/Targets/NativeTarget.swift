import Diagnostics
import Records

/// Onpar's own JSON, read in three ways that must agree: as a block, line by line, and in many blocks.
///
/// Only the first knows the shapes of earlier lines; the second is the strict decoder for any JSON.
struct NativeTarget {
  private let knob: UInt8

  init(_ knob: UInt8) { self.knob = knob }

  private struct Outcome: Equatable {
    var records = Digest()
    var faults: [String] = []
    var decoded = 0
    var oddNumbers = 0
    var replaced = 0
    var unknown: [String] = []

    mutating func end(_ decoder: inout NativeDecoder) {
      decoded = decoder.decoded
      oddNumbers = decoder.oddNumbers
      replaced = decoder.replacedSequences
      unknown = decoder.unknownFields.all.map { "\($0.name) \($0.count)" }
    }

    mutating func take(_ decoder: inout NativeDecoder, _ batch: RecordBatch, firstLine: Int) {
      records.add(batch, firstLine: firstLine)
      for fault in decoder.takeFaults() {
        faults.append(
          "\(firstLine + Int(fault.line)):\(fault.column) \(fault.kind) \(fault.detail)"
        )
      }
      batch.removeAll()
    }
  }

  func run(_ text: UnsafeRawBufferPointer) throws(Broken) {
    let together = read(text, inBlocksOf: .max)
    try Broken.unlessSame("as a block and line by line", together, alone(text))
    let blocks = read(text, inBlocksOf: 1 + Int(knob) * 8)
    try Broken.unlessSame("as a block and in many", together, blocks)
    try Broken.unless(together.records.records <= text.count, "more records than bytes")
    try values(text)
  }

  /// Blocks are whole lines, as the source of blocks cuts them.
  private func read(_ text: UnsafeRawBufferPointer, inBlocksOf size: Int) -> Outcome {
    var outcome = Outcome()
    var decoder = NativeDecoder(zone: .utc)
    let batch = RecordBatch(capacity: 1)
    var at = 0
    var line = 0
    while at < text.count {
      var stop = size < text.count - at ? at + size : text.count
      while stop < text.count, text[stop - 1] != 0x0A { stop += 1 }
      Pieces.whole.each(of: UnsafeRawBufferPointer(rebasing: text[at..<stop])) { block in
        let lines = decoder.decodeLines(block, into: batch)
        outcome.take(&decoder, batch, firstLine: line)
        line += Int(lines)
      }
      at = stop
    }
    outcome.end(&decoder)
    return outcome
  }

  private func alone(_ text: UnsafeRawBufferPointer) -> Outcome {
    var outcome = Outcome()
    var decoder = NativeDecoder(zone: .utc)
    let batch = RecordBatch(capacity: 1)
    for (number, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
    {
      Pieces.whole.each(of: UnsafeRawBufferPointer(rebasing: line)) { line in
        guard let start = line.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
        decoder.decode(start, start + line.count, line: 0, into: batch)
        outcome.take(&decoder, batch, firstLine: number)
      }
    }
    outcome.end(&decoder)
    return outcome
  }

  /// Arrays and objects in a row: the same records, wherever the pieces are cut.
  private func values(_ text: UnsafeRawBufferPointer) throws(Broken) {
    func read(_ pieces: Pieces) -> (Outcome, [Int]) {
      var outcome = Outcome()
      var decoder = NativeDecoder(zone: .utc)
      let batch = RecordBatch(capacity: 1)
      var splitter = ValueSplitter(recordDepth: Int(knob) % 3, limit: 4_096)
      pieces.each(of: text) { piece in
        splitter.consume(piece) { start, end, line, _ in
          decoder.decode(start, end, line: Int32(clamping: line - 1), into: batch)
          outcome.take(&decoder, batch, firstLine: 0)
        }
      }
      outcome.end(&decoder)
      return (outcome, splitter.tooLong + [-1] + splitter.garbage + [splitter.finish().line])
    }
    let (whole, losses) = read(.whole)
    let (cut, otherLosses) = read(Pieces(knob: knob))
    try Broken.unlessSame("values in one piece and in many", whole, cut)
    try Broken.unlessSame("losses in one piece and in many", losses, otherLosses)
    try Broken.unless(whole.records.records <= text.count, "more records than bytes")
  }
}
