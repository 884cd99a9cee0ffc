import Foundation
import TestSupport
import Testing

/// No report uses a word that STATISTICS section 8 forbids: not the committed one, and not one on any sample.
@Suite struct ForbiddenWordsTests {
  private static let never = ["significan", "proves", "proof that", "causes", "caused by"]
  private static let onlyEquivalent = ["on par", "no difference", "same as"]

  private static let scenarios: [String] = {
    guard let folder = try? Scratch(),
      let list = try? Program.run(["sample", "--list"], in: folder)
    else { return [] }
    return list.text.split(separator: "\n").compactMap { line in
      line.split(separator: " ").first.map(String.init)
    }
  }()

  @Test func `every scenario is tried`() {
    #expect(Self.scenarios.count >= 11)
    #expect(Self.scenarios.contains("latent-confounding"))
  }

  @Test(arguments: scenarios)
  func `a report on a sample has none of the words`(_ scenario: String) throws {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", scenario, "--seed", "11", "--conversations", "600"],
      in: folder
    )
    try #require(sample.status == 0)
    try folder.write("chats.jsonl", sample.output)
    for options in [[], ["--always-valid", "--level", "99%", "--launch", "2026-03-23"]] {
      let outcome = try Program.run(
        ["report", "chats.jsonl", "--out", "out"] + options,
        in: folder
      )
      try #require(outcome.status == 0, "\(outcome.errors)")
      try check(try ReportFiles(folder, "out"), terminal: outcome.errors)
    }
  }

  @Test func `the committed report has none of the words`() throws {
    try check(try ReportFiles(root: Repository.root, "Reports"), terminal: "")
  }

  private func check(_ files: ReportFiles, terminal: String) throws {
    func text(_ name: String) -> String { String(decoding: files.bytes[name] ?? [], as: UTF8.self) }
    let object = try JSONSerialization.jsonObject(with: Data(files.bytes["report.json"] ?? []))
    let json = try #require(object as? [String: Any])
    let family = try #require(json["headline_family"] as? [[String: Any]])
    // A sentence about one measure may use its own verdict; everything else may only if some measure is equivalent.
    for finding in family + (json["secondary"] as? [[String: Any]] ?? []) {
      let words = ["sentence", "verdict_sentence", "caveat"].compactMap { finding[$0] as? String }
      let isEquivalent = finding["verdict"] as? String == "equivalent"
      for sentence in words { expectClean(sentence, isEquivalent, "report.json") }
      // A difference never stands without its interval.
      let sentence = finding["sentence"] as? String ?? ""
      if sentence.contains("points fewer") || sentence.contains("points more") {
        #expect(sentence.contains("interval"), "\(sentence)")
      }
    }
    let isAny = family.contains { $0["verdict"] as? String == "equivalent" }
    for name in [
      "headline", "hides", "cannot_say", "look_next", "notes", "launch", "rating_bounds",
    ] {
      for string in strings(json[name]) { expectClean(string, isAny, "report.json \(name)") }
    }
    expectClean(withoutDefinitions(text("report.html")), isAny, "report.html")
    expectClean(withoutTitle(text("report.md")), isAny, "report.md")
    expectClean(terminal, isAny, "the terminal")
    for (name, words) in [
      ("report.html", withoutDefinitions(text("report.html"))),
      ("report.md", text("report.md")), ("the terminal", terminal),
    ] {
      // One decimal of a percentage point and no more.
      let precise = words.firstMatch(of: /[0-9]\.[0-9]{2,}[\x{202F} ]?(%|points)/)
      #expect(precise == nil, "\(name): \(precise.map { String($0.output.0) } ?? "")")
    }
  }

  private func expectClean(_ text: String, _ isEquivalent: Bool, _ place: String) {
    let lower = text.lowercased()
    for word in Self.never + (isEquivalent ? [] : Self.onlyEquivalent) {
      guard let found = lower.range(of: word) else { continue }
      let start = lower.index(found.lowerBound, offsetBy: -60, limitedBy: lower.startIndex)
      let end = lower.index(found.upperBound, offsetBy: 60, limitedBy: lower.endIndex)
      Issue.record(
        "\(place) says \"\(lower[(start ?? lower.startIndex)..<(end ?? lower.endIndex)])\""
      )
    }
  }

  private func strings(_ value: Any?) -> [String] {
    if let text = value as? String { return [text] }
    if let list = value as? [Any] { return list.flatMap { strings($0) } }
    if let object = value as? [String: Any] { return object.values.flatMap { strings($0) } }
    return []
  }

  /// The page without its style, its title question, and the definitions, which are no results.
  private func withoutDefinitions(_ page: String) -> String {
    var text = page
    for (start, end) in [
      ("<style>", "</style>"), ("<title>Onpar", "</title>"), ("<h1>", "</h1>"),
      ("<h3>Definitions</h3>", "</section>"),
    ] {
      guard let first = text.range(of: start),
        let last = text.range(of: end, range: first.upperBound..<text.endIndex)
      else {
        Issue.record("the page has no \(start)")
        continue
      }
      text.removeSubrange(first.lowerBound..<last.lowerBound)
    }
    return text
  }

  private func withoutTitle(_ text: String) -> String {
    text.split(separator: "\n").drop { $0.hasPrefix("# ") }.joined(separator: "\n")
  }
}
