import Foundation
import TestSupport
import Testing

/// `onpar signals` without `--rules`: what detectors say of messages and conversations.
@Suite struct PredictionTests {
  private static let talk = """
    {"conversation_id":"a","message_id":"1","timestamp":"2025-03-03T10:00:00Z","role":"customer","text":"Where is my order"}
    {"conversation_id":"b","timestamp":"2025-03-03T10:00:01Z","role":"customer","text":"hello"}
    {"conversation_id":"a","message_id":"2","timestamp":"2025-03-03T10:00:05Z","role":"bot","text":"Your order is on its way."}
    {"conversation_id":"a","message_id":"3","timestamp":"2025-03-03T10:01:00Z","role":"customer","text":"I want to talk to a human"}
    {"conversation_id":"a","message_id":"4","timestamp":"2025-03-03T10:01:05Z","role":"human","visibility":"private","text":"secret"}
    {"conversation_id":"a","message_id":"5","timestamp":"2025-03-03T10:02:00Z","role":"human","text":"Hello, how can I help?"}
    """

  private struct Row: Decodable {
    var conversation_id: String
    var message_id: String?
    var position: Int?
    var signal: String
    var score: Double
    var probability: Double?
    var evidence: [[Int]]?
  }

  private static func rows(_ text: String) throws -> [Row] {
    try text.split(separator: "\n").map {
      try JSONDecoder().decode(Row.self, from: Data($0.utf8))
    }
  }

  @Test func `each message has a line for each signal, and each conversation too`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Self.talk)
    let outcome = try Program.run(["signals", "a.jsonl", "-q"], in: folder)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let rows = try Self.rows(outcome.text)
    // Three messages of customers, two public ones of responders, two conversations; nothing of the private note.
    #expect(rows.count == 3 * 6 + 2 * 3 + 2 * 5)
    #expect(!rows.contains { $0.message_id == "4" })
    #expect(rows.allSatisfy { (0...1).contains($0.score) })
    // Without an id, the number in the conversation stands in its place.
    #expect(rows.filter { $0.position == 0 && $0.conversation_id == "b" }.count == 6)
    #expect(rows.filter { $0.position != nil }.count == 6)
    let asked = rows.first { $0.message_id == "3" && $0.signal == "human_request" }
    #expect(try #require(asked).score >= 0.5)
    let order = rows.first { $0.message_id == "1" && $0.signal == "human_request" }
    #expect(try #require(order).score < 0.5)
    // No word of any message.
    #expect(!outcome.text.contains("order") && !outcome.text.contains("secret"))
  }

  @Test func `workers, blocks and standard input change no byte`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Self.talk)
    let one = try Program.run(["signals", "a.jsonl", "--jobs", "1", "-q"], in: folder)
    for jobs in ["2", "7"] {
      let more = try Program.run(
        ["signals", "a.jsonl", "--jobs", jobs, "--block-size", "300", "-q"],
        in: folder
      )
      #expect(more.text == one.text)
    }
    let piped = try Program.run(["signals", "-", "-q"], input: Array(Self.talk.utf8), in: folder)
    #expect(piped.text == one.text)
    let file = try Program.run(["signals", "a.jsonl", "-o", "s.jsonl"], in: folder)
    #expect(file.status == 0 && file.errors.contains("signals in s.jsonl"))
    #expect(try folder.text("s.jsonl") == one.text)
  }

  @Test func `signals are chosen, and words explained`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Self.talk)
    let outcome = try Program.run(
      ["signals", "a.jsonl", "--signal", "human_request", "--explain", "-q"],
      in: folder
    )
    let rows = try Self.rows(outcome.text)
    #expect(rows.count == 3 && rows.allSatisfy { $0.signal == "human_request" })
    let spans = try #require(rows.first { $0.message_id == "3" }?.evidence)
    let text = Array("I want to talk to a human".utf8)
    let words = spans.map { String(decoding: text[$0[0]..<$0[1]], as: UTF8.self) }
    #expect(words.contains("human"))
  }

  @Test func `wrong use is told`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Self.talk)
    for words in [
      ["--signal", "anger"], ["--family", "loop"], ["--format", "csv"], ["--rules", "--explain"],
    ] {
      let outcome = try Program.run(["signals", "a.jsonl"] + words, in: folder)
      #expect(outcome.status == 64, "\(words)")
    }
    let missing = try Program.run(["signals", "a.jsonl", "-o", "no/such/s.jsonl"], in: folder)
    #expect(missing.status == 73)
    #expect(try folder.names() == ["a.jsonl"])
  }
}
