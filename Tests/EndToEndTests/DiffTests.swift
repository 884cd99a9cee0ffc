import Foundation
import TestSupport
import Testing

/// Two reports set side by side from the command line.
@Suite struct DiffTests {
  private func folder() throws -> Scratch {
    let folder = try Scratch()
    for (name, seed) in [("a", 5), ("b", 6)] {
      let sample = try Program.run(
        ["sample", "--scenario", "easy-topics", "--seed", "\(seed)", "--conversations", "400"],
        in: folder
      )
      try #require(sample.status == 0)
      try folder.write(name + ".jsonl", sample.output)
      try report(name, from: name + ".jsonl", in: folder)
    }
    return folder
  }

  private func report(
    _ name: String,
    from input: String,
    _ options: [String] = [],
    in folder: Scratch
  ) throws {
    let outcome = try Program.run(["report", input, "--out", name, "-q"] + options, in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  private func json(_ arguments: [String], in folder: Scratch) throws -> [String: Any] {
    let outcome = try Program.run(["diff", "--json"] + arguments, in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output))
    return try #require(object as? [String: Any])
  }

  private func figures(_ object: [String: Any]) throws -> [[String: Any]] {
    try #require(object["figures"] as? [[String: Any]])
  }

  @Test func `a report against itself: nothing moved, and both faces say so`() throws {
    let folder = try folder()
    let object = try json(["a", "a/report.json"], in: folder)
    #expect(object["comparable"] as? Bool == true)
    #expect(object["shared_contacts"] as? String == "same")
    let states = Set(try figures(object).compactMap { $0["state"] as? String })
    #expect(states == ["unchanged", "still_null"])
    let text = try Program.run(["diff", "a", "a"], in: folder)
    #expect(text.text.contains("Definitions and settings of figures are the same."))
    #expect(text.text.contains("\n0 changed, ") && !text.output.contains(0x1B))
    // It is compared as an incidence and, beside the headline, as a rate: one line of that name, or nobody knows which.
    let differences = text.text.split(separator: "\n").filter {
      $0.hasPrefix("Repeat contact within 7 days ") && $0.contains("Bot less human")
    }
    #expect(differences.count == 1, "\(differences)")
  }

  @Test func `two exports: parts add up to the change, and back is forth with other signs`() throws
  {
    let folder = try folder()
    let forth = try json(["a", "b"], in: folder)
    let back = try json(["b", "a"], in: folder)
    #expect(forth["comparable"] as? Bool == true)
    #expect(forth["shared_contacts"] as? String == "overlapping")
    func name(_ figure: [String: Any]) -> String {
      ["metric", "statistic", "cohort", "topic"].map { figure[$0] as? String ?? "" }.joined(
        separator: "/"
      )
    }
    let changes = Dictionary(
      try figures(back).compactMap { figure in
        (figure["change"] as? Double).map { (name(figure), $0) }
      }
    ) { $1 }
    var split = 0
    for figure in try figures(forth) {
      guard let change = figure["change"] as? Double else { continue }
      #expect(abs((changes[name(figure)] ?? .nan) + change) < 1e-9, "\(name(figure))")
      let causes = try #require(figure["causes"] as? [String: Any])
      guard let mix = causes["mix"] as? Double, let data = causes["data"] as? Double else {
        continue
      }
      split += 1
      #expect(abs(mix + data - change) < 1e-8, "\(name(figure))")
    }
    #expect(split > 50)
  }

  @Test func `another definition is said before any figure`() throws {
    let folder = try folder()
    try report("gap", from: "a.jsonl", ["--set", "contact_gap=2h"], in: folder)
    let same = try json(["a", "gap"], in: folder)
    #expect(same["comparable"] as? Bool == false)
    #expect(same["shared_contacts"] as? String == "same")
    let text = try Program.run(["diff", "a", "gap"], in: folder).text
    let warning = try #require(text.range(of: "The figures are not comparable"))
    let table = try #require(text.range(of: "The headline measures"))
    #expect(warning.lowerBound < table.lowerBound)
    #expect(text.contains("contact_gap  24 h  2 h  every figure"))
    let markdown = try Program.run(["diff", "a", "gap", "--markdown"], in: folder).text
    #expect(markdown.contains("> **Warning.** The figures are not comparable"))
    #expect(markdown.contains("| contact\\_gap | 24 h | 2 h | every figure |"))
  }

  @Test func `a third report splits a change into data, mix and definition`() throws {
    let folder = try folder()
    try report("new", from: "b.jsonl", ["--unit", "conversation"], in: folder)
    try report("between", from: "a.jsonl", ["--unit", "conversation"], in: folder)
    let alone = try Program.run(["diff", "a", "new"], in: folder).text
    #expect(
      alone.contains("cannot tell their parts of a change apart") && alone.contains("--between")
    )
    let object = try json(["a", "new", "--between", "between"], in: folder)
    #expect((object["between"] as? [String: Any])?["contacts_of"] as? String == "a")
    var split = 0
    for figure in try figures(object) {
      guard let change = figure["change"] as? Double,
        let causes = figure["causes"] as? [String: Any], let mix = causes["mix"] as? Double,
        let data = causes["data"] as? Double, let definition = causes["definition"] as? Double
      else { continue }
      if definition != 0 { split += 1 }
      #expect(abs(mix + data + definition - change) < 1e-8)
    }
    #expect(split > 20)
    let text = try Program.run(["diff", "a", "new", "--between", "between"], in: folder).text
    #expect(text.contains("\nC  between/report.json: Onpar ") && text.contains(" definition\n"))
    #expect(!text.contains("data or definition"))
    let other = try json(["a", "new", "--between", "b"], in: folder)
    #expect((other["between"] as? [String: Any])?["contacts_of"] as? String == "b")
    let wrong = try Program.run(["diff", "a", "new", "--between", "a"], in: folder)
    #expect(wrong.status == 65 && wrong.output.isEmpty)
    #expect(wrong.errors.contains("differs from B in unit"), "\(wrong.errors)")
  }

  @Test func `one report can come from standard input`() throws {
    let folder = try folder()
    let page = try folder.read("a/report.json")
    let outcome = try Program.run(["diff", "-", "b"], input: page, in: folder)
    #expect(outcome.status == 0 && outcome.text.hasPrefix("A  standard input: Onpar "))
    let other = try Program.run(["diff", "b", "-"], input: page, in: folder)
    #expect(other.status == 0 && other.text.contains("\nB  standard input: Onpar "))
  }

  @Test func `what cannot be compared ends with a message and its own status`() throws {
    let folder = try folder()
    try folder.write("broken.json", "{\"schema\": 7}")
    try folder.write("empty/x", "")
    for (arguments, status, words) in [
      (["a", "broken.json"], 65, "broken.json: schema is 7; expected \"onpar-report/1\""),
      (["a/run.json", "b"], 65, "schema is \"onpar-run/1\""),
      (["a/report.html", "b"], 65, "is no JSON"),
      (["a", "nothing"], 66, "nothing cannot be read: "),
      (["empty", "b"], 66, "empty/report.json cannot be read: "),
      (["-", "-"], 64, "Only one"), (["a", "b", "--json", "--markdown"], 64, "exclude"),
    ] as [([String], Int32, String)] {
      let outcome = try Program.run(["diff"] + arguments, in: folder)
      #expect(outcome.status == status, "\(arguments)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
  }
}
