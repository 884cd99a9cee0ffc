extension Recognition {
  /// Looks for the signs of the formats in the first rows of CSV.
  static func foreignRows(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> Recognition? {
    guard start < end, start.pointee != 0x7B, start.pointee != 0x5B,
      let dialect = CSVDialect.found(in: start, end)
    else { return nil }
    let store = TreeStore()
    defer { withExtendedLifetime(store) {} }
    let (level, _) = topRows(start, end, dialect, store)
    guard let (reader, why) = judge(opened(level[...]).records) else { return nil }
    return .recognised(container: .rows(dialect), format: Format(reader: reader), why: why)
  }

  /// An unknown table, described by its columns; nil for a text that is no table.
  static func unknownRows(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> Recognition? {
    guard start < end, start.pointee > 0x20, ![0x3C, 0x5B, 0x7B].contains(start.pointee),
      let dialect = CSVDialect.found(in: start, end)
    else { return nil }
    let store = TreeStore()
    // The rows are nodes of the store, and do not keep it.
    defer { withExtendedLifetime(store) {} }
    let (rows, headings) = topRows(start, end, dialect, store)
    let areNames = headings.allSatisfy { name in
      !name.isEmpty && name.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0 != "\u{FFFD}" }
    }
    guard headings.count > 1, areNames, !rows.isEmpty,
      rows.allSatisfy({ $0.node.count == headings.count })
    else { return nil }
    let named = headings.prefix(12).map { quoted($0) }.joined(separator: ", ")
    return .unrecognised(seen: "rows with the columns " + named)
  }

  /// The first rows as candidates, and the headings.
  static func topRows(
    _ start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ dialect: CSVDialect,
    _ store: TreeStore
  ) -> (rows: [Candidate], headings: [String]) {
    let reader = CSVReader(dialect, store: store)
    var rows: [TreeNode] = []
    reader.consume(UnsafeRawBufferPointer(start: start, count: end - start)) { row, _ in
      if rows.count < sampleSize { rows.append(row) }
    }
    // A last row that the window cuts shows its first fields all the same.
    reader.finish { row, _ in if rows.isEmpty { rows.append(row) } }
    return (
      rows.map { Candidate(node: $0, array: .absent, mayBeRecord: true) },
      reader.headings.compactMap(\.string)
    )
  }
}
