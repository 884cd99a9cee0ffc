import Testing

@testable import Mappings

/// A configuration is one table of names and values; what is wrong with its form is said with its place.
@Suite struct ConfigFileTests {
  private func contents(_ text: String) -> ConfigFile.Contents {
    ConfigFile.read(text, file: "onpar.yaml") { name in
      switch name {
      case "gap": .single
      case "strata": .list
      case "margins": .table
      case "gates": .tables
      default: nil
      }
    }
  }

  private func read(_ text: String) -> [ConfigFile.Entry] {
    let found = contents(text)
    #expect(found.faults.isEmpty, "\(found.faults)")
    return found.entries
  }

  private func faults(_ text: String) -> [String] { contents(text).faults.map(\.description) }

  @Test func `values, lists and tables become entries with their places`() throws {
    let entries = read(
      """
      # a comment
      gap: 24 h
      strata: [topic, language]
      margins:
        csat_top2: 3pp
        handoff_rate: 0.05
      """
    )
    #expect(entries.map(\.name) == ["gap", "strata", "margins", "margins"])
    #expect(
      entries.map(\.text) == ["24 h", "topic,language", "csat_top2=3pp", "handoff_rate=0.05"]
    )
    #expect(entries.map(\.line) == [2, 3, 5, 6])
    #expect(entries.first?.column == 6)
  }

  @Test func `a table of tables keeps the places of its names and values`() throws {
    let entries = read(
      "gap: 1\ngates:\n  csat_top2: {min: 80%, cohort: all}\n  handoff_rate:\n    max: 0.2\n"
    )
    let gates = try #require(entries.last)
    #expect(entries.count == 2 && gates.name == "gates" && gates.text.isEmpty)
    #expect(gates.inside.map(\.name) == ["csat_top2", "handoff_rate"])
    #expect(gates.inside.map(\.line) == [3, 4] && gates.inside.map(\.column) == [3, 3])
    let first = try #require(gates.inside.first?.inside)
    #expect(first.map(\.name) == ["min", "cohort"] && first.map(\.text) == ["80%", "all"])
    #expect(first.map(\.column) == [20, 33])
    #expect(gates.inside.last?.inside.first?.line == 5)
  }

  @Test(arguments: ["", "# nothing\n", "---\n", "~\n"])
  func `a file without values has none`(_ text: String) throws {
    #expect(read(text).isEmpty)
  }

  @Test(arguments: [
    ("- gap", "onpar.yaml:1:1: error: a configuration is a table"),
    ("gap: [1, 2]", "onpar.yaml:1:6: error: gap is a list; expected a single value"),
    ("gap: {a: 1}", "gap is a table; expected a single value"),
    ("gap:", "gap is empty"), ("margins: 3pp", "margins is a single value; expected a table"),
    ("strata: {a: b}", "strata is a table; expected a list or a single value"),
    ("strata: []", "at least one"), ("strata: [[a]]", "single values"),
    ("margins: {a: [1]}", "names with single values"),
    ("gap: 1\ngap: 2", "onpar.yaml:2:1: error: \"gap\" stands twice"),
    ("margins:\n  a: 1\n  # a: 3\n  b: 2\n  'a': 2", "onpar.yaml:5:3: error: \"a\" stands twice"),
    ("margins: {a: 1, a: 2}", "onpar.yaml:1:17: error: \"a\" stands twice"),
    ("x: {a: 1}\ny:\n- a: 1\n- a: 1\n  a: 2", "onpar.yaml:5:3: error: \"a\" stands twice"),
    ("gap: &a 1\nstrata: *a", "anchors"), ("gap: \"", "onpar.yaml:"),
    ("gates: 5%", "gates is a single value; expected a table of tables"),
    (
      "gates: {a: 5%}",
      "onpar.yaml:1:12: error: a in gates is a single value; expected a table such as {max: 5%}"
    ),
    ("gates: {a: [max, 5%]}", "a in gates is a list"),
    ("gates: {a: {max: [1]}}", "max of a is a list; expected a single value"),
    ("gates: {a: {max: }}", "max of a is empty"),
    ("gates: [a]", "gates is a list"), ("gates:", "gates is empty"),
  ])
  func `a form that cannot be is refused with its place`(_ text: String, _ words: String) {
    let found = faults(text)
    #expect(!found.isEmpty)
    #expect(found.contains { $0.contains(words) }, "\(found)")
  }

  @Test func `what is right is read beside what is wrong, and an unknown name may hold anything`() {
    let found = contents(
      "gap: [1]\nstrata: topic\ngate:\n  a: {max: 1}\ngates: {a: 5%, b: {max: 1}, c: {}}\n"
    )
    #expect(found.faults.map(\.line) == [1, 5])
    #expect(found.entries.map(\.name) == ["strata", "gate", "gates"])
    #expect(found.entries.last?.inside.map(\.name) == ["b", "c"])
  }

  @Test func `all faults are told, in their order`() {
    let found = faults("gap: []\nstrata: {}\n")
    #expect(found.count == 2)
    #expect(found[0].hasPrefix("onpar.yaml:1:") && found[1].hasPrefix("onpar.yaml:2:"))
  }
}
