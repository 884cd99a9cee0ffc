import Records

/// The conversations in the order of (id bytes, format), and look-up by both.
struct IdentityOrder {
  /// Indices of the conversations, in order.
  let order: [Int]
  /// Each conversation's place in that order: a total order for breaking ties.
  let rank: [Int32]
  private let keys: [ByteKey]
  private let prefix: Int

  /// Sorts.
  ///
  /// - Parameters:
  ///   - conversations: What is sorted.
  ///   - isFirst: Decides between two records of the same id and format, given their indices.
  init(_ conversations: [Conversation], isFirst: (Int, Int) -> Bool = { $0 < $1 }) {
    let prefix = sharedPrefix(count: conversations.count) { conversations[$0].id }
    var keys = conversations.indices.map {
      ByteKey(conversations[$0].id, after: prefix, index: $0)
    }
    keys.sort { left, right in
      let difference = ByteKey.compare(left, right, after: prefix) { conversations[$0].id }
      if difference != 0 { return difference < 0 }
      let formats = (conversations[left.index].format, conversations[right.index].format)
      if formats.0 != formats.1 { return formats.0.rawValue < formats.1.rawValue }
      return isFirst(left.index, right.index)
    }
    var rank = [Int32](repeating: 0, count: keys.count)
    for (place, key) in keys.enumerated() { rank[key.index] = Int32(truncatingIfNeeded: place) }
    self.order = keys.map(\.index)
    self.rank = rank
    self.keys = keys
    self.prefix = prefix
  }

  /// The conversation of this id in this format; nil when the input has none.
  func index(ofID id: String, format: Format, in conversations: [Conversation]) -> Int? {
    guard let first = keys.first,
      sharedPrefix(id, conversations[first.index].id, upTo: prefix) == prefix
    else { return nil }
    let wanted = ByteKey(id, after: prefix, index: -1)
    func difference(_ key: ByteKey) -> Int {
      let ids = ByteKey.compare(key, wanted, after: prefix) { $0 < 0 ? id : conversations[$0].id }
      if ids != 0 { return ids }
      return Int(conversations[key.index].format.rawValue) - Int(format.rawValue)
    }
    var low = 0
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if difference(keys[middle]) < 0 { low = middle + 1 } else { high = middle }
    }
    return low < keys.count && difference(keys[low]) == 0 ? keys[low].index : nil
  }

  /// Whether an earlier format holds a conversation of the same id.
  func isHomonym(_ conversation: Int, in conversations: [Conversation]) -> Bool {
    let place = Int(rank[conversation])
    guard place > 0 else { return false }
    let first = ByteKey.compare(keys[place - 1], keys[place], after: prefix) {
      conversations[$0].id
    }
    return first == 0
      && conversations[keys[place - 1].index].format
        != conversations[conversation].format
  }
}
