import Records

extension ContactTable {
  /// As-of in milliseconds since 1970, read off those of some contacts that are still open then.
  ///
  /// Nil when none is: then all were observed to their end. So has a table without the columns.
  package func asOf(_ rows: [Int32]) -> Int64? {
    guard resolution.count == count, start.count == count else { return nil }
    var asOf = Instant.missing
    for row in rows {
      guard let timed = resolution[Int(row)], timed.status == 0 else { continue }
      asOf = max(asOf, start[Int(row)].advanced(by: timed.milliseconds))
    }
    return asOf.isKnown ? asOf.milliseconds : nil
  }

  /// Milliseconds from a contact's start to as-of; nil for a contact without a start.
  package func observed(_ row: Int, until asOf: Int64) -> Int64? {
    start[row].isKnown ? asOf - start[row].milliseconds : nil
  }

  /// The milliseconds between the first and the last start of some contacts; nil when none is dated.
  package func span(of rows: [Int32]) -> Int64? {
    guard start.count == count else { return nil }
    let known = rows.lazy.map { start[Int($0)] }.filter(\.isKnown)
    guard let first = known.min(), let last = known.max() else { return nil }
    return last.since(first)
  }
}
