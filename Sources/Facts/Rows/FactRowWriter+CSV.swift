import Conversations
import Records
import Serialization

extension FactRowWriter {
  /// The column names of `csv(_:)`.
  package static var csvHeader: [String] { columns.map(\.name) }

  /// Some rows as CSV, for spreadsheets: yes is 1, no is 0, null is empty with its reason in the next column.
  ///
  /// There are no timelines in it, so it cannot be read back with `report --from-facts`.
  ///
  /// - Returns: Lines without a header, unless the rows begin with the first.
  package func csv(_ rows: Range<Int>) -> [UInt8] {
    var cells = CSVCells(csv: CSVWriter(header: Self.csvHeader))
    let header = cells.csv.bytes.count
    for row in rows {
      write(row, to: &cells)
      cells.csv.endRow()
    }
    return rows.lowerBound == 0 ? cells.csv.bytes : Array(cells.csv.bytes[header...])
  }
}

private struct CSVCells: FactCells {
  var csv: CSVWriter

  mutating func text(_ value: String?) { csv.text(value) }
  mutating func time(_ value: Instant) { csv.text(value.isKnown ? value.iso8601 : nil) }
  mutating func truth(_ value: Bool?) { csv.number(value.map { $0 ? 1 : 0 }) }
  mutating func whole(_ value: Int?) { csv.number(value) }
  mutating func real(_ value: Double?) { csv.number(value) }
}
