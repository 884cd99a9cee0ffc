package import Conversations
package import Records
import Wording

/// Why a file of checked links cannot be used.
package struct LinkFileError: Error, Hashable, CustomStringConvertible {
  /// Counted from 1; 0 for the file as a whole.
  package let line: Int
  package let reason: String

  package var description: String {
    line > 0 ? "line \(line): \(reason)" : reason
  }
}

/// Reads what a link checker found: a CSV file with the columns `url`, `status` and `checked`.
///
/// `status` is an HTTP status (failing from 400 on, and 0), or a word. `checked` is a date or an ISO 8601 time, and may be
/// empty. Other columns are passed over. Of several lines for one address the last counts.
package enum LinkFile {
  private static let fine = ["ok", "alive", "up", "working", "valid", "redirect"]
  private static let failing = [
    "dead", "failing", "failed", "fail", "broken", "error", "timeout", "down", "unreachable",
    "invalid", "gone",
  ]

  package static func read(
    _ bytes: [UInt8],
    zone: CalendarZone = .utc
  ) throws(LinkFileError) -> [UInt64: LinkRules.Status] {
    let rows = rows(of: bytes)
    guard let heading = rows.first?.cells.map({ lowercased($0) }) else {
      throw LinkFileError(line: 0, reason: "expected a heading with url, status and checked")
    }
    let columns = ["url", "status", "checked"].map { name in
      heading.firstIndex {
        $0 == Array(name.utf8) || (name == "checked" && $0.starts(with: "checked".utf8))
      }
    }
    guard let url = columns[0], let status = columns[1] else {
      throw LinkFileError(line: rows[0].line, reason: "the heading must name url and status")
    }
    var parser = TimestampParser(assumed: zone)
    var found: [UInt64: LinkRules.Status] = [:]
    for row in rows.dropFirst() {
      guard row.cells.count > max(url, status) else {
        throw LinkFileError(line: row.line, reason: "expected \(heading.count) cells")
      }
      let word = String(decoding: lowercased(row.cells[status]), as: UTF8.self)
      guard let isFailing = isFailing(word) else {
        throw LinkFileError(
          line: row.line,
          reason: "\(word) is no status, such as 200, 404, ok or dead"
        )
      }
      var checked = Instant.missing
      if let column = columns[2], row.cells.count > column, !row.cells[column].isEmpty {
        guard let time = time(row.cells[column], &parser) else {
          throw LinkFileError(line: row.line, reason: "checked is no date, such as 2026-03-29")
        }
        checked = time
      }
      found[WebAddress(row.cells[url]).whole] = LinkRules.Status(
        isFailing: isFailing,
        checked: checked
      )
    }
    return found
  }

  private static func isFailing(_ word: String) -> Bool? {
    if let number = Int(word), (0..<1000).contains(number) { return number == 0 || number >= 400 }
    if fine.contains(word) { return false }
    return failing.contains(word) ? true : nil
  }

  private static func time(_ cell: [UInt8], _ parser: inout TimestampParser) -> Instant? {
    let text = cell.count == 10 ? cell + Array("T00:00:00".utf8) : cell
    return text.withUnsafeBytes { parser.parse($0) }?.instant
  }

  private static func lowercased(_ cell: [UInt8]) -> [UInt8] {
    cell.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  /// The rows that hold anything, by RFC 4180, without white space around cells.
  private static func rows(of bytes: [UInt8]) -> [(line: Int, cells: [[UInt8]])] {
    var rows: [(line: Int, cells: [[UInt8]])] = []
    var cells: [[UInt8]] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var line = 1
    var firstLine = 1
    func endRow() {
      cells.append(trimmed(cell))
      if cells != [[]] { rows.append((firstLine, cells)) }
      cells = []
      cell = []
    }
    var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A { line += 1 }
      if isQuoted {
        if byte != 0x22 {
          cell.append(byte)
        } else if index < bytes.count, bytes[index] == 0x22 {
          cell.append(byte)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == 0x22, trimmed(cell).isEmpty {
        cell = []
        isQuoted = true
      } else if byte == 0x2C {
        cells.append(trimmed(cell))
        cell = []
      } else if byte == 0x0A {
        endRow()
        firstLine = line
      } else {
        cell.append(byte)
      }
    }
    endRow()
    return rows
  }

  private static func trimmed(_ cell: [UInt8]) -> [UInt8] {
    var cell = cell[...]
    while let last = cell.last, last <= 0x20 { cell.removeLast() }
    while let first = cell.first, first <= 0x20 { cell.removeFirst() }
    return Array(cell)
  }
}
