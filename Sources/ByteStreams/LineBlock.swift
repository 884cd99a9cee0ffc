/// A worker's own buffer, and the whole lines that the last pull put into it.
///
/// One is made for each worker and used for all its pulls; it grows only for a line longer than a block.
package struct LineBlock: ~Copyable, @unchecked Sendable {
  // Unchecked: the memory belongs to this value alone.

  var storage: PageBuffer
  var lines = 0..<0

  /// The block's place among the blocks of its input, from 0.
  package internal(set) var number = 0
  /// Where the first line begins in the decoded input.
  package internal(set) var offset = 0
  /// How many over-long lines were skipped just before this block: they count when lines are numbered.
  package internal(set) var skippedLines = 0

  /// What stands behind the last line.
  package enum Ending: Sendable {
    /// A newline.
    case newline
    /// The end of the input, and no newline.
    case bare
    /// What ended the input early; the last line may be a piece.
    case failure
  }

  /// How the last line ends; anything but a newline only in the last block of an input.
  package internal(set) var ending = Ending.newline

  /// Makes an empty block with its buffer.
  package init() {
    storage = PageBuffer(capacity: LineBlockSource.defaultBlockSize + PageBuffer.alignment)
  }

  /// The lines with their ends, carriage returns as they came.
  ///
  /// Only the very last line of an input may lack one.
  ///
  /// Good until the next pull. Another 64 bytes may be read behind the end, so that a scanner can load whole
  /// vectors; what they hold means nothing.
  package var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(storage.bytes(lines)) }

  /// How many bytes the lines take.
  package var count: Int { lines.count }
}
