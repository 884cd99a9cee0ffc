/// A text's first distinguishing bytes, so that most comparisons touch two integers and no text.
///
/// Order is that of the UTF-8 bytes. `String` itself compares after canonical equivalence, which would make one
/// id of two that the export keeps apart.
struct ByteKey {
  /// Bytes 0–7 and 8–15 after the prefix that all texts share, big-endian, padded with zeros.
  let high: UInt64
  let low: UInt64
  let length: Int
  /// The text's index among those that are sorted.
  let index: Int

  init(_ text: String, after prefix: Int, index: Int) {
    self.index = index
    var high: UInt64 = 0
    var low: UInt64 = 0
    length = withBytes(of: text) { bytes in
      for position in 0..<8 {
        let near = prefix + position
        let far = near + 8
        high = high << 8 | (near < bytes.count ? UInt64(bytes[near]) : 0)
        low = low << 8 | (far < bytes.count ? UInt64(bytes[far]) : 0)
      }
      return bytes.count
    }
    self.high = high
    self.low = low
  }

  /// Negative when `left` comes first, positive when `right` does, 0 for equal bytes.
  static func compare(
    _ left: Self,
    _ right: Self,
    after prefix: Int,
    text: (Int) -> String
  ) -> Int {
    if left.high != right.high { return left.high < right.high ? -1 : 1 }
    if left.low != right.low { return left.low < right.low ? -1 : 1 }
    if left.length <= prefix + 16, right.length <= prefix + 16 { return left.length - right.length }
    return compareBytes(text(left.index), text(right.index))
  }
}

/// Negative, 0 or positive as `left` comes before, equals or follows `right`, byte by byte.
func compareBytes(_ left: String, _ right: String) -> Int {
  withBytes(of: left) { left in
    withBytes(of: right) { right in
      for index in 0..<min(left.count, right.count) where left[index] != right[index] {
        return Int(left[index]) - Int(right[index])
      }
      return left.count - right.count
    }
  }
}

/// How many bytes all the texts begin with in common: ids such as `messaging-session-…` differ only behind it.
func sharedPrefix(count: Int, text: (Int) -> String?) -> Int {
  var first: String?
  var length = 0
  for index in 0..<count {
    guard let text = text(index) else { continue }
    if let first {
      length = sharedPrefix(first, text, upTo: length)
      if length == 0 { return 0 }
    } else {
      first = text
      length = text.utf8.count
    }
  }
  return length
}

/// How many bytes, at most `limit`, the two texts begin with in common.
func sharedPrefix(_ left: String, _ right: String, upTo limit: Int) -> Int {
  withBytes(of: left) { left in
    withBytes(of: right) { right in
      var length = 0
      let most = min(limit, left.count, right.count)
      while length < most, left[length] == right[length] { length += 1 }
      return length
    }
  }
}

func withBytes<Result>(
  of text: String,
  _ body: (UnsafeBufferPointer<UInt8>) -> Result
) -> Result {
  text.utf8.withContiguousStorageIfAvailable(body)
    ?? Array(text.utf8).withUnsafeBufferPointer(body)
}

/// Rearranges in place, so that element `k` becomes what was element `order[k]`.
///
/// - Parameters:
///   - elements: What is rearranged.
///   - order: A permutation of the indices.
func rearrange<Element>(_ elements: inout [Element], by order: [Int]) {
  var order = order
  elements.withUnsafeMutableBufferPointer { elements in
    guard let base = elements.baseAddress else { return }
    // Moves instead of swaps: no reference is counted.
    for first in order.indices where order[first] != first {
      let displaced = (base + first).move()
      var hole = first
      while order[hole] != first {
        let source = order[hole]
        (base + hole).moveInitialize(from: base + source, count: 1)
        order[hole] = hole
        hole = source
      }
      (base + hole).initialize(to: displaced)
      order[hole] = hole
    }
  }
}
