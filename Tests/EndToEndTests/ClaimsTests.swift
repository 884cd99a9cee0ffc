import Foundation
import TestSupport
import Testing

/// What is claimed is held against the log from the command line.
@Suite struct ClaimsTests {
  private func chats(_ count: Int = 900) throws -> Scratch {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", "easy-topics", "--seed", "5", "--conversations", "\(count)"],
      in: folder
    )
    try #require(sample.status == 0)
    try folder.write("chats.jsonl", sample.output)
    let known = try Data(
      contentsOf: URL(fileURLWithPath: Repository.root + "/SampleData/claims.yaml")
    )
    try folder.write("claims.yaml", Array(known))
    return folder
  }

  private func claims(_ bytes: [UInt8]) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(bytes))
    return try #require((object as? [String: Any])?["claims"] as? [[String: Any]])
  }

  @Test func `the known set is answered, the same on the terminal, in JSON and in the report`()
    throws
  {
    let folder = try chats()
    let call = ["claims", "chats.jsonl", "--claims", "claims.yaml"]
    let text = try Program.run(call, in: folder)
    #expect(text.status == 0 && text.errors.isEmpty, "\(text.errors)")
    #expect(!text.output.contains(0x1B))
    #expect(text.text.contains("held against these contacts only"))
    let json = try Program.run(call + ["--json"], in: folder)
    let alone = try claims(json.output)
    #expect(alone.map { $0["number"] as? String } == (1...9).map { "C\($0)" })
    try report(["chats.jsonl", "--claims", "claims.yaml"], in: folder)
    let inReport = try claims(try folder.read("out/report.json"))
    #expect(NSArray(array: inReport) == NSArray(array: alone))
    for claim in alone {
      let say = claim["say"] as? String ?? "?"
      #expect(text.text.contains("“" + say + "”"))
      #expect(text.text.contains(claim["reason"] as? String ?? "?"), "\(say)")
    }
    // A planted truth: the bot resolves fewer for good, and a third who ask reach nobody. Whose work 2.3 million contacts
    // are, a thousand cannot tell.
    let verdicts = alone.map { $0["verdict"] as? String }
    #expect(verdicts[0] == "not_measurable" && verdicts[4] == "contradicted", "\(verdicts)")
    #expect(verdicts[1] != "supported" && verdicts[2] != "supported", "\(verdicts)")
    #expect(verdicts[8] == "not_measurable")
    let page = try folder.text("out/report.html")
    #expect(
      page.contains("What is claimed, and does the log agree?")
        && page.contains("Speaks 35 languages")
    )
    let words = try folder.text("out/report.md")
    #expect(
      words.contains("Claims: 9 claims: ")
        && words.split(separator: "\n", omittingEmptySubsequences: false).count <= 60
    )
  }

  @Test func `facts give the same claims as transcripts, and the order of inputs changes nothing`()
    throws
  {
    let folder = try chats()
    // Whole conversations in two files.
    let lines = Sample.lines(try folder.read("chats.jsonl"))
    func isInFirst(_ line: [UInt8]) -> Bool {
      let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      return (object?["conversation_id"] as? String)?.utf8.last.map { $0 % 2 == 0 } ?? true
    }
    try folder.write("a.jsonl", Sample.joined(lines.filter { isInFirst($0) }))
    try folder.write("b.jsonl", Sample.joined(lines.filter { !isInFirst($0) }))
    let call = [
      "--claims", "claims.yaml", "--json", "--cost-bot-contact", "0.2", "--cost-human-hour", "32",
    ]
    let direct = try Program.run(["claims", "chats.jsonl"] + call, in: folder)
    #expect(direct.status == 0)
    for inputs in [
      ["a.jsonl", "b.jsonl"], ["b.jsonl", "a.jsonl"], ["chats.jsonl", "--jobs", "1"],
    ] {
      #expect(try Program.run(["claims"] + inputs + call, in: folder).output == direct.output)
    }
    let facts = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "facts.jsonl", "-q"],
      in: folder
    )
    #expect(facts.status == 0)
    let again = try Program.run(["claims", "facts.jsonl", "--from-facts"] + call, in: folder)
    #expect(again.output == direct.output)
    #expect(try claims(direct.output)[8]["verdict"] as? String != "not_measurable")
  }

  @Test(arguments: [
    ("claims:\n  - {say: x, kind: joy}\n", 64, "claims.yaml:2:20: error: no kind of claim"),
    ("claims: 5\n", 64, "claims.yaml:1:9: error: "),
    ("claims: []\n", 64, "claims.yaml:1:9: error: claims is an empty list"),
    ("", 64, "claims.yaml: error: the file is empty"),
  ])
  func `a file that is wrong ends with 64, its place, and nothing written`(
    _ yaml: String,
    _ status: Int32,
    _ words: String
  ) throws {
    let folder = try Scratch()
    try folder.write("claims.yaml", yaml)
    for call in [["claims", "chats.jsonl"], ["report", "chats.jsonl", "--out", "out"]] {
      let outcome = try Program.run(call + ["--claims", "claims.yaml"], in: folder)
      #expect(outcome.status == status)
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
    #expect(!folder.exists("out"))
    let absent = try Program.run(["claims", "chats.jsonl", "--claims", "none.yaml"], in: folder)
    #expect(absent.status == 66 && absent.errors.contains("none.yaml cannot be read"))
  }
}
