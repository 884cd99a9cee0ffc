/// Sorting of whole numbers in linear time.
package enum RadixSort {
  private static let width = 11
  private static let buckets = 1 << width

  /// Sorts by the bits from `low` on; items that are equal there keep their order.
  ///
  /// Bits below `low` must ascend among such items where the order matters, as row numbers do: short
  /// inputs are sorted by all bits.
  package static func sort(_ items: inout [UInt64], low: Int) {
    guard items.count > 256 else {
      items.sort()
      return
    }
    var all: UInt64 = 0
    for item in items { all |= item }
    let high = UInt64.bitWidth - all.leadingZeroBitCount
    guard high > low else { return }
    let shifts = Array(stride(from: UInt64(low), to: UInt64(high), by: width))
    // All digits are counted in one pass.
    let mask = UInt64(buckets - 1)
    var counts = [Int32](repeating: 0, count: shifts.count * buckets)
    // Spans here and below: an array asks at every write whether somebody else holds it.
    do {
      var counts = counts.mutableSpan
      for item in items {
        for place in shifts.indices {
          counts[place &* buckets &+ Int(truncatingIfNeeded: item &>> shifts[place] & mask)] &+= 1
        }
      }
    }
    var scratch = [UInt64](repeating: 0, count: items.count)
    var next = [Int](repeating: 0, count: buckets)
    for place in shifts.indices {
      var sum = 0
      var most = 0
      for bucket in 0..<buckets {
        let count = Int(counts[place &* buckets &+ bucket])
        next[bucket] = sum
        sum += count
        most = max(most, count)
      }
      // A digit that all items share moves nothing.
      if most == items.count { continue }
      let shift = shifts[place]
      do {
        var target = scratch.mutableSpan
        var next = next.mutableSpan
        for item in items {
          let bucket = Int(truncatingIfNeeded: item &>> shift & mask)
          target[next[bucket]] = item
          next[bucket] &+= 1
        }
      }
      swap(&items, &scratch)
    }
  }
}
