import Testing

@testable import Records

/// CSV as RFC 4180 has it, and as people write it.
@Suite struct CSVReaderTests {
  /// Rows as `name=value` in order, and faults; read in pieces of one size.
  private static func read(
    _ text: String,
    _ dialect: CSVDialect? = nil,
    piece: Int = .max,
    limits: CSVLimits = CSVLimits()
  ) -> (rows: [String], faults: [CSVReader.Fault]) {
    let bytes = Array(text.utf8)
    let dialect =
      dialect
      ?? bytes.withUnsafeBufferPointer { all in
        all.baseAddress.flatMap { CSVDialect.found(in: $0, $0 + all.count) }
      } ?? CSVDialect(separator: 0x2C)
    let store = TreeStore()
    let reader = CSVReader(dialect, store: store, limits: limits)
    var rows: [String] = []
    func note(_ row: TreeNode, _ line: Int) {
      let fields = row.children.map { ($0.key.string ?? "") + "=" + ($0.text.string ?? "") }
      rows.append("\(line): " + fields.joined(separator: "|"))
      store.removeAll()
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = Array(rest.prefix(piece))
      rest = rest.dropFirst(part.count)
      part.withUnsafeBytes { reader.consume($0, note) }
    }
    reader.finish(note)
    return (rows, reader.takeFaults().map(\.fault))
  }

  static let cases: [(name: String, text: String, rows: [String])] = [
    ("plain", "a,b\n1,2\n3,4\n", ["2: a=1|b=2", "3: a=3|b=4"]),
    ("no newline at the end", "a,b\n1,2", ["2: a=1|b=2"]),
    ("CRLF and blank lines", "a,b\r\n1,2\r\n\r\n3,4\r\n", ["2: a=1|b=2", "4: a=3|b=4"]),
    (
      "quotes hold anything", "a,b\n\"x, \"\"y\"\"\nz\",2\n5,6\n",
      ["2: a=x, \"y\"\nz|b=2", "4: a=5|b=6"]
    ),
    ("semicolons and a mark", "\u{FEFF}a;b\n1,5;2\n", ["2: a=1,5|b=2"]),
    ("tabs", "a\tb\n1\t2\n", ["2: a=1|b=2"]),
    ("empty fields", "a,b,c\n,,\n", ["2: a=|b=|c="]),
    ("short rows", "a,b\n1\n", ["2: a=1"]),
    ("a quote inside", "a,b\nit's 5\" wide,2\n", ["2: a=it's 5\" wide|b=2"]),
    ("a separator at the end of each row", "a,b\n1,2,\n", ["2: a=1|b=2"]),
  ]

  @Test(arguments: cases.map(\.name))
  func `rows are the same however the text is cut`(_ name: String) throws {
    let one = try #require(Self.cases.first { $0.name == name })
    for piece in [Int.max, 1, 2, 3, 5] {
      #expect(Self.read(one.text, piece: piece).rows == one.rows, "pieces of \(piece)")
    }
  }

  @Test func `a row with too many fields is set aside`() {
    let (rows, faults) = Self.read("a,b\n1,2,3\n4,5\n")
    #expect(rows == ["3: a=4|b=5"])
    #expect(faults == [.tooManyFields(found: 3, expected: 2)])
  }

  @Test func `a quote that is never closed is told`() {
    let (rows, faults) = Self.read("a,b\n1,2\n\"x,3\n4,5\n")
    #expect(rows == ["2: a=1|b=2"])
    #expect(faults == [.endsInQuotes])
  }

  @Test func `a giant field costs its row only`() {
    var limits = CSVLimits()
    limits.fieldBytes = 100
    let giant = String(repeating: "x", count: 1_000)
    let (rows, faults) = Self.read("a,b\n\"\(giant)\",2\n3,4\n", piece: 64, limits: limits)
    #expect(rows == ["3: a=3|b=4"])
    #expect(faults == [.overLimit])
  }

  @Test func `a row of endless fields is set aside`() {
    let (rows, faults) = Self.read("a,b\n" + String(repeating: ",", count: 10_000) + "\n1,2\n")
    #expect(rows == ["3: a=1|b=2"])
    #expect(faults == [.overLimit])
  }

  @Test func `columns without a heading are named by number`() {
    let dialect = CSVDialect(separator: 0x2C, hasHeader: false)
    #expect(Self.read("x,y\n", dialect).rows == ["1: 1=x|2=y"])
  }
}
