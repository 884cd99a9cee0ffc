import Cohorts
import Facts

/// Groups that do not overlap, with all that deals columns out to them.
struct GroupSet {
  let partition: Partition
  let groups: [CohortGroup]
  /// Whether the groups are weeks.
  let isWeekly: Bool
}

/// Makes the groups of a table from one order of its rows.
struct GroupMaker {
  private let table: ContactTable
  /// The customer of each row.
  let customer: [Int32]
  private let entry: [EntryCohort]
  private let handling: [HandledBy]
  private let week: [Int32?]

  init(_ table: ContactTable) {
    self.table = table
    customer = table.whole(table.customer, fill: 0).map { max(0, $0) }
    entry = table.whole(table.entry, fill: .none)
    handling = table.whole(table.handledBy, fill: .unattended)
    week = table.whole(table.week, fill: nil)
  }

  /// The rows with each customer's together, and each customer's in the order given.
  func ordered(_ rows: [Int32]) -> [Int32] {
    var next = [Int32](repeating: 0, count: Int(customer.max() ?? 0) + 2)
    for row in rows { next[Int(customer[Int(row)]) + 1] += 1 }
    for code in 1..<next.count { next[code] += next[code - 1] }
    var result = [Int32](repeating: 0, count: rows.count)
    for row in rows {
      let code = Int(customer[Int(row)])
      result[Int(next[code])] = row
      next[code] += 1
    }
    return result
  }

  /// All cohorts over the whole period, in the order of the report; `rows` as `ordered` gives them.
  func whole(_ rows: [Int32]) -> [GroupSet] {
    [
      set(Partition(), [(.all, .whole)], rows),
      set(entry.map { Int32($0.rawValue) }, EntryCohort.allCases.map { .entry($0) }, rows),
      set(handling.map { Int32($0.rawValue) }, HandledBy.allCases.map { .handledBy($0) }, rows),
    ]
  }

  private func set(_ group: [Int32], _ cohorts: [Cohort], _ rows: [Int32]) -> GroupSet {
    set(Partition(group, count: cohorts.count), cohorts.map { ($0, .whole) }, rows)
  }

  private func set(
    _ partition: Partition,
    _ names: [(cohort: Cohort, period: Period)],
    _ rows: [Int32],
    isWeekly: Bool = false
  ) -> GroupSet {
    let dealt = partition.deal(rows)
    let groups = names.enumerated().map {
      CohortGroup($1.cohort, $1.period, rows: dealt[$0], customer: customer)
    }
    return GroupSet(partition: partition, groups: groups, isWeekly: isWeekly)
  }

  /// The cohorts that are followed, by ISO week in order of time; undated contacts are in none.
  func weekly(_ rows: [Int32]) -> [GroupSet] {
    var mondays: Set<Int32> = []
    var last: Int32?
    for row in rows {
      // Neighbours are mostly of the same week.
      if let week = week[Int(row)], week != last {
        mondays.insert(week)
        last = week
      }
    }
    let weeks = mondays.sorted()
    var place: [Int32: Int32] = [:]
    for (index, monday) in weeks.enumerated() { place[monday] = Int32(index) }
    let all = week.map { $0.flatMap { place[$0] } ?? -1 }
    return Cohort.weekly.map { cohort in
      var group = all
      if case .entry(let wanted) = cohort {
        for row in group.indices where entry[row] != wanted { group[row] = -1 }
      }
      return set(
        Partition(group, count: weeks.count),
        weeks.map { (cohort, .week(monday: Int($0), complete: false)) },
        rows,
        isWeekly: true
      )
    }
  }
}
