import Testing

@testable import Records

/// The path notation of mapping files, and dates in patterns.
@Suite struct MappingPathTests {
  @Test(arguments: [
    "", "a", "$.", "$..a", "$.a.", "$[", "$[a]", "$[-2]", "$.a.text().b", "$.*", "$x", "$.a[1",
    "$['a]",
  ])
  func `what is no path is refused`(_ text: String) {
    #expect(throws: MappingPathError.self) { try MappingPath(parsing: text, namespaces: nil) }
  }

  @Test func `a path is its steps`() throws {
    let path = try MappingPath(parsing: "^.a['b c'][*].@d[-1]", namespaces: nil)
    #expect(path.fromRecord)
    #expect(
      path.steps == [
        .name(Array("a".utf8), space: nil), .name(Array("b c".utf8), space: nil), .all,
        .name(Array("@d".utf8), space: nil), .index(-1),
      ]
    )
  }

  @Test func `a prefix stands for its namespace, and must be declared`() throws {
    let path = try MappingPath(parsing: "$.p:a.text()", namespaces: ["p": "urn:x"])
    #expect(path.steps == [.name(Array("a".utf8), space: Array("urn:x".utf8))])
    #expect(path.isText)
    #expect(throws: MappingPathError.self) { try MappingPath(parsing: "$.q:a", namespaces: [:]) }
    #expect(throws: Never.self) { try MappingPath(parsing: "$.q:a", namespaces: nil) }
  }

  static let dates: [(pattern: String, text: String, time: String?)] = [
    ("dd.MM.yyyy HH:mm:ss", "03.03.2025 10:15:00", "2025-03-03T10:15:00.000Z"),
    ("d.M.yy H:mm", "3.3.25 9:05", "2025-03-03T09:05:00.000Z"),
    ("yyyy.MM.dd HH:mm:ss.SSS", "2021.11.04 11:36:48.771", "2021-11-04T11:36:48.771Z"),
    ("MM/dd/yyyy hh:mm a", "03/05/2025 12:07 AM", "2025-03-05T00:07:00.000Z"),
    ("EEE, dd MMM yyyy HH:mm:ss Z", "Mon, 03 Mar 2025 10:15:00 +0100", "2025-03-03T09:15:00.000Z"),
    ("yyyy-MM-dd'T'HH:mm:ssXXX", "2025-03-03T10:15:00+05:30", "2025-03-03T04:45:00.000Z"),
    ("dd.MM.yyyy", "31.04.2025", nil), ("dd.MM.yyyy HH:mm", "03.03.2025", nil),
    ("dd.MM.yyyy", "03.03.2025 10:15", nil), ("dd.MM.yyyy HH:mm", "03.03.2025 24:00", nil),
  ]

  @Test(arguments: dates.indices)
  func `a date is read by its pattern or not at all`(_ index: Int) throws {
    let (pattern, text, time) = Self.dates[index]
    var fault = ""
    let reader = try #require(DatePattern(pattern, fault: &fault))
    let found = Array(text.utf8).withUnsafeBufferPointer { bytes in
      reader.read(ByteSlice(start: bytes.baseAddress, count: bytes.count))
    }
    let instant = found.map { Instant(milliseconds: $0.wallClock - ($0.offset ?? 0)).iso8601 }
    #expect(instant == time)
  }

  @Test func `records are found by their path while the text streams by`() {
    let text = """
      {"x": [{"no": 1}], "a": {"b": [{"r": 1, "b": [{"no": 2}]}, {"r": 2}], "c": [{"no": 3}]},
       "b": [{"no": 4}]} {"a": {"b": {"r": 3}}}
      """
    let bytes = Array(text.utf8)
    for size in [1, 3, 1_000] {
      var splitter = ValueSplitter(path: [Array("a".utf8), Array("b".utf8)])
      var found: [String] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = Array(rest.prefix(size))
        rest = rest.dropFirst(part.count)
        part.withUnsafeBytes { piece in
          splitter.consume(piece) { start, end, _, _ in
            let record = UnsafeBufferPointer(start: start, count: end - start)
            found.append(String(decoding: record, as: UTF8.self))
          }
        }
      }
      #expect(found == ["{\"r\": 1, \"b\": [{\"no\": 2}]}", "{\"r\": 2}", "{\"r\": 3}"])
      #expect(!splitter.finish().endsEarly)
      #expect(splitter.garbage == [])
    }
  }

  @Test func `brackets without end cost nothing where no record can be`() {
    var splitter = ValueSplitter(path: [Array("a".utf8)])
    let bytes = Array("{\"b\": ".utf8) + [UInt8](repeating: 0x5B, count: 1 << 20)
    bytes.withUnsafeBytes { splitter.consume($0) { _, _, _, _ in Issue.record("no record") } }
    #expect(splitter.finish().endsEarly)
  }
}
