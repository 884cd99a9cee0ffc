import Conversations
import Records

extension IngestWorker {
  /// Takes in what was decoded of some lines.
  func takeIn(_ batch: RecordBatch, of lines: UnsafeRawBufferPointer, input: Int, block: Int) {
    setDown(batch, of: lines, at: Spill.Place(input: input, line: block << 24, isAlone: false))
    log.consume(batch, input: input, block: block)
  }

  /// Takes in what was decoded of one record, which begins on a line from 0.
  func takeIn(_ batch: RecordBatch, ofOne record: UnsafeRawBufferPointer, input: Int, line: Int) {
    setDown(batch, of: record, at: Spill.Place(input: input, line: line, isAlone: true))
    log.consume(batch, input: input, block: nil)
  }

  private func setDown(
    _ batch: RecordBatch,
    of bytes: UnsafeRawBufferPointer,
    at place: Spill.Place
  ) {
    guard let spill = options.spill else { return }
    if !spill.take(from: batch, of: bytes, at: place) { queue.stop() }
  }
}
