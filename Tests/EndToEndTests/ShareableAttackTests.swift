import TestSupport
import Testing

/// What somebody can compute who has a shared report, the dictionary and patience.
///
/// All numbers that the files of a shared report print are read; every number of the plain report that they do not print is
/// unknown; and all that adds up (`ReaderKnowledge`) is solved for the unknown.
@Suite struct ShareableAttackTests {
  /// Small numbers that somebody can compute, printed ones and those without a name of their own.
  private static func found(
    _ knowledge: ReaderKnowledge,
    _ plain: [SharedNumber: Int],
    _ known: [SharedNumber: Int]
  ) -> [String] {
    var unknowns: [SharedNumber: Int] = [:]
    var names: [SharedNumber] = []
    var attack = LinearAttack()
    for sum in knowledge.sums {
      var terms: [(unknown: Int, factor: Int)] = []
      // Who knows the dictionary may guess that nobody is in a group without a name.
      for (number, factor) in sum where known[number] == nil && knowledge.unprinted[number] != 0 {
        let unknown = unknowns[number] ?? names.count
        if unknown == names.count { names.append(number) }
        unknowns[number] = unknown
        terms.append((unknown, factor))
      }
      attack.add(terms)
    }
    let isSmall = { (number: SharedNumber) in (1..<20).contains(knowledge.value(number) ?? 0) }
    let printed = known.keys.filter { isSmall($0) }.map { "\($0) is printed" }
    let computed = attack.determined().map { names[$0] }.filter { isSmall($0) }
    return (printed + computed.map { "\($0): \(knowledge.value($0) ?? 0)" }).sorted()
  }

  private func reports(
    _ input: [UInt8],
    _ folder: Scratch
  ) throws -> (
    plain: SharedNumbers, shared: SharedNumbers
  ) {
    try folder.write("chats.jsonl", input)
    for (name, options) in [("plain", []), ("shared", ["--shareable"])] {
      let outcome = try Program.run(
        ["report", "chats.jsonl", "--out", name, "-q"] + options,
        in: folder
      )
      try #require(outcome.status == 0, "\(outcome.errors)")
    }
    let plain = try SharedNumbers(folder, "plain")
    return (plain, try SharedNumbers(folder, "shared", knowing: plain.values))
  }

  private func expectSafe(_ input: [UInt8]) throws {
    let folder = try Scratch()
    let (plain, shared) = try reports(input, folder)
    #expect(plain.contradictions.isEmpty, "\(plain.contradictions.prefix(5))")
    let knowledge = ReaderKnowledge(plain, shared)
    for (number, value) in shared.values { #expect(knowledge.value(number) == value, "\(number)") }
    let found = Self.found(knowledge, plain.values, shared.values)
    #expect(found.isEmpty, "\(found.count): \(found.prefix(12).joined(separator: "; "))")
    // The attack works: it undoes a report that hides small numbers alone.
    let careless = plain.values.filter { $0.value == 0 || $0.value >= 20 }
    #expect(Self.found(knowledge, plain.values, careless).count > 20)
    // And there is something left to read.
    let hidden = plain.values.count - shared.values.count
    #expect(hidden > 50 && shared.values.count * 10 > plain.values.count)
    try expectNoMoreOnThePage(folder)
  }

  /// What people read tells nothing that the files for machines do not, and nothing that is not so.
  private func expectNoMoreOnThePage(_ folder: Scratch) throws {
    let attack = try PageAttack(folder, "shared")
    for name in ["plain", "shared"] {
      let page = ShownText(page: try folder.text(name + "/report.html"))
      let markdown = ShownText(markdown: try folder.text(name + "/report.md"))
      #expect(page.sentences.count > 100 && page.rows.count > 50 && markdown.sentences.count > 10)
      let leaks = attack.leaks(page) + attack.leaks(markdown)
      if name == "shared" {
        #expect(leaks.isEmpty, "\(leaks.count): \(leaks.prefix(8).joined(separator: "\n"))")
        #expect(attack.untrueNothings(page) == [])
      } else {
        // The attack works: a page that hides nothing fails it.
        #expect(leaks.count > 100)
      }
    }
  }

  @Test(arguments: [("easy-topics", 2500), ("survey-bias", 900), ("abandonment", 900)])
  func `no hidden count follows from all that is printed`(scenario: String, count: Int) throws {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", scenario, "--conversations", "\(count)"],
      in: folder
    )
    try #require(sample.status == 0, "\(sample.errors)")
    try expectSafe(sample.output)
  }

  @Test func `nor where a few contacts were given to nobody, and their number is not shown`() throws
  {
    let folder = try Scratch()
    let sample = try Program.run(["sample", "--conversations", "700"], in: folder)
    try #require(sample.status == 0, "\(sample.errors)")
    let lost = (1...7).map { number in
      #"{"conversation_id":"sim-lost-\#(number)","message_id":"sim-lost-\#(number)-1","role":"customer","#
        + #""text":"The kettle from order 42016 arrived broken.","timestamp":"2026-03-1\#(number)T10:00:00Z"}"#
        + "\n"
    }
    let input = sample.output + Array(lost.joined().utf8)
    try expectSafe(input)
    try folder.write("chats.jsonl", input)
    let outcome = try Program.run(
      ["report", "chats.jsonl", "--out", "out", "--shareable"],
      in: folder
    )
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect((outcome.text + outcome.errors).contains("number of contacts not shown"))
    #expect(try folder.text("out/run.json").contains("\"contacts\": null"))
    #expect(try folder.text("out/report.md").contains("number of contacts not shown"))
    // Two such reports can still be compared.
    let diff = try Program.run(["diff", "out/report.json", "out/report.json"], in: folder)
    #expect(diff.status == 0, "\(diff.errors)")
    #expect(diff.text.contains("number of contacts not shown"))
  }

  @Test func `nor from the report of the sample that comes with Onpar`() throws {
    try expectSafe(try Scratch.bytes(Repository.root + "/SampleData/easy-topics.messages.jsonl"))
  }
}
