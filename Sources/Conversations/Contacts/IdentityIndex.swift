import Records

/// Conversations by the hash of their id: who shares one, and who bears a given one.
///
/// Sorting hashes costs a tenth of sorting ids, and hardly any contact needs the ids' order. Texts are compared where
/// hashes agree, so that a collision joins nothing.
package struct IdentityIndex: Sendable {
  private var sorted: [KeyedIndex]

  /// - Parameter hashes: One per conversation, as `hashes(of:_:)` gives them.
  package init(_ hashes: [UInt64]) {
    sorted = []
    sorted.reserveDense(hashes.count)
    for index in hashes.indices {
      sorted.append(KeyedIndex(key: hashes[index], index: Int32(truncatingIfNeeded: index)))
    }
    radixSort(&sorted)
  }

  /// The hashes of some conversations' ids; parts may be made on any number of threads.
  package static func hashes(of conversations: [Conversation], _ range: Range<Int>) -> [UInt64] {
    range.map { byteHash(of: conversations[$0].id) }
  }

  init(_ conversations: [Conversation]) {
    self.init(Self.hashes(of: conversations, 0..<conversations.count))
  }

  /// The conversations that lose to another of the same id and format, by index.
  package func duplicates(in conversations: [Conversation]) -> [Int] {
    var losers: [Int] = []
    forEachShared(conversations) { run in
      for place in run.indices.dropFirst()
      where haveSameIdentity(conversations, run[place - 1], run[place]) {
        losers.append(run[place])
      }
    }
    return losers.sorted()
  }

  /// The conversations whose id an earlier format holds too.
  func homonyms(in conversations: [Conversation]) -> [Int] {
    var found: [Int] = []
    forEachShared(conversations) { run in
      for place in run.indices.dropFirst() {
        let (before, here) = (run[place - 1], run[place])
        if conversations[before].format != conversations[here].format,
          compareBytes(conversations[before].id, conversations[here].id) == 0
        {
          found.append(here)
        }
      }
    }
    return found
  }

  /// Conversations whose ids have one hash, by id, format, and which of equals is kept.
  private func forEachShared(_ conversations: [Conversation], _ body: ([Int]) -> Void) {
    var first = 0
    while first < sorted.count {
      var next = first + 1
      while next < sorted.count, sorted[next].key == sorted[first].key { next += 1 }
      if next - first > 1 {
        body(
          sorted[first..<next].map { Int($0.index) }.sorted { left, right in
            let difference = compareIdentity(conversations, left, right)
            return difference != 0 ? difference < 0 : wins(conversations, left, right)
          }
        )
      }
      first = next
    }
  }

  /// The conversation of this id in this format; nil when the input has none.
  func index(ofID id: String, format: Format, in conversations: [Conversation]) -> Int? {
    let wanted = byteHash(of: id)
    var low = 0
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle].key < wanted { low = middle + 1 } else { high = middle }
    }
    while low < sorted.count, sorted[low].key == wanted {
      let index = Int(sorted[low].index)
      if conversations[index].format == format, compareBytes(conversations[index].id, id) == 0 {
        return index
      }
      low += 1
    }
    return nil
  }
}

/// The hash of a text's bytes, never 0.
package func byteHash(of text: String) -> UInt64 {
  withBytes(of: text) { ByteHash(UnsafeRawBufferPointer($0)).hash }
}

/// Whether `left` is kept when both have one id and format: the greatest `updated`, else the last in input order.
private func wins(_ conversations: [Conversation], _ left: Int, _ right: Int) -> Bool {
  let (one, other) = (conversations[left].source, conversations[right].source)
  if conversations[left].updated != conversations[right].updated {
    return conversations[left].updated > conversations[right].updated
  }
  if one.input != other.input { return one.input > other.input }
  return (one.line, left) > (other.line, right)
}

/// Negative, 0 or positive by id bytes, then format.
func compareIdentity(_ conversations: [Conversation], _ left: Int, _ right: Int) -> Int {
  let ids = compareBytes(conversations[left].id, conversations[right].id)
  if ids != 0 { return ids }
  return Int(conversations[left].format.rawValue) - Int(conversations[right].format.rawValue)
}

private func haveSameIdentity(_ conversations: [Conversation], _ left: Int, _ right: Int) -> Bool {
  compareIdentity(conversations, left, right) == 0
}
