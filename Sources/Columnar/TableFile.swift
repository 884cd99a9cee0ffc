/// A table as a file that others read column by column, written batch by batch.
///
/// ```swift
/// var file = TableFile(.parquet, layout)
/// write(file.head)
/// for batch in batches { write(file.placed(file.encoded(batch))) }
/// write(file.end)
/// ```
package struct TableFile: Sendable {
  package enum Shape: Sendable, CaseIterable { case arrow, parquet }

  /// A batch as bytes that fit anywhere in the file.
  package struct Encoded: Sendable {
    fileprivate enum Content { case message([UInt8]), group(ParquetGroup) }

    fileprivate let content: Content
  }

  package let layout: ColumnLayout
  private let shape: Shape
  private var parquet: ParquetFile

  package init(_ shape: Shape, _ layout: ColumnLayout) {
    self.shape = shape
    self.layout = layout
    parquet = ParquetFile(layout)
  }

  /// What is written first.
  package var head: [UInt8] {
    switch shape {
    case .arrow: ArrowStream.schema(layout)
    case .parquet: parquet.head
    }
  }

  /// The bytes of a batch, made on any thread.
  package func encoded(_ batch: ColumnBatch) -> Encoded {
    switch shape {
    case .arrow: Encoded(content: .message(ArrowStream.batch(batch)))
    case .parquet: Encoded(content: .group(ParquetGroup(batch)))
    }
  }

  /// The bytes of the next batch in the order of rows.
  package mutating func placed(_ batch: Encoded) -> [UInt8] {
    switch batch.content {
    case .message(let bytes): return bytes
    case .group(let group):
      parquet.place(group)
      return group.bytes
    }
  }

  /// What is written last.
  package var end: [UInt8] {
    switch shape {
    case .arrow: ArrowStream.end
    case .parquet: parquet.end
    }
  }
}
