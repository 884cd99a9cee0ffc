/// Values in ascending order, each with a small number that says where it came from.
///
/// Durations are whole milliseconds and counts are whole: such values become integers that share 64
/// bits with their tag, and sort in a few passes over 8 bytes each. Any other value is sorted by
/// its bits.
package struct TaggedValues: Sendable {
  /// Value above tag, or the value's bits alone where `tags` has the tags.
  private let items: [UInt64]
  private let tags: [UInt32]
  private let shift: UInt64
  private let divisor: Double
  private let isPacked: Bool

  /// How many values there are.
  package var count: Int { items.count }

  /// The values that are not NaN; equal values in the order of their tags, if tags ascend.
  ///
  /// - Complexity: linear.
  package init(_ values: [Double], tags tagOf: [UInt32]) {
    var largest: UInt32 = 0
    for index in values.indices where !values[index].isNaN { largest = max(largest, tagOf[index]) }
    let bits = UInt32.bitWidth - largest.leadingZeroBitCount
    for divisor in [1.0, 1000] {
      guard var items = Self.packed(values, tagOf, divisor, bits: bits) else { continue }
      RadixSort.sort(&items, low: bits)
      self.items = items
      self.divisor = divisor
      shift = UInt64(bits)
      tags = []
      isPacked = true
      return
    }
    let order = ValueOrder.rows(values)
    items = order.map { values[Int($0)].bitPattern }
    tags = order.map { tagOf[Int($0)] }
    (shift, divisor, isPacked) = (0, 1, false)
  }

  /// Nil when a value is negative, not a multiple of one over `divisor`, or too large.
  private static func packed(
    _ values: [Double],
    _ tags: [UInt32],
    _ divisor: Double,
    bits: Int
  ) -> [UInt64]? {
    let limit = Double(UInt64(1) << UInt64(min(50, 63 - bits)))
    var items: [UInt64] = []
    items.reserveCapacity(values.count)
    for index in values.indices {
      let value = values[index]
      if value.isNaN { continue }
      let scaled = value * divisor + 0.5
      // Minus zero would come back as zero, which is the same value.
      guard value >= 0, scaled < limit else { return nil }
      let whole = UInt64(scaled)
      guard Double(whole) / divisor == value else { return nil }
      items.append(whole &<< UInt64(bits) | UInt64(tags[index]))
    }
    return items
  }

  /// The value of a rank, from zero.
  @inline(__always) package func value(_ rank: Int) -> Double {
    isPacked ? Double(items[rank] &>> shift) / divisor : Double(bitPattern: items[rank])
  }

  /// The tag of a rank.
  @inline(__always) package func tag(_ rank: Int) -> Int {
    isPacked
      ? Int(truncatingIfNeeded: items[rank] & (1 &<< shift &- 1))
      : Int(truncatingIfNeeded: tags[rank])
  }

  /// Whether two ranks have the same value.
  @inline(__always) func isTied(_ rank: Int, _ other: Int) -> Bool {
    isPacked
      ? items[rank] &>> shift == items[other] &>> shift : value(rank) == value(other)
  }
}
