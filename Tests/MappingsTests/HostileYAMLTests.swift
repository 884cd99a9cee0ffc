import Testing

@testable import Mappings

/// YAML that would cost more than it is worth is refused where it begins to.
@Suite struct HostileYAMLTests {
  private static func faults(_ text: String) -> [MappingFault] {
    do throws(MappingFaults) {
      _ = try MappingFile.compile(text, file: "m.yaml")
      return []
    } catch {
      return error.all
    }
  }

  private static func details(_ text: String) -> [String] { faults(text).map(\.detail) }

  private static func first(_ text: String) -> String? { faults(text).first?.description }

  @Test func `aliases that multiply are refused`() {
    var text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    var last: Character = "a"
    for name in "bcdefghijkl" {
      text +=
        "\(name): &\(name) [" + Array(repeating: "*\(last)", count: 10).joined(separator: ", ")
      text += "]\n"
      last = name
    }
    #expect(Self.details(text).first?.contains("aliases") == true)
  }

  @Test func `aliases behind a text in a block are refused`() {
    let text = "description: |\n  \"\nx: &a [1]\ny: *a\n"
    #expect(Self.details(text).first?.contains("aliases") == true)
  }

  @Test func `an asterisk in quotes is no alias`() {
    let text = "onpar_mapping: 1\nname: \"a *b &c\"\n"
    #expect(!Self.details(text).contains { $0.contains("aliases") })
  }

  @Test(arguments: ["[", "{a: "])
  func `deep brackets are refused`(_ bracket: String) {
    let text = "a: " + String(repeating: bracket, count: 50_000)
    #expect(Self.details(text).first?.contains("nested deeper") == true)
  }

  @Test func `deep lists in one line are refused`() {
    let text = String(repeating: "- ", count: 50_000) + "x"
    #expect(Self.first(text)?.hasPrefix("m.yaml:1:65: error: lists and tables are nested") == true)
  }

  @Test func `32 levels are read and 33 are not`() {
    func text(_ levels: Int) -> String {
      String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }
    #expect(throws: Never.self) { try ConfigNode(yaml: text(32), file: "m.yaml") }
    #expect(throws: MappingFault.self) { try ConfigNode(yaml: text(33), file: "m.yaml") }
  }

  /// Texts that make a parser look ahead, go back, or compare all with all.
  @Test(arguments: [
    "? ", "- ", "a: ", "[[", "[{", "{? ", "[: ", "[a,", "{a,", "&a ", "*a ", "!a ", "? a\n", "-\n ",
    "a:\n",
    "?\n", "\"a\" ", "''", "%a\n", "%TAG !a! b\n", "...\n", "---\n", "#\n", "|\n ", "\t", " ",
    "\u{FEFF}",
    "\u{301}\u{323}", "\"\\u0301", "\"\\u0301\\u0323", "a\r",
  ])
  func `no piece takes more than a moment when a file is made of it`(_ piece: String) {
    let clock = ContinuousClock()
    let many = String(repeating: piece, count: (250 << 10) / piece.utf8.count)
    for text in [many, "a: " + many, "a: [" + many, "a: \"" + many + "\"", "\"" + many + "\": a"] {
      let time = clock.measure { _ = Self.faults(text) }
      #expect(time < .seconds(5), "\(text.prefix(40))")
    }
  }

