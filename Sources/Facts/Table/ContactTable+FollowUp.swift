import Records

extension ContactTable {
  /// How long each of some contacts could be observed: milliseconds from its start to as-of.
  ///
  /// As-of is read off the contacts that are still open then. Nil when none is: then all were observed to their end.
  /// So has a table without the columns. A contact without a start has nil.
  package func observedFor(_ rows: [Int32]) -> [Int64?]? {
    guard resolution.count == count, start.count == count else { return nil }
    var asOf = Instant.missing
    for row in rows {
      guard let timed = resolution[Int(row)], timed.status == 0 else { continue }
      asOf = max(asOf, start[Int(row)].advanced(by: timed.milliseconds))
    }
    guard asOf.isKnown else { return nil }
    return rows.map { asOf.since(start[Int($0)]) }
  }
}
