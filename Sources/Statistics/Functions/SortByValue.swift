/// Sorting of large columns by a floating-point value.
enum SortByValue {
  private static let bits = 11

  private struct Item {
    var key: UInt64
    var position: Int32
  }

  /// The positions in ascending order of value; equal values keep the order given.
  ///
  /// Values must not be NaN. A radix sort on the bits, so linear in the number of positions; short
  /// inputs use the standard sort.
  static func order(_ positions: [Int32], by value: (_ position: Int) -> Double) -> [Int32] {
    var items = positions.map { Item(key: key(value(Int($0))), position: $0) }
    guard items.count > 256 else {
      // The standard sort is stable today but does not promise it; the index settles ties.
      let ranks = items.indices.sorted { (items[$0].key, $0) < (items[$1].key, $1) }
      return ranks.map { items[$0].position }
    }
    // All digits are counted in one pass.
    let buckets = 1 << bits
    let shifts = Array(stride(from: 0, to: 64, by: bits))
    var counts = [Int](repeating: 0, count: shifts.count * buckets)
    for item in items {
      for place in shifts.indices {
        counts[place * buckets + digit(item.key, shifts[place], buckets)] += 1
      }
    }
    var scratch = items
    var next = [Int](repeating: 0, count: buckets)
    for place in shifts.indices {
      let stretch = counts[place * buckets..<(place + 1) * buckets]
      // A digit that all keys share moves nothing.
      if stretch.contains(items.count) { continue }
      var sum = 0
      for (bucket, count) in zip(next.indices, stretch) {
        next[bucket] = sum
        sum += count
      }
      for item in items {
        let bucket = digit(item.key, shifts[place], buckets)
        scratch[next[bucket]] = item
        next[bucket] += 1
      }
      swap(&items, &scratch)
    }
    return items.map(\.position)
  }

  /// Bits whose unsigned order is the order of the values; both zeros are the same value.
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value == 0 ? 0 : value).bitPattern
    return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
  }

  private static func digit(_ key: UInt64, _ shift: Int, _ buckets: Int) -> Int {
    Int((key >> UInt64(shift)) & UInt64(buckets - 1))
  }
}
