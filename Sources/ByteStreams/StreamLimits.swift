/// How much of a stranger's input this stage is willing to take on.
///
/// Every bound has an outcome of its own: nothing is cut off in silence. `Docs/Limits.md` is the table.
package struct StreamLimits: Sendable, Hashable {
  /// How many decompressed bytes one byte on disk may become, once `freeExpansion` is used up.
  ///
  /// Deflate itself cannot exceed 1032. Chat logs come to between 4 and 30, the most repetitive ones to
  /// about 100. Gzip inside gzip is measured against the bytes on disk, at each layer.
  package var maxExpansionRatio: Int

  /// Decompressed bytes that no ratio is applied to, so that a small file may be as repetitive as it
  /// likes.
  package var freeExpansion: Int

  /// The longest line, in decoded bytes without its newline, that is handed over.
  package var maxLineBytes: Int

  /// - Parameters:
  ///   - maxExpansionRatio: Decompressed bytes for each byte on disk; at least 1.
  ///   - freeExpansion: Decompressed bytes before the ratio counts; at least 0.
  ///   - maxLineBytes: The longest line in bytes; at least 1.
  package init(
    maxExpansionRatio: Int = 200,
    freeExpansion: Int = 64 << 20,
    maxLineBytes: Int = 64 << 20
  ) {
    precondition(maxExpansionRatio >= 1, "an expansion ratio below 1 would refuse stored data")
    precondition(freeExpansion >= 0, "the free expansion counts bytes")
    precondition(maxLineBytes >= 1, "a line holds at least one byte")
    self.maxExpansionRatio = maxExpansionRatio
    self.freeExpansion = freeExpansion
    self.maxLineBytes = maxLineBytes
  }
}

extension StreamLimits {
  /// How many bytes `compressed` bytes on disk may become.
  func allowance(compressed: Int) -> Int {
    let (product, overflow) = compressed.multipliedReportingOverflow(by: maxExpansionRatio)
    // One byte below the end of `Int`, so that "one more than allowed" can still be counted.
    return overflow ? Int.max - 1 : min(max(freeExpansion, product), Int.max - 1)
  }
}
