import Records

/// Keeps one of the records that share an id and a format.
///
/// METRICS 1.3, rule 1; FORMATS 2.6.
/// The greatest `updated` wins. A record without one loses to a record with one; among equals the last in input
/// order wins. Messages inside a record were deduplicated when it was read.
///
/// - Returns: The records kept, sorted by (id bytes, format), and how many were dropped.
/// - Complexity: O(n log n); the records are moved, not copied.
package func deduplicate(
  _ conversations: consuming [Conversation]
) -> (kept: [Conversation], dropped: Int) {
  var records = conversations
  let losers = IdentityIndex(records).duplicates(in: records)
  remove(losers, from: &records)
  let prefix = sharedPrefix(count: records.count) { records[$0].id }
  var keys = records.indices.map { ByteKey(records[$0].id, after: prefix, index: $0) }
  keys.sort { left, right in
    let difference = ByteKey.compare(left, right, after: prefix) { records[$0].id }
    if difference != 0 { return difference < 0 }
    return records[left.index].format.rawValue < records[right.index].format.rawValue
  }
  rearrange(&records, by: keys.map(\.index))
  return (records, losers.count)
}

/// Removes the elements at some indices, which come in order; what remains keeps its order.
package func remove<Element>(_ indices: [Int], from elements: inout [Element]) {
  guard let first = indices.first else { return }
  var place = first
  var next = 0
  for index in first..<elements.count {
    if next < indices.count, indices[next] == index {
      next += 1
    } else {
      elements.swapAt(place, index)
      place += 1
    }
  }
  elements.removeLast(indices.count)
}
