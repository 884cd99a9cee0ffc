/// Sorting of large columns by a floating-point value.
enum SortByValue {
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
    var scratch = items
    let bits = 11
    let buckets = 1 << bits
    for shift in stride(from: 0, to: 64, by: bits) {
      var next = [Int](repeating: 0, count: buckets + 1)
      for item in items { next[digit(item.key, shift, buckets) + 1] += 1 }
      // A digit that all keys share moves nothing.
      if next.contains(items.count) { continue }
      for bucket in 0..<buckets { next[bucket + 1] += next[bucket] }
      for item in items {
        let bucket = digit(item.key, shift, buckets)
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
