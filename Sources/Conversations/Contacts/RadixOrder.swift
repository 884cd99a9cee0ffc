package import Records

/// An index with the number that it is sorted by.
package struct KeyedIndex: Sendable {
  package var key: UInt64
  package var index: Int32

  package init(key: UInt64, index: Int32) {
    self.key = key
    self.index = index
  }
}

/// Sorts by key, byte by byte; equal keys keep their order.
///
/// - Complexity: One pass for each of the eight bytes in which keys differ. For some hundred thousand keys a tenth of
///   the time of sorting by comparison.
package func radixSort(_ keys: inout [KeyedIndex]) {
  let count = keys.count
  guard count > 1 else { return }
  var counts = [Int](repeating: 0, count: 8 * 256)
  var isSorted = true
  var previous = keys[0].key
  for position in 0..<count {
    let key = keys[position].key
    if key < previous { isSorted = false }
    previous = key
    for digit in 0..<8 { counts[digit << 8 | Int(key >> UInt64(digit << 3) & 255)] += 1 }
  }
  if isSorted { return }
  var other = keys
  keys.withUnsafeMutableBufferPointer { keys in
    other.withUnsafeMutableBufferPointer { other in
      counts.withUnsafeMutableBufferPointer { counts in
        guard let first = keys.baseAddress, let second = other.baseAddress,
          let sums = counts.baseAddress
        else { return }
        let end = sortDigits(first, second, sums, count)
        if end != first { first.update(from: end, count: count) }
      }
    }
  }
}

/// Returns the one of the two buffers that holds the result.
private func sortDigits(
  _ first: UnsafeMutablePointer<KeyedIndex>,
  _ second: UnsafeMutablePointer<KeyedIndex>,
  _ counts: UnsafeMutablePointer<Int>,
  _ count: Int
) -> UnsafeMutablePointer<KeyedIndex> {
  var from = first
  var to = second
  for digit in 0..<8 {
    let places = counts + digit << 8
    let shift = UInt64(digit << 3)
    // A byte in which all keys agree changes nothing.
    if places[Int(from[0].key >> shift & 255)] == count { continue }
    var place = 0
    for value in 0..<256 {
      let next = place + places[value]
      places[value] = place
      place = next
    }
    for position in 0..<count {
      let element = from[position]
      let value = Int(element.key >> shift & 255)
      to[places[value]] = element
      places[value] += 1
    }
    swap(&from, &to)
  }
  return from
}

extension Instant {
  /// Sorts like the instant, undated ones last.
  package var sortKey: UInt64 {
    isKnown ? UInt64(bitPattern: milliseconds) ^ 1 << 63 : .max
  }
}
