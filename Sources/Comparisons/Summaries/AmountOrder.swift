import Cohorts
import Facts
import Statistics

/// One amount of all contacts in ascending order, and what a group needs of it.
struct AmountOrder: Sendable {
  let metric: ValueMetric
  /// How often each state of a cell occurs, by atom, then state.
  private let states: [Int32]
  private static let stateCount = 256
  /// The values within the groups of each set.
  let ranks: [GroupRanks]
  /// Whether any contact has the amount.
  let hasValues: Bool

  /// Reads and sorts the amounts of counted contacts.
  init(_ metric: ValueMetric, _ table: ContactTable, _ grouping: Grouping) {
    self.metric = metric
    let isCounted = grouping.atoms.map(\.isCounted) + [false]
    var states = [Int32](repeating: 0, count: isCounted.count * Self.stateCount)
    let order: TaggedValues
    if let cells = table.column(of: metric) {
      var values = [Double](repeating: .nan, count: cells.count)
      for row in cells.indices {
        let atom = Int(grouping.atomOf[row])
        guard isCounted[atom] else { continue }
        let cell = cells[row]
        states[atom &* Self.stateCount &+ Int(cell.state)] &+= 1
        values[row] = cell.rankable
      }
      order = TaggedValues(values, tags: grouping.atomOf)
    } else {
      let absent = Int(ValueCell.null(table.metrics.absence).state)
      for (atom, count) in grouping.counts.enumerated() where isCounted[atom] {
        states[atom * Self.stateCount + absent] = Int32(count)
      }
      order = TaggedValues([], tags: [])
    }
    self.states = states
    hasValues = order.count > 0
    let counts = GroupRanks.counts(order, tags: isCounted.count)
    ranks = grouping.sets.map {
      GroupRanks(order, counts: counts, groupOf: $0.groupOf, groups: $0.groups.count)
    }
  }

  /// The whole numbers in a group.
  func counts(in group: CohortGroup) -> ValueCounts {
    var sums = [Int](repeating: 0, count: Self.stateCount)
    for atom in group.atoms {
      for state in sums.indices { sums[state] += Int(states[atom * Self.stateCount + state]) }
    }
    return ValueCounts(states: sums)
  }
}

extension ValueCell {
  /// The amount, or NaN where there is none that can be ranked.
  ///
  /// An infinite amount is no duration.
  @inline(__always) var rankable: Double {
    guard let value, value.isFinite else { return .nan }
    return value
  }
}

/// Up to eight amounts of all contacts side by side, in places of the grouping.
struct AmountSheet: Sendable {
  /// As many amounts as are read at once.
  static let width = 8
  private static let block = 2048

  let orders: [AmountOrder]
  /// Empty when no contact has any of the amounts.
  let rows: [AmountRow]

  init(_ orders: [AmountOrder], _ table: ContactTable, _ grouping: Grouping) {
    self.orders = orders
    let none = AmountRow(repeating: .nan)
    // The lanes of amounts that nobody has stay empty.
    let columns = orders.enumerated().compactMap { lane, order in
      order.hasValues ? table.column(of: order.metric).map { (lane, $0) } : nil
    }
    guard !columns.isEmpty else {
      rows = []
      return
    }
    let isCounted = grouping.atoms.map(\.isCounted) + [false]
    var result = [AmountRow](repeating: none, count: grouping.rows.count)
    var local = [AmountRow](repeating: none, count: Self.block)
    var start = 0
    while start < table.count {
      let end = min(table.count, start + Self.block)
      for (lane, column) in columns {
        for row in start..<end { local[row &- start][lane] = column[row].rankable }
      }
      for row in start..<end where isCounted[Int(grouping.atomOf[row])] {
        result[Int(grouping.placeOf[row])] = local[row - start]
      }
      start = end
    }
    rows = result
  }
}
