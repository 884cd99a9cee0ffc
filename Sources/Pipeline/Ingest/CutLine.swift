import ByteStreams
import Diagnostics
import Records

/// The last line of an input, if the input ends inside its record: it is no broken record, the input is not whole.
struct CutLine {
  /// In its block, from 0.
  let number: Int
  private let bytes: Int
  private let isTold: Bool

  /// Nil when the block's last line has its end, or is broken in another way.
  init?(_ block: borrowing LineBlock, number: Int) {
    guard block.ending != .newline else { return nil }
    let bytes = block.bytes
    let start = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard CutJSON.isBeginning(UnsafeRawBufferPointer(rebasing: bytes[start...])) else { return nil }
    self.number = number
    self.bytes = bytes.count - start
    isTold = block.ending == .failure
  }

  /// What is said of it; nil where the stream itself says why it ends there.
  ///
  /// - Parameters:
  ///   - input: The input's rank.
  ///   - base: What stands before the line's number in its block.
  /// - Returns: A problem of the whole input.
  func problem(input: Int, base: Int) -> Problem? {
    guard !isTold else { return nil }
    return Problem(
      .endsEarly,
      at: SourcePosition(input: input, line: base + number, column: bytes + 1),
      detail: "the text ends inside its last record; expected the rest of it",
      consequence: "what came before is used; the run is incomplete"
    )
  }
}
