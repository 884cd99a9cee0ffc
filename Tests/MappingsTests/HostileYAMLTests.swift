import Testing

@testable import Mappings

/// YAML that would cost more than it is worth is refused before it is parsed.
@Suite struct HostileYAMLTests {
  private static func details(_ text: String) -> [String] {
    do throws(MappingFaults) {
      _ = try MappingFile.compile(text, file: "m.yaml")
      return []
    } catch {
      return error.all.map(\.detail)
    }
  }

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
    #expect(Self.details(text).first?.contains("indented") == true)
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
