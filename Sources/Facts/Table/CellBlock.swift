/// A few thousand rows of cells, row by row, before they are turned into columns.
///
/// A contact fills all its cells at once, and a table is columns: writing each cell into its column would cost a
/// look-up of the column for every cell.
struct CellBlock {
  private static let rows = 2048
  private var rates: [RateCell]
  private var values: [ValueCell]
  private var row = 0
  private let rateCount = RateMetric.all.count
  private let valueCount = ValueMetric.all.count

  init() {
    rates = [RateCell](
      repeating: .null(.notApplicable),
      count: Self.rows * RateMetric.all.count
    )
    values = [ValueCell](
      repeating: .null(.notApplicable),
      count: Self.rows * ValueMetric.all.count
    )
  }

  mutating func put(_ metric: RateMetric, _ cell: RateCell) {
    rates[row * rateCount + metric.index] = cell
  }

  mutating func put(_ metric: ValueMetric, _ cell: ValueCell) {
    values[row * valueCount + metric.index] = cell
  }

  /// The row is complete; cells not put are null `not_applicable`.
  mutating func endRow(_ table: inout ContactTable) {
    row += 1
    if row == Self.rows { flush(&table) }
  }

  /// Appends the rows to the columns.
  mutating func flush(_ table: inout ContactTable) {
    for column in 0..<rateCount {
      Self.move(row, of: &rates, rateCount, column, .null(.notApplicable), to: &table.rates[column])
    }
    for column in 0..<valueCount {
      Self.move(
        row,
        of: &values,
        valueCount,
        column,
        .null(.notApplicable),
        to: &table.values[column]
      )
    }
    row = 0
  }

  /// Moves one column's cells of all rows, and leaves empty ones.
  private static func move<Cell>(
    _ rows: Int,
    of cells: inout [Cell],
    _ width: Int,
    _ column: Int,
    _ empty: Cell,
    to list: inout [Cell]
  ) {
    for position in 0..<rows {
      list.append(cells[position * width + column])
      cells[position * width + column] = empty
    }
  }
}
