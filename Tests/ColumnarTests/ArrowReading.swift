import Columnar

/// Reads the Arrow streams of these tests, written for them alone after the format's description.
struct ArrowReading {
  struct Malformed: Error {
    var what: String
  }

  private(set) var names: [String] = []
  private(set) var types: [UInt8] = []
  private(set) var notes: [String: String] = [:]
  private(set) var rows: [[Cell]] = []
  private(set) var batchSizes: [Int] = []

  init(_ bytes: [UInt8]) throws {
    var at = 0
    var isEnded = false
    while at < bytes.count {
      guard !isEnded, at % 8 == 0, Number.u32(bytes, at) == 0xFFFF_FFFF else {
        throw Malformed(what: "no message at \(at)")
      }
      let size = Number.u32(bytes, at + 4)
      at += 8
      guard size > 0 else {
        isEnded = true
        continue
      }
      guard size % 8 == 0, at + size <= bytes.count else { throw Malformed(what: "size") }
      let message = FlatTable(root: Array(bytes[at..<at + size]))
      at += size
      guard message.number(0, bytes: 2) == 4 else { throw Malformed(what: "version") }
      let bodyBytes = message.number(3, bytes: 8)
      guard let header = message.table(2) else { throw Malformed(what: "header") }
      switch message.number(1, bytes: 1) {
      case 1: readSchema(header)
      case 3: try readBatch(header, Array(bytes[at..<at + bodyBytes]))
      default: throw Malformed(what: "kind of message")
      }
      at += bodyBytes
    }
    guard isEnded else { throw Malformed(what: "no end") }
  }

  private mutating func readSchema(_ schema: FlatTable) {
    for field in schema.tables(1) {
      names.append(field.text(0))
      types.append(UInt8(field.number(2, bytes: 1)))
    }
    for note in schema.tables(2) { notes[note.text(0)] = note.text(1) }
  }

  private mutating func readBatch(_ batch: FlatTable, _ body: [UInt8]) throws {
    let count = batch.number(0, bytes: 8)
    let nodes = batch.pairs(1)
    var buffers = batch.pairs(2)[...]
    func next() throws -> [UInt8] {
      guard let (start, size) = buffers.popFirst(), start % 8 == 0, start + size <= body.count
      else { throw Malformed(what: "buffer") }
      return Array(body[start..<start + size])
    }
    var columns: [[Cell]] = []
    for (type, node) in zip(types, nodes) {
      let present = try next()
      guard node.0 == count else { throw Malformed(what: "node") }
      let isPresent = { (row: Int) in
        present.isEmpty || present[row / 8] >> UInt8(row % 8) & 1 == 1
      }
      let first = try next()
      let texts = type == 5 ? try next() : []
      let cells = (0..<count).map { row -> Cell in
        guard isPresent(row) else { return .null }
        switch type {
        case 5:
          let (start, end) = (Number.u32(first, row * 4), Number.u32(first, row * 4 + 4))
          return .text(String(decoding: texts[start..<end], as: UTF8.self))
        case 6: return .truth(first[row / 8] >> UInt8(row % 8) & 1 == 1)
        case 2: return .whole(Number.i64(first, row * 8))
        case 3:
          return .real(Double(bitPattern: UInt64(bitPattern: Int64(Number.i64(first, row * 8)))))
        default: return .time(Int64(Number.i64(first, row * 8)))
        }
      }
      guard cells.count(where: { $0 == .null }) == node.1 else { throw Malformed(what: "nulls") }
      columns.append(cells)
    }
    guard buffers.isEmpty else { throw Malformed(what: "buffers left") }
    batchSizes.append(count)
    rows += (0..<count).map { row in columns.map { $0[row] } }
  }
}

enum Number {
  static func u32(_ bytes: [UInt8], _ at: Int) -> Int { little(bytes, at, 4) }

  static func i64(_ bytes: [UInt8], _ at: Int) -> Int { little(bytes, at, 8) }

  static func little(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
    bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}

/// A table in a FlatBuffer.
struct FlatTable {
  private let bytes: [UInt8]
  private let at: Int

  init(root bytes: [UInt8]) { self.init(bytes, Number.u32(bytes, 0)) }

  private init(_ bytes: [UInt8], _ at: Int) {
    self.bytes = bytes
    self.at = at
  }

  private func place(_ field: Int) -> Int? {
    let list = at - Number.u32(bytes, at)
    guard 4 + 2 * field < Number.little(bytes, list, 2) else { return nil }
    let offset = Number.little(bytes, list + 4 + 2 * field, 2)
    return offset == 0 ? nil : at + offset
  }

  private func target(_ field: Int) -> Int? {
    place(field).map { $0 + Number.u32(bytes, $0) }
  }

  func number(_ field: Int, bytes count: Int) -> Int {
    place(field).map { place in
      // A field lies where its size divides its place.
      precondition(place % count == 0)
      return Number.little(bytes, place, count)
    } ?? 0
  }

  func table(_ field: Int) -> FlatTable? { target(field).map { FlatTable(bytes, $0) } }

  func text(_ field: Int) -> String {
    guard let start = target(field) else { return "" }
    let count = Number.u32(bytes, start)
    precondition(bytes[start + 4 + count] == 0)
    return String(decoding: bytes[start + 4..<start + 4 + count], as: UTF8.self)
  }

  func tables(_ field: Int) -> [FlatTable] {
    guard let start = target(field) else { return [] }
    return (0..<Number.u32(bytes, start)).map { number in
      let place = start + 4 + 4 * number
      return FlatTable(bytes, place + Number.u32(bytes, place))
    }
  }

  func pairs(_ field: Int) -> [(Int, Int)] {
    guard let start = target(field) else { return [] }
    precondition((start + 4) % 8 == 0)
    return (0..<Number.u32(bytes, start)).map { number in
      let place = start + 4 + 16 * number
      return (Number.i64(bytes, place), Number.i64(bytes, place + 8))
    }
  }
}
