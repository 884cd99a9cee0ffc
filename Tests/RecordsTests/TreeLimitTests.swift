import Diagnostics
import Testing

@testable import Records

/// The bounds of a record as a tree, each met from both sides.
@Suite struct TreeLimitTests {
  private static func error(_ text: String, nodeLimit: Int = TreeStore.nodeLimit) -> TreeError? {
    let store = TreeStore(nodeLimit: nodeLimit)
    return withExactBytes(Array(text.utf8)) { start, end in
      do throws(TreeError) {
        _ = try store.parseJSON(start, end)
        return nil
      } catch {
        return error
      }
    }
  }

  @Test(arguments: [("[", "]"), ("{\"a\":", "}")])
  func `a record may be 512 deep and no deeper`(open: String, close: String) {
    func nested(_ depth: Int) -> String {
      String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
    }
    #expect(TreeStore.depthLimit == 512)
    #expect(Self.error(nested(512)) == nil)
    #expect(Self.error(nested(513)) == .tooDeep)
    #expect(Self.error(String(repeating: open, count: 1_000_000)) == .tooDeep)
  }

  @Test func `a record has a bound on its values`() {
    func list(_ count: Int) -> String {
      "[" + Array(repeating: "1", count: count).joined(separator: ",") + "]"
    }
    // Room is doubled, so a bound between two sizes takes effect at the larger.
    #expect(Self.error(list(2_047), nodeLimit: 2_048) == nil)
    #expect(Self.error(list(2_048), nodeLimit: 2_048) == .tooLarge)
    #expect(Self.error(list(100_000)) == nil)
  }

  @Test func `what was refused leaves the store as it was`() {
    let store = TreeStore(nodeLimit: 1_024)
    for text in ["[1,2", "[" + Array(repeating: "1", count: 2_000).joined(separator: ",") + "]"] {
      let isRead = withExactBytes(Array(text.utf8)) { start, end in
        (try? store.parseJSON(start, end)) != nil
      }
      #expect(!isRead)
    }
    let found = withExactBytes(Array(#"{"a":7}"#.utf8)) { start, end in
      try? store.parseJSON(start, end)["a"].integer
    }
    #expect(found == 7)
  }

  @Test func `namespaces beyond the 255th are none`() {
    let many = (0..<300).map { "<c xmlns='urn:\($0)'/>" }.joined()
    let store = TreeStore()
    let reader = XMLTreeReader(records: XMLPath([]), store: store)
    var spaces: [String?] = []
    Array("<r>\(many)</r>".utf8).withUnsafeBytes { bytes in
      reader.consume(bytes, mayWait: false) { record, _, _ in
        spaces = record.children.map(\.namespace.string)
      }
    }
    #expect(spaces.prefix(255) == (0..<255).map { "urn:\($0)" }[...])
    #expect(spaces.count == 300 && spaces.dropFirst(255).allSatisfy { $0 == nil })
  }

  @Test func `an element with many attributes costs its record only`() {
    func element(_ count: Int) -> String {
      "<c " + (0..<count).map { "a\($0)='1'" }.joined(separator: " ") + "/>"
    }
    let store = TreeStore()
    let reader = XMLTreeReader(records: XMLPath("c"), store: store)
    var counts: [Int] = []
    let text = "<r>\(element(64))\(element(65))\(element(3))</r>"
    Array(text.utf8).withUnsafeBytes { bytes in
      reader.consume(bytes, mayWait: false) { record, _, _ in
        counts.append(record.count)
        store.removeAll()
      }
    }
    #expect(counts == [64, 3])
    #expect(reader.takeProblems().map(\.kind) == [.overLimit])
  }

  @Test func `a path has at most 64 steps`() throws {
    func path(_ steps: Int) throws -> MappingPath {
      try MappingPath(parsing: "$" + String(repeating: ".a", count: steps), namespaces: nil)
    }
    #expect(try path(64).steps.count == 64)
    #expect(throws: MappingPathError.self) { try path(65) }
  }

  @Test func `a row of CSV has a bound on its bytes`() {
    var limits = CSVLimits()
    limits.rowBytes = 100
    let store = TreeStore()
    let reader = CSVReader(CSVDialect(separator: 0x2C), store: store, limits: limits)
    var rows = 0
    let long = Array(repeating: String(repeating: "x", count: 30), count: 4).joined(separator: ",")
    Array("a,b,c,d\n\(long)\n1,2,3,4\n".utf8).withUnsafeBytes { bytes in
      reader.consume(bytes) { _, _ in rows += 1 }
    }
    #expect(rows == 1)
    #expect(reader.takeFaults().map(\.fault) == [.overLimit])
  }
}
