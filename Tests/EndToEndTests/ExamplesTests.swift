import Foundation
import TestSupport
import Testing

/// Texts of customers stand in a report only when they were asked for, and redacted.
@Suite struct ExamplesTests {
  /// Thirty customers who ask for a person, and give away who they are.
  private static let chats = (10..<40).map { number in
    """
    {"type":"conversation","conversation_id":"x\(number)","customer_id":"Mirabelle \(number)","topic":"refund"}
    {"conversation_id":"x\(number)","message_id":"x\(number)-1","timestamp":"2026-03-02T10:\(number):00Z",\
    "role":"customer","author_id":"Mirabelle","text":"I want to talk to a human, quux needle. I am Mirabelle, anna@example.org, +49 30 1234567"}
    {"conversation_id":"x\(number)","message_id":"x\(number)-2","timestamp":"2026-03-02T10:\(number):05Z",\
    "role":"bot","text":"See https://shop.example/orders?token=abc123 and <script>alert(1)</script>"}

    """
  }.joined()

  private func folder() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.chats)
    return folder
  }

  private func report(_ options: [String], in folder: Scratch) throws -> Outcome {
    try Program.run(
      ["report", "chats.jsonl", "--out", "out", "-q", "--as-of", "2026-04-01"] + options,
      in: folder
    )
  }

  @Test func `without the flag no file holds a word, with it two do, redacted`() throws {
    let folder = try folder()
    #expect(try report([], in: folder).status == 0)
    for name in ReportFiles.names {
      #expect(try !folder.text("out/" + name).contains("quux needle"), "\(name)")
    }
    let outcome = try report(["--examples", "2"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let page = try folder.text("out/report.html")
    #expect(page.contains("quux needle") && page.contains("which is no proof"))
    #expect(!page.contains("<script>alert"))
    #expect(try folder.text("out/report.json").contains("quux needle"))
    for name in ReportFiles.names {
      let text = try folder.text("out/" + name)
      for secret in ["anna@example.org", "1234567", "token=abc123", "Mirabelle"] {
        #expect(!text.contains(secret), "\(secret) in \(name)")
      }
      if !["report.html", "report.json"].contains(name) { #expect(!text.contains("quux needle")) }
    }
    let object = try JSONSerialization.jsonObject(with: Data(try folder.read("out/report.json")))
    let groups = try #require((object as? [String: Any])?["examples"] as? [[String: Any]])
    let unmet = try #require(groups.first { $0["metric"] as? String == "unmet_human_request_rate" })
    #expect(unmet["contacts"] as? Int == 30)
    #expect((unmet["exchanges"] as? [Any])?.count == 2)
  }

  @Test func `the choice does not depend on the order of the input`() throws {
    let folder = try folder()
    _ = try report(["--examples", "3"], in: folder)
    let first = try folder.text("out/report.json")
    let lines = Self.chats.split(separator: "\n")
    let turned = stride(from: lines.count - 3, through: 0, by: -3).flatMap { lines[$0..<$0 + 3] }
    try folder.write("chats.jsonl", turned.joined(separator: "\n") + "\n")
    _ = try report(["--examples", "3"], in: folder)
    #expect(try folder.text("out/report.json") == first)
  }

  @Test func `what has no text, or must have none, is refused`() throws {
    let folder = try folder()
    for (options, words) in [
      (["--examples", "2", "--shareable"], "--examples"), (["--examples", "0"], "1 to 50"),
      (["--examples", "2", "--from-facts"], "facts hold no text"),
    ] {
      let outcome = try report(options, in: folder)
      #expect(outcome.status == 64 && outcome.errors.contains(words), "\(outcome.errors)")
    }
    let input = try Program.run(
      ["report", "-", "--out", "out", "--examples", "2"],
      input: Array(Self.chats.utf8),
      in: folder
    )
    #expect(input.status == 64 && input.errors.contains("twice"))
  }
}
