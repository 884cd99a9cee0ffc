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
  private let entryOf: [EntryCohort]
  private let handlingOf: [HandledBy]
  private let weekOf: [Int32?]

  /// Groups the rows of a table.
  package init(_ table: ContactTable) {
    byEntry = [[Int32]](repeating: [], count: EntryCohort.allCases.count)
    byHandling = [[Int32]](repeating: [], count: HandledBy.allCases.count)
    entryOf = table.whole(table.entry, fill: .none)
    handlingOf = table.whole(table.handledBy, fill: .unattended)
    weekOf = table.whole(table.week, fill: nil)
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
  }

  /// Counted contacts of an entry cohort (METRICS 5.2).
  package func rows(_ cohort: EntryCohort) -> [Int32] { byEntry[Int(cohort.rawValue)] }

  /// Counted contacts of a handled-by cohort (METRICS 5.1).
  package func rows(_ cohort: HandledBy) -> [Int32] { byHandling[Int(cohort.rawValue)] }

  /// Contacts formed of an entry cohort, not engaged ones included.
  package func formed(_ cohort: EntryCohort) -> [Int32] {
    formed.filter { entryOf[Int($0)] == cohort }
  }

  /// Contacts formed of a handled-by cohort, not engaged ones included.
  package func formed(_ cohort: HandledBy) -> [Int32] {
    formed.filter { handlingOf[Int($0)] == cohort }
  }

  /// The rows by ISO week, in order of time; undated contacts are in no week.
  ///
  /// A week is named by its Monday, in days since 1970.
  package func weeks(of rows: [Int32]) -> [(monday: Int, rows: [Int32])] {
    var groups: [Int32: [Int32]] = [:]
    for row in rows {
      if let week = weekOf[Int(row)] { groups[week, default: []].append(row) }
    }
    return groups.sorted { $0.key < $1.key }.map { (Int($0.key), $0.value) }
  }
}
