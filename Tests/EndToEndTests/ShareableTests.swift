import Foundation
import TestSupport
import Testing

/// A report that leaves the house.
@Suite struct ShareableTests {
  private static let secret = "jane.doe@example.org-chats.jsonl"

  private func folder(_ contacts: Int = 400) throws -> Scratch {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", "easy-topics", "--conversations", "\(contacts)"],
      in: folder
    )
    try #require(sample.status == 0)
    // One record that is set aside, with words that its problem might quote.
    try folder.write(
      Self.secret,
      sample.output + Array("{\"conversation_id\":\"needle-4711\",\"text\":\"x\"}\n".utf8)
    )
    return folder
  }

  private func run(_ options: [String] = [], in folder: Scratch) throws -> Outcome {
    try Program.run(
      ["report", Self.secret, "--out", "out", "--shareable"] + options,
      in: folder
    )
  }

  @Test func `no file names an input, a record or a small count`() throws {
    let folder = try folder()
    try folder.write("settings-of-jane.yaml", "contact_gap: 23h\n")
    let outcome = try run(["--config", "settings-of-jane.yaml"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    for name in ReportFiles.names {
      let text = try folder.text("out/" + name)
      for word in ["jane.doe", "needle-4711", "settings-of-jane"] {
        #expect(!text.contains(word), "\(word) in \(name)")
      }
    }
    let report = try JSONSerialization.jsonObject(with: Data(try folder.read("out/report.json")))
    var hidden = 0
    visit(report) { name, value in
      let counts = ["numerator", "denominator", "customers", "bot", "human", "contacts"]
      if counts.contains(name), let number = value as? Int {
        #expect(!(1..<20).contains(number), "\(name) \(number)")
      }
      if name == "null_reason", value as? String == "hidden_small_cell" { hidden += 1 }
    }
    #expect(hidden > 100)
    let rows = try Table(try folder.read("out/metrics.csv"))
    for column in ["numerator", "denominator", "customers"] {
      for value in rows.rows.compactMap({ $0[column].flatMap { Int($0) } }) {
        #expect(!(1..<20).contains(value), "\(column) \(value)")
      }
    }
    #expect(try folder.text("out/report.html").contains("Made to be shared"))
    #expect(try folder.text("out/quarantine.jsonl").contains("\"file\":\"input 1\""))
  }

  private func visit(_ value: Any, name: String = "", _ body: (String, Any) -> Void) {
    if let object = value as? [String: Any] {
      for (name, inner) in object { visit(inner, name: name, body) }
    } else if let list = value as? [Any] {
      for inner in list { visit(inner, name: name, body) }
    } else {
      body(name, value)
    }
  }

  @Test func `files are called the same under one key, and otherwise under another`() throws {
    let folder = try folder(300)
    var names: [String] = []
    for key in ["an entirely invented key of good length", "another key of entirely good length"] {
      try folder.write("key", key)
      for _ in 0..<2 {
        #expect(try run(["--pseudonym-key-file", "key", "-q"], in: folder).status == 0)
        let text = try folder.text("out/run.json")
        let start = try #require(text.range(of: "\"file-"))
        names.append(String(text[start.upperBound...].prefix(16)))
      }
    }
    #expect(names[0] == names[1] && names[2] == names[3] && names[0] != names[2])
  }

  @Test func `what could not be hidden is refused`() throws {
    let folder = try folder(300)
    try folder.write("key", "an entirely invented key of good length")
    try folder.write("claims.yaml", "claims: [{say: Always a human, kind: always_a_human}]\n")
    for options in [["--hash-inputs"], ["--claims", "claims.yaml"], ["--keep-raw"]] {
      let outcome = try run(options, in: folder)
      #expect(outcome.status == 64 && outcome.errors.contains("--shareable cannot hide"))
    }
    let alone = try Program.run(
      ["report", Self.secret, "--out", "out", "--pseudonym-key-file", "key"],
      in: folder
    )
    #expect(alone.status == 64 && alone.errors.contains("needs --shareable"))
    let few = try run(["--set", "min_cell=100000"], in: folder)
    #expect(few.status == 65 && few.errors.contains("would show nothing"))
    #expect(try !folder.names().contains("out"))
  }

  @Test func `a history is shared in the same way`() throws {
    let folder = try folder()
    try folder.write("key", "an entirely invented key of good length")
    let added = try Program.run(
      ["history", "add", Self.secret, "--pseudonym-key-file", "key", "-q"],
      in: folder
    )
    #expect(added.status == 0)
    let outcome = try Program.run(
      ["history", "report", "--out", "out", "--shareable", "-q"],
      in: folder
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try folder.text("out/report.json").contains("hidden_small_cell"))
    #expect(try !folder.text("out/run.json").contains("jane.doe"))
  }
}
