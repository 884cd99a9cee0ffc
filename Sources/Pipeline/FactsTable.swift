import Columnar
import Facts
import Records
import Serialization

/// A text of the export that no column of Arrow or Parquet can hold.
package struct TextTooLong: Error {
  /// What was found and what to do, in words for a person.
  package let reason: String

  init(_ fault: ColumnBatch.TooLong) {
    reason =
      "a text of column \(fault.column) has \(fault.bytes) bytes, and a column holds at most "
      + "\(ColumnBatch.longestText); --format jsonl has no such bound"
  }
}

/// The rows of facts for those who read column by column.
///
/// The columns of the CSV file with their types, and the row as JSON has it, from which a report can be made again.
struct FactsTable {
  /// The column of the whole row.
  static let wholeRow = "facts_row"
  /// The note with the line of counts, which is no row of a contact.
  static let noteOfCounts = "onpar.counts"

  private let writer: FactRowWriter
  private let layout: ColumnLayout

  /// - Parameters:
  ///   - writer: The rows.
  ///   - counts: The line of counts with its line end.
  init(_ writer: FactRowWriter, counts: [UInt8]) {
    self.writer = writer
    layout = ColumnLayout(
      columns: FactRowWriter.columns.map { .init($0.name, $0.kind.inColumns) }
        + [.init(Self.wholeRow, .text)],
      notes: [
        .init("onpar.schema", FactRowSchema.name),
        .init(Self.noteOfCounts, String(decoding: counts.dropLast(), as: UTF8.self)),
      ]
    )
  }

  func write(
    as shape: TableFile.Shape,
    jobs: Int,
    to write: ([UInt8]) -> Void
  ) async throws(TextTooLong) {
    var file = TableFile(shape, layout)
    var fault: ColumnBatch.TooLong?
    write(file.head)
    let empty = file
    await inWaves(of: writer.count, jobs: jobs) { [writer] rows in
      Self.batches(of: rows, writer, empty.layout).map { ($0.fault, empty.encoded($0)) }
    } then: { batches in
      for (found, batch) in batches {
        fault = fault ?? found
        if fault == nil { write(file.placed(batch)) }
      }
    }
    if let fault { throw TextTooLong(fault) }
    write(file.end)
  }

  /// Mostly one batch; more where rows are very long.
  private static func batches(
    of rows: Range<Int>,
    _ writer: FactRowWriter,
    _ layout: ColumnLayout
  ) -> [ColumnBatch] {
    var full: [ColumnBatch] = []
    var cells = BatchCells(batch: ColumnBatch(layout))
    for row in rows {
      if cells.batch.isFull {
        full.append(cells.batch)
        cells.batch = ColumnBatch(layout)
      }
      writer.write(row, to: &cells)
      let line = writer.lines(row..<row + 1)
      line.withUnsafeBytes { cells.batch.text(UnsafeRawBufferPointer(rebasing: $0.dropLast())) }
      cells.batch.endRow()
    }
    return cells.batch.rows == 0 ? full : full + [cells.batch]
  }
}

private struct BatchCells: FactCells {
  var batch: ColumnBatch

  mutating func text(_ value: String?) { batch.text(value) }
  mutating func time(_ value: Instant) { batch.time(value.isKnown ? value.milliseconds : nil) }
  mutating func truth(_ value: Bool?) { batch.truth(value) }
  mutating func whole(_ value: Int?) { batch.whole(value) }
  /// As CSV has it, so that the two agree and no library of mathematics shows.
  mutating func real(_ value: Double?) {
    batch.real(value.flatMap { $0.isNaN ? nil : asFormatted($0) })
  }
}

extension FactColumn.Kind {
  fileprivate var inColumns: ColumnKind {
    switch self {
    case .text: .text
    case .time: .time
    case .truth: .truth
    case .whole: .whole
    case .real: .real
    }
  }
}
