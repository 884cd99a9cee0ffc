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

  /// The milliseconds between the first and the last start of some contacts; nil when none is dated.
  package func span(of rows: [Int32]) -> Int64? {
    guard start.count == count else { return nil }
    let known = rows.lazy.map { start[Int($0)] }.filter(\.isKnown)
    guard let first = known.min(), let last = known.max() else { return nil }
    return last.since(first)
  }
}
