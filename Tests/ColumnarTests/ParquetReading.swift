import CZlib

/// Reads the Parquet files of these tests, written for them alone after the format's description.
struct ParquetReading {
  struct Malformed: Error {
    var what: String
  }

  private(set) var names: [String] = []
  private(set) var notes: [String: String] = [:]
  private(set) var rows: [[Cell]] = []
  private(set) var groupSizes: [Int] = []
  private var types: [(physical: Int, converted: Int?)] = []

  init(_ bytes: [UInt8]) throws {
    let sign = Array("PAR1".utf8)
    guard bytes.starts(with: sign), Array(bytes.suffix(4)) == sign else {
      throw Malformed(what: "sign")
    }
    let size = Number.u32(bytes, bytes.count - 8)
    var thrift = Thrift(bytes, at: bytes.count - 8 - size)
    let footer = thrift.record()
    guard thrift.at == bytes.count - 8 else { throw Malformed(what: "footer") }
    for element in footer.list(2).dropFirst() {
      names.append(element.text(4))
      guard element.int(3) == 1 else { throw Malformed(what: "not optional") }
      types.append((element.int(1) ?? -1, element.int(6)))
    }
    for note in footer.list(5) { notes[note.text(1)] = note.text(2) }
    var end = 4
    for group in footer.list(4) {
      let count = group.int(3) ?? -1
      let columns = try zip(group.list(1), types).map { chunk, type in
        guard let data = chunk.record(3), data.int(9) == end, data.int(5) == count,
          data.int(1) == type.physical
        else { throw Malformed(what: "chunk") }
        let (cells, stop) = try Self.page(bytes, at: end, type)
        guard stop - end == data.int(7), cells.count == count else { throw Malformed(what: "page") }
        end = stop
        return cells
      }
      groupSizes.append(count)
      rows += (0..<count).map { row in columns.map { $0[row] } }
    }
    guard end == bytes.count - 8 - size, footer.int(3) == rows.count else {
      throw Malformed(what: "rows")
    }
  }

  private static func page(
    _ bytes: [UInt8],
    at start: Int,
    _ type: (physical: Int, converted: Int?)
  ) throws -> ([Cell], end: Int) {
    var thrift = Thrift(bytes, at: start)
    let header = thrift.record()
    guard header.int(1) == 0, let plain = header.int(2), let packed = header.int(3),
      let count = header.record(5)?.int(1)
    else { throw Malformed(what: "page header") }
    let end = thrift.at + packed
    let page = try unpacked(Array(bytes[thrift.at..<end]), plain)
    let levelBytes = Number.u32(page, 0)
    let present = levels(Array(page[4..<4 + levelBytes]), count)
    var values = page[(4 + levelBytes)...]
    var bit = 0
    let cells = present.map { isPresent -> Cell in
      guard isPresent else { return .null }
      switch (type.physical, type.converted) {
      case (6, 0):
        let size = Number.little(Array(values.prefix(4)), 0, 4)
        let text = values.dropFirst(4).prefix(size)
        values = values.dropFirst(4 + size)
        return .text(String(decoding: text, as: UTF8.self))
      case (0, nil):
        defer { bit += 1 }
        return .truth(values[values.startIndex + bit / 8] >> UInt8(bit % 8) & 1 == 1)
      default:
        let number = Number.i64(Array(values.prefix(8)), 0)
        values = values.dropFirst(8)
        switch (type.physical, type.converted) {
        case (2, 9): return .time(Int64(number))
        case (2, nil): return .whole(number)
        default: return .real(Double(bitPattern: UInt64(bitPattern: Int64(number))))
        }
      }
    }
    guard type.physical == 0 ? values.count == (bit + 7) / 8 : values.isEmpty else {
      throw Malformed(what: "values left")
    }
    return (cells, end)
  }

  private static func levels(_ bytes: [UInt8], _ count: Int) -> [Bool] {
    var thrift = Thrift(bytes, at: 0)
    let head = thrift.unsigned()
    guard head & 1 == 1 else { return .init(repeating: bytes[thrift.at] == 1, count: head >> 1) }
    precondition(bytes.count - thrift.at == head >> 1 && (head >> 1) * 8 >= count)
    return (0..<count).map { bytes[thrift.at + $0 / 8] >> UInt8($0 % 8) & 1 == 1 }
  }

  private static func unpacked(_ packed: [UInt8], _ size: Int) throws -> [UInt8] {
    var stream = z_stream()
    guard inflateInit2_(&stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    else { throw Malformed(what: "zlib") }
    defer { inflateEnd(&stream) }
    var packed = packed
    var plain = [UInt8](repeating: 0, count: size)
    let status = packed.withUnsafeMutableBufferPointer { source in
      plain.withUnsafeMutableBufferPointer { target in
        stream.next_in = source.baseAddress
        stream.avail_in = UInt32(source.count)
        stream.next_out = target.baseAddress
        stream.avail_out = UInt32(size)
        return inflate(&stream, Z_FINISH)
      }
    }
    guard status == Z_STREAM_END, stream.avail_out == 0, stream.avail_in == 0 else {
      throw Malformed(what: "gzip")
    }
    return plain
  }
}

/// Reads the compact protocol of Thrift.
struct Thrift {
  indirect enum Value {
    case int(Int)
    case text(String)
    case list([Value])
    case record([Int: Value])

    private subscript(field: Int) -> Value? {
      if case .record(let fields) = self { fields[field] } else { nil }
    }
    func int(_ field: Int) -> Int? { if case .int(let value) = self[field] { value } else { nil } }
    func text(_ field: Int) -> String {
      if case .text(let value) = self[field] { value } else { "" }
    }
    func list(_ field: Int) -> [Value] {
      if case .list(let values) = self[field] { values } else { [] }
    }
    func record(_ field: Int) -> Value? { self[field] }
  }

  private let bytes: [UInt8]
  private(set) var at: Int

  init(_ bytes: [UInt8], at: Int) {
    self.bytes = bytes
    self.at = at
  }

  mutating func unsigned() -> Int {
    var (value, shift) = (0, 0)
    while true {
      let byte = Int(bytes[at])
      at += 1
      value |= (byte & 0x7F) << shift
      shift += 7
      if byte < 0x80 { return value }
    }
  }

  mutating func record() -> Value {
    var fields: [Int: Value] = [:]
    var number = 0
    while bytes[at] != 0 {
      number += Int(bytes[at] >> 4)
      let type = bytes[at] & 15
      at += 1
      fields[number] = value(type)
    }
    at += 1
    return .record(fields)
  }

  private mutating func value(_ type: UInt8) -> Value {
    switch type {
    case 5, 6:
      let coded = unsigned()
      return .int(coded >> 1 ^ -(coded & 1))
    case 8:
      let size = unsigned()
      defer { at += size }
      return .text(String(decoding: bytes[at..<at + size], as: UTF8.self))
    case 9:
      let head = bytes[at]
      at += 1
      let count = head >> 4 == 15 ? unsigned() : Int(head >> 4)
      return .list((0..<count).map { _ in value(head & 15) })
    default: return record()
    }
  }
}
