/// Groups of rows that do not overlap, such as the entry cohorts or the weeks of one cohort.
///
/// What is sorted once for the whole table can be dealt out to all groups in one pass, and each
/// group's share of it is then sorted as well. So no group is ever sorted by itself.
struct Partition {
  /// How many groups there are.
  let count: Int
  /// The group of each row of the table, `count` for none; nil when all rows are one group.
  private let slot: [Int32]?

  /// All rows as one group.
  init() {
    count = 1
    slot = nil
  }

  /// Groups from the group of each row; anything outside `0..<count` is none.
  init(_ group: [Int32], count: Int) {
    self.count = count
    slot = group.map { $0 >= 0 && $0 < Int32(count) ? $0 : Int32(count) }
  }

  /// Rows of the table by group, each group in the order given.
  func deal(_ rows: [Int32]) -> Dealt<Int32> { deal(rows, of: rows) }

  /// Items by group, each group in the order given; `rows` has the row of each item.
  /// - Complexity: two passes.
  func deal<Item>(_ items: [Item], of rows: [Int32]) -> Dealt<Item> {
    guard let slot else { return Dealt(items: items, bounds: [0, items.count]) }
    var next = [Int](repeating: 0, count: count + 2)
    for row in rows { next[Int(slot[Int(row)]) + 1] += 1 }
    for index in 1..<next.count { next[index] += next[index - 1] }
    let bounds = Array(next.prefix(count + 1))
    guard let first = items.first else { return Dealt(items: [], bounds: bounds) }
    // Items of no group come last, where nobody looks.
    var dealt = [Item](repeating: first, count: items.count)
    for index in items.indices {
      let place = Int(slot[Int(rows[index])])
      dealt[next[place]] = items[index]
      next[place] += 1
    }
    return Dealt(items: dealt, bounds: bounds)
  }
}

/// Items by group.
struct Dealt<Item> {
  fileprivate let items: [Item]
  fileprivate let bounds: [Int]

  /// One group's items.
  subscript(group: Int) -> ArraySlice<Item> { items[bounds[group]..<bounds[group + 1]] }
}
