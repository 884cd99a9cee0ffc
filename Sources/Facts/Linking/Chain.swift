import Records

/// A maximal run of a customer's contacts, each starting within 7 days of the end of those before (M34).
struct Chain: Sendable {
  /// The row of its first contact.
  var first: Int32
  /// Where its rows begin in the list of all chains' rows.
  var begin: Int
  var count = 0
  /// The latest end of its contacts.
  var end: Instant
  /// A contact of it has no end, or one before its start: where the chain ends is not known for sure.
  var fault: NullReason?
}

/// The chains of all known customers that are not of high frequency.
struct Chains: Sendable {
  private(set) var all: [Chain] = []
  /// The rows of all chains, chain by chain, each in the order of starts.
  private(set) var rows: [Int32] = []

  /// Takes in the contacts of one customer, in the order of starts.
  mutating func add(_ keys: UnsafeBufferPointer<LinkKey>) {
    var current: Chain?
    for key in keys {
      let end = max(key.end.isKnown ? key.end : key.lastKnown, key.start)
      if let chain = current, key.start > chain.end.advanced(by: RepeatWindow.week.span) {
        all.append(chain)
        current = nil
      }
      var chain = current ?? Chain(first: key.row, begin: rows.count, end: end)
      chain.count += 1
      chain.end = max(chain.end, end)
      if chain.fault == nil { chain.fault = Self.fault(of: key) }
      rows.append(key.row)
      current = chain
    }
    if let current { all.append(current) }
  }

  private static func fault(of key: LinkKey) -> NullReason? {
    if !key.end.isKnown { return .missingTimestamp }
    return key.end < key.start ? .clockBackwards : nil
  }
}
