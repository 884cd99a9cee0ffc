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
}
