import ByteStreams

/// A row group: one batch, a page for each column, packed with gzip.
///
/// Values are written one after the other (PLAIN), nulls only in the levels. Source: Apache Parquet format 2.10, data
/// pages of version 1.
struct ParquetGroup: Sendable {
  struct Chunk: Sendable {
    /// Bytes of page and header.
    var bytes: Int
    /// The same before packing.
    var plainBytes: Int
  }

  private(set) var bytes: [UInt8] = []
  private(set) var chunks: [Chunk] = []
  let rows: Int

  init(_ batch: ColumnBatch) {
    rows = batch.rows
    let packer = GzipPacker()
    for column in batch.columns {
      let page = Self.page(column)
      let packed = packer.pack(page)
      let header = Self.header(column, plain: page.count, packed: packed.count)
      bytes += header
      bytes += packed
      chunks.append(
        Chunk(bytes: header.count + packed.count, plainBytes: header.count + page.count)
      )
    }
  }

  private static func header(_ column: CellColumn, plain: Int, packed: Int) -> [UInt8] {
    var header = ThriftWriter()
    header.record { header in
      let dataPage: Int32 = 0
      header.field(1, dataPage)
      // A batch is bounded so that its pages are far below 2 GiB.
      header.field(2, Int32(plain))
      header.field(3, Int32(packed))
      header.field(5) { header in
        header.field(1, Int32(column.count))
        header.field(2, ParquetFile.plainEncoding)
        header.field(3, ParquetFile.levelEncoding)
        header.field(4, ParquetFile.levelEncoding)
      }
    }
    return header.bytes
  }

  private static func page(_ column: CellColumn) -> [UInt8] {
    var page: [UInt8] = []
    let levels = levels(column)
    page.reserveCapacity(levels.count + 4 + column.bytes.count + 4 * column.count)
    page.append(littleEndian: UInt32(levels.count))
    page += levels
    appendValues(column, to: &page)
    return page
  }

  /// One level for each row, 1 for a value and 0 for null: a run of the same one, or their bits.
  private static func levels(_ column: CellColumn) -> [UInt8] {
    var writer = ThriftWriter()
    if column.nulls == 0 || column.nulls == column.count {
      writer.unsigned(UInt64(column.count) << 1)
      return writer.bytes + [column.nulls == 0 ? 1 : 0]
    }
    writer.unsigned(UInt64(column.present.bytes.count) << 1 | 1)
    return writer.bytes + column.present.bytes
  }

  private static func appendValues(_ column: CellColumn, to page: inout [UInt8]) {
    switch column.kind {
    case .text:
      for row in 0..<column.count where column.present[row] {
        let (start, end) = (Int(column.bounds[row]), Int(column.bounds[row + 1]))
        page.append(littleEndian: UInt32(end - start))
        page += column.bytes[start..<end]
      }
    case .truth:
      var truths = BitList()
      for row in 0..<column.count where column.present[row] { truths.append(column.truths[row]) }
      page += truths.bytes
    case .time, .whole, .real:
      if column.nulls == 0 {
        page += column.bytes
      } else {
        for row in 0..<column.count where column.present[row] {
          page += column.bytes[row * 8..<row * 8 + 8]
        }
      }
    }
  }
}
