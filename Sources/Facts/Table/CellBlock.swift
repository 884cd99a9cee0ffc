/// Where one contact's cells of one kind are put.
struct CellRow<Metric: RawRepresentable<Int>, Cell> {
  fileprivate let cells: UnsafeMutablePointer<Cell>

  @inline(__always)
  func callAsFunction(_ metric: Metric, _ cell: Cell) { cells[metric.rawValue] = cell }
}

/// A few rows of cells, row by row, before they are turned into columns.
///
/// A contact fills all its cells at once, and a table is columns: writing each cell into its column would touch as
/// many cache lines as there are columns for every contact. These rows stay in the first cache.
final class CellBlock {
  private static let rows = 64
  private static let rateCount = RateMetric.all.count
  private static let valueCount = ValueMetric.all.count
  /// The columns that are kept.
  private let keptRates: [Int]
  private let keptValues: [Int]
  private let rates: UnsafeMutablePointer<RateCell>
  private let values: UnsafeMutablePointer<ValueCell>
  private var row = 0

  init(_ metrics: MetricSelection) {
    keptRates = metrics.rates.map(\.index)
    keptValues = metrics.values.map(\.index)
    rates = .allocate(capacity: Self.rows * Self.rateCount)
    values = .allocate(capacity: Self.rows * Self.valueCount)
    rates.initialize(repeating: .null(.notApplicable), count: Self.rows * Self.rateCount)
    values.initialize(repeating: .null(.notApplicable), count: Self.rows * Self.valueCount)
  }

  deinit {
    rates.deallocate()
    values.deallocate()
  }

  /// The rates of the row; cells not put are null `not_applicable`.
  var putRate: CellRow<RateMetric, RateCell> { CellRow(cells: rates + row * Self.rateCount) }

  /// The amounts of the row, likewise.
  var putValue: CellRow<ValueMetric, ValueCell> { CellRow(cells: values + row * Self.valueCount) }

  /// The row is complete.
  func endRow(_ table: inout ContactTable) {
    row += 1
    if row == Self.rows { flush(&table) }
  }

  /// Appends the rows to the columns.
  func flush(_ table: inout ContactTable) {
    Self.move(row, of: rates, Self.rateCount, .null(.notApplicable), keptRates) {
      table.rates[$0].append(contentsOf: $1)
    }
    Self.move(row, of: values, Self.valueCount, .null(.notApplicable), keptValues) {
      table.values[$0].append(contentsOf: $1)
    }
    row = 0
  }

  /// Moves the cells of all rows, and leaves empty ones.
  private static func move<Cell>(
    _ rows: Int,
    of cells: UnsafeMutablePointer<Cell>,
    _ width: Int,
    _ empty: Cell,
    _ kept: [Int],
    to column: (Int, UnsafeBufferPointer<Cell>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: Cell.self, capacity: Self.rows) { block in
      guard let base = block.baseAddress else { return }
      for index in kept {
        var cell = cells + index
        for row in 0..<rows {
          (base + row).initialize(to: cell.pointee)
          cell += width
        }
        column(index, UnsafeBufferPointer(start: base, count: rows))
      }
    }
    cells.update(repeating: empty, count: rows * width)
  }
}
