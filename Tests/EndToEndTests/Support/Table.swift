/// A CSV file as rows of named cells (RFC 4180).
struct Table {
  let columns: [String]
  let rows: [[String: String]]

  struct Ragged: Error {
    var line: Int
  }

  init(_ bytes: [UInt8]) throws {
    var cells: [[String]] = [[]]
    var cell: [UInt8] = []
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case UInt8(ascii: "\"") where isQuoted && index < bytes.count && bytes[index] == byte:
        cell.append(byte)
        index += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        cells[cells.count - 1].append(String(decoding: cell, as: UTF8.self))
        cell = []
      case 0x0A where !isQuoted:
        cells[cells.count - 1].append(String(decoding: cell, as: UTF8.self))
        cell = []
        cells.append([])
      case 0x0D where !isQuoted: break
      default: cell.append(byte)
      }
    }
    if cells.last?.isEmpty == true { cells.removeLast() }
    let header = cells.first ?? []
    for (line, row) in cells.enumerated() where row.count != header.count {
      throw Ragged(line: line + 1)
    }
    columns = header
    rows = cells.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
  }
}
