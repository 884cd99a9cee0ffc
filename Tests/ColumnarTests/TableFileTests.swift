import Columnar
import Foundation
import TestSupport
import Testing

/// Tables as Arrow and Parquet, read back by readers of the tests; `make test-columns` reads them with others' readers.
@Suite struct TableFileTests {
  @Test func `every kind of cell and its null comes back`() throws {
    let arrow = try ArrowReading(file(.arrow, fewRows, cuts: []))
    let parquet = try ParquetReading(file(.parquet, fewRows, cuts: []))
    #expect(arrow.rows == fewRows)
    #expect(parquet.rows == fewRows)
    #expect(arrow.names == ["name", "time", "known", "count", "share"])
    #expect(parquet.names == arrow.names)
    #expect(arrow.types == [5, 10, 6, 2, 3])
    #expect(arrow.notes == ["made.by": "hand", "leer": ""])
    #expect(parquet.notes == arrow.notes)
  }

  @Test(arguments: 1...20)
  func `wherever rows are cut into batches, the rows are the same`(seed: Int) throws {
    var random = SeededRandom(seed)
    let rows = inventedRows(random.below(40), &random)
    let cuts = (0..<random.below(5)).map { _ in random.below(rows.count + 1) }.sorted()
    #expect(try ArrowReading(file(.arrow, rows, cuts: cuts)).rows == rows)
    #expect(try ParquetReading(file(.parquet, rows, cuts: cuts)).rows == rows)
  }

  @Test func `a table without rows is a table`() throws {
    let arrow = try ArrowReading(file(.arrow, [], cuts: []))
    let parquet = try ParquetReading(file(.parquet, [], cuts: []))
    #expect(arrow.names.count == 5 && arrow.rows.isEmpty && arrow.batchSizes.isEmpty)
    #expect(parquet.names.count == 5 && parquet.rows.isEmpty && parquet.groupSizes.isEmpty)
  }

  @Test(arguments: [7, 8, 9, 16]) func `nulls are told apart at the edges of bytes`(
    count: Int
  ) throws {
    let layout = ColumnLayout(columns: [.init("a", .truth), .init("b", .text)])
    for place in 0..<count {
      var rows = [[Cell]](repeating: [.truth(true), .text("x")], count: count)
      rows[place] = [.null, .null]
      #expect(try ArrowReading(file(.arrow, rows, layout, cuts: [])).rows == rows)
      #expect(try ParquetReading(file(.parquet, rows, layout, cuts: [])).rows == rows)
    }
  }

  /// The file was read once by pyarrow, and `make test-columns` reads it again.
  @Test func `the bytes of a stream are those that others have read`() throws {
    let path = Repository.root + "/Tests/ColumnarTests/Golden/few.arrow"
    let bytes = file(.arrow, fewRows, cuts: [2])
    if ProcessInfo.processInfo.environment["ONPAR_RENEW"] == "1" {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == Data(bytes))
  }

  @Test func `a batch is full after so many rows or bytes, and no text overflows it`() {
    let layout = ColumnLayout(columns: [.init("text", .text)])
    var rows = ColumnBatch(layout)
    for _ in 1..<ColumnBatch.mostRows { rows.append([.text("a")]) }
    #expect(!rows.isFull)
    rows.append([.text("a")])
    #expect(rows.isFull)

    var long = ColumnBatch(layout)
    long.append([.text(String(repeating: "a", count: ColumnBatch.mostBytes))])
    #expect(long.isFull && long.fault == nil)
  }

  @Test func `a text that no column can hold is told and left out`() {
    let layout = ColumnLayout(columns: [.init("text", .text)])
    var batch = ColumnBatch(layout)
    // Room that is only counted: the pages are never touched.
    let size = ColumnBatch.longestText + 1
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 1)
    defer { room.deallocate() }
    batch.text(UnsafeRawBufferPointer(room))
    batch.endRow()
    #expect(batch.fault?.column == "text" && batch.fault?.bytes == size)
    #expect(!batch.isFull)
  }

  @Test func `a wide table has more columns than one byte counts`() throws {
    let layout = ColumnLayout(columns: (0..<300).map { .init("c\($0)", .whole) })
    let row = (0..<300).map { Cell.whole($0) }
    #expect(try ArrowReading(file(.arrow, [row], layout, cuts: [])).rows == [row])
    #expect(try ParquetReading(file(.parquet, [row], layout, cuts: [])).rows == [row])
  }
}
