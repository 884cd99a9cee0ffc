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
      for position in 0..<row {
        table.rates[column].append(rates[position * rateCount + column])
        rates[position * rateCount + column] = .null(.notApplicable)
      }
    }
    for column in 0..<valueCount {
      for position in 0..<row {
        table.values[column].append(values[position * valueCount + column])
        values[position * valueCount + column] = .null(.notApplicable)
      }
    }
    row = 0
  }
}
