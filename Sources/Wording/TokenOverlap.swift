/// How many tokens two messages share, as sets: the Jaccard index of METRICS section 8.
package struct TokenOverlap: Sendable, Hashable {
  /// Tokens in both sets.
  package let shared: Int
  /// Tokens in either set.
  package let either: Int

  /// Compares the sets of two token sequences of any length; repeated tokens count once.
  package init(_ left: UnsafeBufferPointer<UInt32>, _ right: UnsafeBufferPointer<UInt32>) {
    // A table at most half full, so that a probe always ends. It lives on the stack at usual sizes.
    let total = max(left.count + right.count, 4)
    let slots = 1 << (Int.bitWidth - (2 * total - 1).leadingZeroBitCount)
    (shared, either) = withUnsafeTemporaryAllocation(of: UInt64.self, capacity: slots) { table in
      table.initialize(repeating: 0)
      var shared = 0
      var either = 0
      for token in left {
        let slot = Self.slot(of: token, in: table)
        if table[slot] == 0 {
          table[slot] = UInt64(token) | Self.onLeft
          either += 1
        }
      }
      for token in right {
        let slot = Self.slot(of: token, in: table)
        if table[slot] == 0 {
          table[slot] = UInt64(token) | Self.onRight
          either += 1
        } else if table[slot] & Self.onRight == 0 {
          table[slot] |= Self.onRight
          shared += 1
        }
      }
      return (shared, either)
    }
  }

  /// The index, or nil when both messages have no token at all: nothing is then similar to nothing.
  package var index: Double? {
    either > 0 ? Double(shared) / Double(either) : nil
  }

  private static let onLeft: UInt64 = 1 << 32
  private static let onRight: UInt64 = 1 << 33

  @inline(__always)
  private static func slot(of token: UInt32, in table: UnsafeMutableBufferPointer<UInt64>) -> Int {
    let mask = table.count - 1
    var slot = Int(token &* 0x9E37_79B1 >> 8) & mask
    while table[slot] != 0, UInt32(truncatingIfNeeded: table[slot]) != token {
      slot = (slot + 1) & mask
    }
    return slot
  }
}

/// Whether the Jaccard index of two messages' token sets is at least the threshold.
///
/// Exact on the tokens given, which are the first `TextScanner.tokenCap` of a message. The quotient is
/// compared, so that 9 shared of 10 reaches a threshold written as 0.9. Two messages without tokens are not
/// similar.
package func jaccardAtLeast(
  _ left: UnsafeBufferPointer<UInt32>,
  _ right: UnsafeBufferPointer<UInt32>,
  threshold: Double
) -> Bool {
  guard let index = TokenOverlap(left, right).index else { return false }
  return index >= threshold
}

/// Whether two messages may have a Jaccard index of at least the threshold, from their summaries alone.
///
/// False is certain; true must be checked with `jaccardAtLeast`. Let A and B be the token sets with
/// |A∩B| ≥ t·|A∪B|. The sets differ in |A∪B| − |A∩B| ≤ (1−t)·|A∪B| tokens, and |A∪B| ≤ |A∩B|/t ≤
/// min(|A|,|B|)/t, so they differ in at most (1−t)/t · min(|A|,|B|) tokens. Each token sets one bit, so a
/// bit in which the signatures differ comes from at least one token of the difference, and no token
/// accounts for two bits. `tokenCount` counts repeated tokens too, which only loosens the bound.
package func mayReach(_ threshold: Double, _ left: TextSummary, _ right: TextSummary) -> Bool {
  guard threshold > 0 else { return true }
  let differing = (left.signature ^ right.signature).nonzeroBitCount
  let fewest = Double(min(left.tokenCount, right.tokenCount))
  // The small addend keeps rounding on the safe side.
  return Double(differing) <= (1 - threshold) / threshold * fewest + 1e-6
}
