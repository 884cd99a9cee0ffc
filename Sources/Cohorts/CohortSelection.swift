package import Facts

/// Which rows of the table belong to which cohort, grouped once.
///
/// Cohorts are those of METRICS section 5. Only counted contacts are in them; `formed` adds the
/// contacts in which the customer never said anything, for the engaged rate (M02) alone.
/// - Complexity: one pass over the table; 4 bytes per row and grouping.
package struct CohortSelection: Sendable {
  /// Counted contacts, in table order.
  package private(set) var all: [Int32] = []
  /// Counted contacts and those left out because nobody engaged.
  package private(set) var formed: [Int32] = []
  private var byEntry: [[Int32]]
  private var byHandling: [[Int32]]

  /// Groups the rows of a table.
  package init(_ table: ContactTable) {
    byEntry = [[Int32]](repeating: [], count: EntryCohort.allCases.count)
    byHandling = [[Int32]](repeating: [], count: HandledBy.allCases.count)
    let entryOf = table.whole(table.entry, fill: .none)
    let handlingOf = table.whole(table.handledBy, fill: .unattended)
    let isCounted = table.whole(table.isCounted, fill: false)
    let leftOut = table.whole(table.leftOut, fill: nil)
    for row in 0..<table.count {
      if isCounted[row] {
        all.append(Int32(row))
        byEntry[Int(entryOf[row].rawValue)].append(Int32(row))
        byHandling[Int(handlingOf[row].rawValue)].append(Int32(row))
      }
      if isCounted[row] || leftOut[row] == .notEngaged { formed.append(Int32(row)) }
    }
    // The same rows: one list serves for both.
    if formed.count == all.count { formed = all }
  }

  /// Counted contacts of an entry cohort (METRICS 5.2).
  package func rows(_ cohort: EntryCohort) -> [Int32] { byEntry[Int(cohort.rawValue)] }

  /// Counted contacts of a handled-by cohort (METRICS 5.1).
  package func rows(_ cohort: HandledBy) -> [Int32] { byHandling[Int(cohort.rawValue)] }
}