  @Test func `what these files may not hold is refused where it stands`() {
    #expect(Self.first("a: 1\nb:\n  - &x 1")?.hasPrefix("m.yaml:3:5: error: anchors (&)") == true)
    #expect(Self.first("a: 1\nb: [*x]")?.hasPrefix("m.yaml:2:5: error: anchors (&)") == true)
    #expect(
      Self.first("a: 1\n---\nb: 2")
        == "m.yaml:2:1: error: a second document begins here, and the file is read as one"
    )
    #expect(
      Self.first("a: {b: {{ c }}}") == "m.yaml:1:9: error: a table stands where a name is expected"
    )
    #expect(Self.first("? [a]\n: b") == "m.yaml:1:3: error: a list stands where a name is expected")
    #expect(
      Self.first("%TAG !a! b\n---\na: 1")
        == "m.yaml:1:1: error: %TAG is not allowed: tags mean nothing here"
    )
    #expect(
      Self.first("\u{FEFF}a: 1\nb: \u{1}")
        == "m.yaml:2:4: error: the YAML is broken here: control characters are not allowed"
    )
    #expect(
      Self.first("a: x" + String(repeating: "\u{301}", count: 31))
        == "m.yaml:1:4: error: more than 30 accents stand on one letter"
    )
  }

  @Test func `names of tags by the thousand are refused before each is compared with all`() {
    let text = (0..<20_000).map { "%TAG !\($0)! b\n" }.joined() + "---\na: 1\n"
    #expect(
      Self.first(String(text.prefix(250_000)))
        == "m.yaml:65:1: error: %TAG is there more than 64 times"
    )
  }

  @Test func `the word for a tag in a comment or a text is no directive`() {
    let comments = String(repeating: "# %TAG\n  # %TAG\n", count: 100)
    #expect(throws: Never.self) {
      try ConfigNode(yaml: comments + "a: \"\(comments)\"\n", file: "m.yaml")
    }
  }

  @Test(arguments: [
    ("a: 1\rb: 2\r\u{1}\r", "3:1"), ("a: 1\r\nb: \u{1}", "2:4"), ("a: 1\u{85}\u{1}", "2:1"),
    ("a: 1\u{2028}\u{1}", "2:1"), ("\u{FEFF}\u{1}", "1:1"), ("\u{FEFF}ä: \u{1}", "1:4"),
  ])
  func `what is no text is placed by the lines that the parser counts`(
    text: String,
    place: String
  ) {
    #expect(Self.first(text)?.hasPrefix("m.yaml:\(place): error: ") == true)
  }

  @Test func `a file in UTF-16 is told to be saved otherwise`() {
    let text = String(decoding: [0xFF, 0xFE, 0x61, 0, 0x3A, 0], as: UTF8.self)
    #expect(Self.first(text) == "m.yaml: error: the file is not UTF-8; save it as UTF-8")
  }

  @Test func `a key with control characters cannot reach the terminal`() {
    let said = Self.faults("\"\\e[31m\\nonpar: error\": 1\n").map(\.description)
    #expect(said.contains { $0.contains("\\u{1b}[31m\\u{a}onpar: error") })
    #expect(!said.joined().unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test func `a mark in a comment or in a block of text is none`() {
    #expect(throws: Never.self) {
      try ConfigNode(yaml: "a: |\n  \"\n  &b *c\nd: 1 # &e *f\n", file: "m.yaml")
    }
  }

  @Test func `a key that merges in other formats is a name like others`() throws {
    let node = try ConfigNode(yaml: "<<: {a: 1}\nb: 2", file: "m.yaml")
    guard case .table(let table) = node.content else { throw MappingFault(file: "", detail: "") }
    #expect(table.map(\.key.text) == ["<<", "b"])
  }

  @Test func `a file of megabytes is refused`() {
    let text = "a: " + String(repeating: "x", count: 1 << 20)
    #expect(Self.details(text).first?.contains("bytes") == true)
  }

  @Test func `an empty file and a bare word are no mapping`() {
    #expect(!Self.details("").isEmpty)
    #expect(!Self.details("word").isEmpty)
    #expect(!Self.details("- a\n- b").isEmpty)
  }

  @Test func `a file has a bound on its values`() {
    // The table, its two keys and their values, the list.
    func text(_ count: Int) -> String {
      "onpar_mapping: 1\nx: [" + Array(repeating: "1", count: count).joined(separator: ",") + "]\n"
    }
    func isRefused(_ count: Int) -> Bool {
      Self.details(text(count)).contains {
        $0.hasPrefix("more than \(ConfigNode.nodeLimit) values")
      }
    }
    #expect(isRefused(ConfigNode.nodeLimit))
    #expect(!isRefused(ConfigNode.nodeLimit - 10))
  }
}
