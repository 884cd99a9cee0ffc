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
  let order = winnersFirst(records)
  var kept: [Int] = []
  var dropped: [Int] = []
  kept.reserveCapacity(order.count)
  for index in order {
    if let last = kept.last, records[last].format == records[index].format,
      compareBytes(records[last].id, records[index].id) == 0
    {
      dropped.append(index)
    } else {
      kept.append(index)
    }
  }
  rearrange(&records, by: kept + dropped)
  records.removeLast(dropped.count)
  return (records, dropped.count)
}

/// Indices by (id bytes, format), the winner of each duplicate first.
private func winnersFirst(_ records: [Conversation]) -> [Int] {
  IdentityOrder(records) { left, right in
    let (one, other) = (records[left].source, records[right].source)
    if records[left].updated != records[right].updated {
      return records[left].updated > records[right].updated
    }
    if one.input != other.input { return one.input > other.input }
    return (one.line, left) > (other.line, right)
  }.order
}
