/// The frame of a Parquet file: a sign, row groups, and at the end what is in them.
struct ParquetFile: Sendable {
  static let plainEncoding: Int32 = 0
  /// Runs and bits; of levels.
  static let levelEncoding: Int32 = 3
  private static let gzip: Int32 = 2
  private static let sign = Array("PAR1".utf8)

  private struct Placed: Sendable {
    var start: Int
    var rows: Int
    var chunks: [ParquetGroup.Chunk]
  }

  private let layout: ColumnLayout
  private var groups: [Placed] = []
  /// Bytes so far.
  private var position = ParquetFile.sign.count

  init(_ layout: ColumnLayout) { self.layout = layout }

  var head: [UInt8] { Self.sign }

  /// Takes the place behind the groups so far.
  mutating func place(_ group: ParquetGroup) {
    groups.append(Placed(start: position, rows: group.rows, chunks: group.chunks))
    position += group.bytes.count
  }

  /// What is written behind the last group.
  var end: [UInt8] {
    var footer = ThriftWriter()
    footer.record { footer in
      let version: Int32 = 1
      footer.field(1, version)
      footer.field(2, list: [nil] + layout.columns, of: .record) { $0.schema($1, layout) }
      footer.field(3, long: groups.reduce(0) { $0 + $1.rows })
      footer.field(4, list: groups, of: .record) { write($1, to: &$0) }
      footer.field(5, list: layout.notes, of: .record) { footer, note in
        footer.record { footer in
          footer.field(1, note.name)
          footer.field(2, note.value)
        }
      }
      footer.field(6, "onpar")
    }
    var bytes = footer.bytes
    bytes.append(littleEndian: UInt32(footer.bytes.count))
    return bytes + Self.sign
  }

  private func write(_ group: Placed, to footer: inout ThriftWriter) {
    var start = group.start
    let places = zip(layout.columns, group.chunks).map { column, chunk in
      defer { start += chunk.bytes }
      return (column, chunk, start)
    }
    footer.record { footer in
      footer.field(1, list: places, of: .record) { footer, place in
        let (column, chunk, start) = place
        footer.record { footer in
          footer.field(2, long: start)
          footer.field(3) { footer in
            footer.field(1, column.kind.physicalType)
            footer.field(2, list: [Self.plainEncoding, Self.levelEncoding], of: .int) {
              $0.signed(Int64($1))
            }
            footer.field(3, list: [column.name], of: .text) { $0.text($1) }
            footer.field(4, Self.gzip)
            footer.field(5, long: group.rows)
            footer.field(6, long: chunk.plainBytes)
            footer.field(7, long: chunk.bytes)
            footer.field(9, long: start)
          }
        }
      }
      footer.field(2, long: group.chunks.reduce(0) { $0 + $1.plainBytes })
      footer.field(3, long: group.rows)
    }
  }
}

extension ThriftWriter {
  /// The root of the schema, which is nil, or one of its columns.
  fileprivate mutating func schema(_ column: ColumnLayout.Column?, _ layout: ColumnLayout) {
    record { footer in
      guard let column else {
        footer.field(4, "schema")
        footer.field(5, Int32(layout.columns.count))
        return
      }
      let optional: Int32 = 1
      footer.field(1, column.kind.physicalType)
      footer.field(3, optional)
      footer.field(4, column.name)
      if let meaning = column.kind.convertedType { footer.field(6, meaning) }
    }
  }
}

extension ColumnKind {
  fileprivate var physicalType: Int32 {
    switch self {
    case .truth: 0
    case .time, .whole: 2
    case .real: 5
    case .text: 6
    }
  }

  /// What the type means where it does not say it by itself: UTF-8, milliseconds in UTC.
  fileprivate var convertedType: Int32? {
    switch self {
    case .text: 0
    case .time: 9
    case .truth, .whole, .real: nil
    }
  }
}
