import Records

/// Conversations by customer.
package struct CustomerIndex: Sendable {
  /// The customer's code by conversation; -1 unknown.
  package private(set) var codes: [Int32]
  /// How many customers there are; codes are smaller.
  package private(set) var count = 0
  /// Conversations of known customers, each customer's together.
  private var sorted: [KeyedIndex] = []
  /// Where each customer's begin in `sorted`, and the end.
  private var begins: [Int32] = []

  /// - Parameters:
  ///   - conversations: Those that bear the customers' ids.
  ///   - hashes: Hash of each conversation's customer; 0 unknown.
  init(_ conversations: [Conversation], hashes: (Int) -> UInt64) {
    codes = [Int32](repeating: -1, count: conversations.count)
    sorted.reserveDense(conversations.count)
    for index in conversations.indices {
      let hash = hashes(index)
      if hash != 0 {
        sorted.append(KeyedIndex(key: hash, index: Int32(truncatingIfNeeded: index)))
      }
    }
    radixSort(&sorted)
    var first = 0
    while first < sorted.count {
      var next = first + 1
      while next < sorted.count, sorted[next].key == sorted[first].key { next += 1 }
      number(first..<next, conversations)
      first = next
    }
    begins.append(Int32(truncatingIfNeeded: sorted.count))
  }

  init(_ conversations: [Conversation]) {
    self.init(conversations) { conversations[$0].customer.map { byteHash(of: $0) } ?? 0 }
  }

  /// Gives codes to conversations of one hash: one code, unless two ids collide.
  private mutating func number(_ run: Range<Int>, _ conversations: [Conversation]) {
    var isOne = true
    for place in run.dropFirst() where !areEqual(run.lowerBound, place, conversations) {
      isOne = false
    }
    if !isOne {
      sorted[run].sort {
        compareBytes(
          conversations[Int($0.index)].customer ?? "",
          conversations[Int($1.index)].customer ?? ""
        ) < 0
      }
    }
    for place in run {
      if place == run.lowerBound || (!isOne && !areEqual(place - 1, place, conversations)) {
        begins.append(Int32(truncatingIfNeeded: place))
        count += 1
      }
      codes[Int(sorted[place].index)] = Int32(truncatingIfNeeded: count - 1)
    }
  }

  /// Equal hashes and equal texts; as hashes are of bytes, so are the bytes equal.
  private func areEqual(_ left: Int, _ right: Int, _ conversations: [Conversation]) -> Bool {
    conversations[Int(sorted[left].index)].customer
      == conversations[Int(sorted[right].index)].customer
  }

  /// Calls with the conversations of each customer that has two or more.
  func forEachReturning(_ body: (ArraySlice<KeyedIndex>) -> Void) {
    for code in 0..<count {
      let (first, next) = (Int(begins[code]), Int(begins[code + 1]))
      if next - first > 1 { body(sorted[first..<next]) }
    }
  }
}
