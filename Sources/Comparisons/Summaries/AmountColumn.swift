import Cohorts
import Facts
import Statistics

/// One amount for all contacts of a table, with the order of its values.
struct AmountColumn {
  /// NaN where there is none, or none that can be ranked.
  let values: [Double]
  /// How each contact's cell is counted (``ValueCounts/kind(of:)``).
  let kinds: [UInt8]
  /// The rows in ascending order of value, those without one left out.
  private let order: [Int32]
  private let sorted: [Double]

  /// The amounts of `rows`; other contacts of the table have none.
  init(_ cells: [ValueCell], rows: [Int32]) {
    var values = [Double](repeating: .nan, count: cells.count)
    var kinds = [UInt8](repeating: 0, count: cells.count)
    for row in rows {
      let cell = cells[Int(row)]
      kinds[Int(row)] = ValueCounts.kind(of: cell)
      if let value = cell.value, value.isFinite { values[Int(row)] = value }
    }
    self.values = values
    self.kinds = kinds
    order = ValueOrder.rows(values)
    sorted = order.map { values[Int($0)] }
  }

  /// The values by group, ascending.
  func sorted(in partition: Partition) -> Dealt<Double> { partition.deal(sorted, of: order) }
}
