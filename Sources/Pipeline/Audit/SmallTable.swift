import ByteStreams
import Records

/// What is wrong with a file of an audit.
package struct AuditFault: Error, CustomStringConvertible {
  package var description: String

  init(_ description: String) { self.description = description }
}

/// A CSV file that fits in memory, by headings; separators, line ends and encodings as spreadsheets write them.
struct SmallTable {
  /// Cells by heading, with the line on which the row begins.
  private(set) var rows: [(line: Int, cells: [String: String])] = []

  init(_ bytes: [UInt8], name: String, columns: [String]) throws(AuditFault) {
    // Spreadsheets put a mark before UTF-8, and write "Unicode text" as UTF-16.
    let text = bytes.withUnsafeBytes { plainText($0) }
    var found: [(line: Int, cells: [String: String])] = []
    var faults = 0
    var headings: Set<String> = []
    text.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress?.assumingMemoryBound(to: UInt8.self),
        let dialect = CSVDialect.found(in: start, start + buffer.count)
      else { return }
      let reader = CSVReader(dialect, store: TreeStore())
      let take: CSVReader.Taker = { row, line in
        var cells: [String: String] = [:]
        for cell in row.children { cells[cell.key.string ?? ""] = cell.text.string ?? "" }
        found.append((line, cells))
      }
      reader.consume(buffer, take)
      reader.finish(take)
      faults = reader.takeFaults().count
      headings = Set(reader.headings.compactMap(\.string))
    }
    let missing = columns.filter { !headings.contains($0) }
    guard missing.isEmpty else {
      throw AuditFault("\(name) has no column \(missing.joined(separator: ", "))")
    }
    guard faults == 0 else { throw AuditFault("\(name) is no sound CSV file") }
    rows = found
  }
}
