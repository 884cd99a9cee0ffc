import Testing

/// Commands that read their inputs twice, or leave that to several processes, take files alone.
@Suite struct FilePathsTests {
  @Test(arguments: [
    ["plan", "-"],
    ["shard", "-", "--by", "conversation", "--buckets", "2", "--out", "out"],
    ["summarize", "-", "--raw-ids", "-o", "out"],
    ["summarize", "--bucket", "-", "--raw-ids", "-o", "out"],
    ["audit", "sample", "-", "--signal", "M47", "-o", "out"],
  ])
  func `standard input is wrong usage, and the help does not offer it`(_ words: [String]) throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    for arguments in [words, words + ["chats.jsonl"]] {
      let outcome = try Program.run(arguments, input: Sample.few, in: folder)
      #expect(outcome.status == 64, "\(arguments)")
      #expect(
        outcome.errors.hasPrefix(
          "Error: - is standard input, which cannot be read twice; write it to a file and give that."
        ),
        "\(outcome.errors)"
      )
      #expect(outcome.text.isEmpty)
      #expect(try folder.names() == ["chats.jsonl"])
    }
    let command = words.prefix { $0 != "-" && !$0.hasPrefix("--") }
    let help = try Program.run(command + ["--help"], in: folder)
    #expect(help.status == 0)
    #expect(help.text.contains("Files, folders or globs; no standard input"), "\(help.text)")
    #expect(!help.text.contains("or - for standard input"))
  }

  @Test func `other commands still take it`() throws {
    let outcome = try Program.run(["inspect", "-"], input: Sample.few, in: try Scratch())
    #expect(outcome.status == 0, "\(outcome.errors)")
  }
}
