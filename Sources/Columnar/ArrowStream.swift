/// An Arrow IPC stream: a schema, batches, an end.
///
/// Source: Apache Arrow, "Columnar Format" 1.4, metadata version 5. Buffers are not compressed, bodies are little-endian
/// and aligned to 8 bytes. No message depends on where it stands, so batches may be encoded on any thread.
enum ArrowStream {
  static func schema(_ layout: ColumnLayout) -> [UInt8] {
    var buffer = FlatBuffer()
    let fields = layout.columns.map { field($0, in: &buffer) }
    let notes = layout.notes.map { note in
      let (name, value) = (buffer.text(note.name), buffer.text(note.value))
      return buffer.table([.pointer(name), .pointer(value)])
    }
    let (fieldList, noteList) = (buffer.list(fields), buffer.list(notes))
    let schema = buffer.table([.short(0), .pointer(fieldList), .pointer(noteList)])
    return message(header: 1, schema, bodyBytes: 0, buffer)
  }

  static func batch(_ batch: ColumnBatch) -> [UInt8] {
    var body: [UInt8] = []
    var places: [(Int, Int)] = []
    func add(_ bytes: UnsafeRawBufferPointer) {
      places.append((body.count, bytes.count))
      body.append(contentsOf: bytes)
      body.appendZeros(-body.count & 7)
    }
    for column in batch.columns {
      // A column without nulls needs no list of them.
      (column.nulls == 0 ? [] : column.present.bytes).withUnsafeBytes(add)
      switch column.kind {
      case .text:
        // Bounds are written as they lie in memory.
        column.bounds.map(\.littleEndian).withUnsafeBytes(add)
        column.bytes.withUnsafeBytes(add)
      case .truth: column.truths.bytes.withUnsafeBytes(add)
      case .time, .whole, .real: column.bytes.withUnsafeBytes(add)
      }
    }
    var buffer = FlatBuffer()
    let buffers = buffer.pairs(places)
    let nodes = buffer.pairs(batch.columns.map { (batch.rows, $0.nulls) })
    let record = buffer.table([.long(batch.rows), .pointer(nodes), .pointer(buffers)])
    return message(header: 3, record, bodyBytes: body.count, buffer) + body
  }

  static let end: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0]

  private static func message(
    header kind: UInt8,
    _ header: FlatBuffer.Place,
    bodyBytes: Int,
    _ buffer: FlatBuffer
  ) -> [UInt8] {
    var buffer = buffer
    let version5: Int16 = 4
    let message = buffer.table([
      .short(version5), .byte(kind), .pointer(header), .long(bodyBytes),
    ])
    let metadata = buffer.finished(root: message)
    let padding = -metadata.count & 7
    var bytes: [UInt8] = [0xFF, 0xFF, 0xFF, 0xFF]
    bytes.append(littleEndian: UInt32(metadata.count + padding))
    bytes += metadata
    bytes.appendZeros(padding)
    return bytes
  }

  private static func field(
    _ column: ColumnLayout.Column,
    in buffer: inout FlatBuffer
  ) -> FlatBuffer.Place {
    let name = buffer.text(column.name)
    let children = buffer.list([])
    let (number, type) = type(column.kind, in: &buffer)
    let isNullable: UInt8 = 1
    return buffer.table([
      .pointer(name), .byte(isNullable), .byte(number), .pointer(type), nil, .pointer(children),
    ])
  }

  /// The number of a type in the union of types, and its own table.
  private static func type(
    _ kind: ColumnKind,
    in buffer: inout FlatBuffer
  ) -> (UInt8, FlatBuffer.Place) {
    switch kind {
    case .text: return (5, buffer.table([]))
    case .truth: return (6, buffer.table([]))
    case .whole:
      let isSigned: UInt8 = 1
      return (2, buffer.table([.int(64), .byte(isSigned)]))
    case .real:
      let double: Int16 = 2
      return (3, buffer.table([.short(double)]))
    case .time:
      let milliseconds: Int16 = 1
      let zone = buffer.text("UTC")
      return (10, buffer.table([.short(milliseconds), .pointer(zone)]))
    }
  }
}
