package import Diagnostics
import Synchronization

/// One input, handed to several workers in blocks of whole lines.
///
/// A worker that asks gets the lock, reads (and inflates) the next block into its own buffer, and lets go;
/// while it works on the lines, the next worker reads. There is no queue, so nothing piles up, and nothing
/// is copied but the piece of a line that a block's end cuts off.
///
/// ```swift
/// let source = LineBlockSource(reader, input: rank)
/// var block = LineBlock()              // in each worker
/// while try source.next(&block) { scan(block.bytes) }
/// ```
///
/// Lines, their order and their offsets do not depend on the block size or on the number of workers; only
/// the numbers of the blocks do.
package final class LineBlockSource: Sendable {
  /// Between 64 KiB and 4 MiB the size made no difference to the speed.
  package static let defaultBlockSize = 256 << 10

  private let state: SleepingLock<LineBlockCutter>
  // Beside the lock, so that a progress display never waits for a slow pipe.
  private let compressed = Atomic(0)
  private let decoded = Atomic(0)

  /// Takes over an input from its first unread byte on.
  ///
  /// - Parameters:
  ///   - reader: The input, its text handling chosen.
  ///   - input: The input's rank in input order, for problems.
  ///   - blockSize: How many bytes to read at a time; at least 1. Not more than the longest line allowed is
  ///     used.
  package init(
    _ reader: consuming ByteReader,
    input: Int,
    blockSize: Int = LineBlockSource.defaultBlockSize
  ) {
    precondition(blockSize >= 1, "a block holds at least one byte")
    state = SleepingLock(LineBlockCutter(reader, input: input, blockSize: blockSize))
  }

  /// Puts the next lines into `block`.
  ///
  /// - Returns: Whether there were any; after false, and after an error, there are none.
  /// - Throws: What ended the input early, to one caller and after all its lines. The last block before it
  ///   then ends in a piece of a line.
  package func next(_ block: inout LineBlock) throws(StreamError) -> Bool {
    let outcome = state.withLock { cutter -> Result<Bool, StreamError> in
      defer {
        compressed.store(cutter.compressedBytesRead, ordering: .relaxed)
        decoded.store(cutter.decodedBytes, ordering: .relaxed)
      }
      return cutter.next(&block)
    }
    return try outcome.get()
  }

  /// Lines too long to be handed over, so far.
  package var problems: ProblemLedger { state.withLock { $0.problems } }

  /// How many lines were too long to be handed over, so far.
  package var skippedLines: Int { state.withLock { $0.skippedLines } }

  /// How many U+FFFD stand for UTF-16 or UTF-32 that was not text, so far.
  package var replacements: Int { state.withLock { $0.replacements } }

  /// How many bytes came from the file, and how many it became, so far.
  ///
  /// Asking never waits for a worker.
  package var progress: (compressed: Int, decoded: Int) {
    (compressed.load(ordering: .relaxed), decoded.load(ordering: .relaxed))
  }
}
