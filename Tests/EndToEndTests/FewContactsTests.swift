import TestSupport
import Testing

/// Reports on so few contacts that every count is small: one of a thing is not many, and nothing reads as no number.
@Suite struct FewContactsTests {
  private static let things =
    "contact customer conversation language hour week day record reply rating topic message exchange"

  @Test(arguments: [1, 2, 3, 5, 8, 12])
  func `one of a thing is not many`(count: Int) throws {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--seed", "\(count)", "--conversations", "\(count)"],
      in: folder
    )
    try #require(sample.status == 0)
    try folder.write("chats.jsonl", sample.output)
    try folder.write("claims.yaml", try Scratch.bytes(Repository.root + "/SampleData/claims.yaml"))
    let outcome = try Program.run(
      ["report", "chats.jsonl", "--out", "out", "--claims", "claims.yaml", "--examples", "2"],
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    let page = ShownText(page: try folder.text("out/report.html"))
    let markdown = ShownText(markdown: try folder.text("out/report.md"))
    let texts = page.sentences + page.cells + markdown.sentences + [outcome.errors]
    #expect(texts.count > 200)
    for text in texts {
      for number in ShownNumber.all(in: text) where number.value == 1 && number.decimals == 0 {
        // A share of one is "1 of 1", and "12:01 hours" is none.
        guard !number.before.hasSuffix(":"), !number.before.hasSuffix("of ") else { continue }
        for thing in Self.things.split(separator: " ") {
          let many = thing == "reply" ? "replies" : thing + "s"
          #expect(!number.after.hasPrefix(" " + many), "\(text)")
        }
        #expect(!number.after.contains(" 1 were ") && !number.after.hasPrefix(" were "), "\(text)")
      }
      let words = text.lowercased().split { !$0.isLetter }
      for bad in ["nan", "inf", "nil", "optional"] {
        #expect(!words.contains { $0 == bad }, "\(text)")
      }
    }
    for sentence in page.sentences where !sentence.contains("\n") {
      #expect(!sentence.contains("  "), "\(sentence)")
    }
  }
}
