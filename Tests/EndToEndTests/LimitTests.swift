import TestSupport
import Testing

/// Bounds of `Docs/Limits.md` on the command line.
@Suite struct LimitTests {
  private static func mapping(_ name: String) -> String {
    """
    onpar_mapping: 1
    name: \(name)
    conversation: {conversation_id: $.id}
    messages: {each: "$.posts[*]", role: {const: customer}, text: $.t}

    """
  }

  @Test func `a run takes a hundred mapping files and no more`() throws {
    let folder = try Scratch()
    try folder.write("log.json", #"{"id":"1","posts":[{"t":"hi"}]}"#)
    try folder.write("m.yaml", Self.mapping("m"))
    let many = (0...100).flatMap { _ in ["--mapping", "m.yaml"] }
    let outcome = try Program.run(["inspect", "log.json"] + many, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("at most 100 mapping files, not 101"))
  }

  @Test func `two mappings of one name are refused, for one would read what the other is for`()
    throws
  {
    let folder = try Scratch()
    try folder.write("log.json", #"{"id":"1","posts":[{"t":"hi"}]}"#)
    try folder.write("a.yaml", Self.mapping("desk"))
    try folder.write("b.yaml", Self.mapping("desk"))
    let outcome = try Program.run(
      ["inspect", "log.json", "--mapping", "a.yaml", "--mapping", "b.yaml"],
      in: folder
    )
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("b.yaml: error: the name desk is that of a.yaml too"))
  }

  @Test func `facts of more mappings than are told apart are all counted`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    let made = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "one.jsonl"],
      in: folder
    )
    #expect(made.status == 0, "\(made.errors)")
    let lines = try folder.text("one.jsonl").split(separator: "\n")
    // A contact of one conversation.
    let pattern = #/"format":"onpar-jsonl-messages","conversation_ids":\["([^"]*)"\]/#
    let row = try #require(lines.first { $0.contains(pattern) })
    let id = try #require(row.firstMatch(of: pattern)?.output.1)
    // One contact of each of 210 mappings, with an id of its own.
    let rows = (0..<210).map { number in
      let format = #""format":"onpar-jsonl-messages""#
      return [#""contact_id":""#, #""conversation_ids":[""#, #"{"id":""#].reduce(
        row.replacing(format, with: #""format":"desk\#(number)""#, maxReplacements: 1)
          .replacing(format, with: #""format":"mapping:desk\#(number)""#)
      ) { $0.replacing($1 + id + "\"", with: $1 + id + "-\(number)\"") }
    }
    try folder.write("many.jsonl", rows.joined(separator: "\n") + "\n")
    let report = try Program.run(
      ["report", "many.jsonl", "--from-facts", "--out", "out"],
      in: folder
    )
    #expect(report.status == 0, "\(report.errors)")
    #expect((report.text + report.errors).contains("210 contacts"), "\(report.errors)")
  }
}
