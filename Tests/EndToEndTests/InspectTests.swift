import Foundation
import Testing
import TestSupport

/// What `inspect --json` says of the format samples is what stands beside them.
@Suite struct InspectTests {
  /// The object of `expected.json`; keys that may follow are not looked at.
  struct Expected: Decodable, Equatable {
    struct Row: Decodable, Equatable {
      var id: String
      var customer_messages: Int
      var bot_messages: Int
      var human_messages: Int
      var system_messages: Int
      var notes: Int
      var handoff_initiated: Bool?
      var handed_off: Bool?
      var first_message_time: String?
      var last_message_time: String?
    }
    var format: String
    var conversations: Int
    var messages_by_role: [String: Int]
    var notes: Int
    var duplicate_messages_dropped: Int
    var per_conversation: [Row]
  }

  private struct Losses: Decodable {
    var bad_records: Int
    var replaced_bytes: Int
    var numbers_read_as_null: Int
    var incomplete: Bool
  }

  private static let samples = Repository.formatSamples

  @Test(
    .enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"),
    arguments: [
      "onpar-jsonl-messages/sample.jsonl", "onpar-jsonl-conversations/sample.jsonl",
      "onpar-xml/sample.xml",
    ]
  )
  func `native samples are read as they are described`(_ name: String) throws {
    let folder = Self.samples + "/" + (name.split(separator: "/").first ?? "")
    let expected = try JSONDecoder().decode(
      Expected.self,
      from: Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
    )
    let found = try inspect(Self.samples + "/" + name)
    #expect(found.status == 0)
    #expect(try JSONDecoder().decode(Expected.self, from: Data(found.output)) == expected)
  }

  @Test(.enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"))
  func `all containers hold the same conversations`() throws {
    let folder = Self.samples + "/containers"
    struct Containers: Decodable {
      struct Same: Decodable { var per_conversation: [Expected.Row] }
      var same: Same
    }
    let expected = try JSONDecoder().decode(
      Containers.self,
      from: Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
    )
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .filter { $0.hasPrefix("0") || $0.hasPrefix("1") }
    #expect(names.count == 15)
    for name in names {
      let found = try inspect(folder + "/" + name)
      #expect(found.status == 0, "\(name)")
      let value = try JSONDecoder().decode(Expected.self, from: Data(found.output))
      #expect(value.per_conversation == expected.same.per_conversation, "\(name)")
    }
  }

  @Test(.enabled(if: Repository.hasFormatSamples, "\(Repository.noFormatSamples)"))
  func `damaged containers give what can be saved and say so`() throws {
    let folder = Self.samples + "/containers"
    let all = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(fileURLWithPath: folder + "/expected.json"))
      ) as? [String: Any]
    )
    var seen = 0
    for (name, value) in all {
      guard name.hasPrefix("9"), let about = value as? [String: Any] else { continue }
      seen += 1
      let found = try inspect(folder + "/" + name)
      let read = try JSONDecoder().decode(Expected.self, from: Data(found.output))
      #expect(read.per_conversation.map(\.id) == about["conversations"] as? [String], "\(name)")
      let isDamaged = about["bad_records"] != nil || about["error"] != nil
      #expect(found.status == (isDamaged ? 65 : 0), "\(name)")
      #expect(found.errors.contains(name) == isDamaged, "\(name): \(found.errors)")
      let losses = try JSONDecoder().decode(Losses.self, from: Data(found.output))
      #expect(losses.bad_records == about["bad_records"] as? Int ?? 0, "\(name)")
      #expect(losses.replaced_bytes == about["replaced_bytes"] as? Int ?? 0, "\(name)")
      #expect(losses.numbers_read_as_null == (name.hasPrefix("99") ? 2 : 0), "\(name)")
      #expect(losses.incomplete == (about["error"] != nil), "\(name)")
      // The place is named: a line, or where the compressed data ends.
      let place = about["bad_records"] == nil ? "ends" : name + ":2:"
      #expect(found.errors.contains(place) == isDamaged, "\(name): \(found.errors)")
    }
    #expect(seen == 9)
  }

  @Test func `inspect says what is in an export in words`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    let outcome = try Program.run(["inspect", "chats.jsonl"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    for words in [
      "chats.jsonl: onpar-jsonl-messages", "conversations", "time span", "customer id known",
      "topic known",
      "language known", "rated",
    ] { #expect(outcome.text.contains(words), "\(words)") }
    let lines = Sample.lines(Sample.few).count
    #expect(outcome.text.contains("\(lines) read = \(lines) used + 0 set aside"))
  }

  @Test func `conversations that are named after their input are named after stdin`() throws {
    let upload = #"{"entries": [{"start_timestamp_usec": 1, "text": "hi", "role": "CUSTOMER"}]}"#
    let chat = #"{"messages": [{"role": "user", "content": "hi"}]}"#
    for (text, ids) in [(upload, ["stdin#1", "stdin#2"]), (chat, ["stdin#1", "stdin#2"])] {
      let found = try Program.run(
        ["inspect", "--json", "-"],
        input: Array((text + "\n" + text + "\n").utf8),
        in: Scratch()
      )
      #expect(found.status == 0, "\(found.errors)")
      let value = try JSONDecoder().decode(Expected.self, from: Data(found.output))
      #expect(value.per_conversation.map(\.id) == ids, "\(value.format)")
    }
  }

  @Test func `nothing in an export reaches the terminal but as text on one line`() throws {
    let folder = try Scratch()
    let evil = #"\u001b[31m red\n\u0007"#
    try folder.write(
      "a.jsonl",
      #"{"conversation_id": "1", "topic": "\#(evil)", "language": "\#(evil)", "tags": ["\#(evil)"], "items": "#
        + #"[{"role": "customer", "text": "hi", "\#(evil)": 1}]}"# + "\n"
    )
    try folder.write("b.json", "[{\"\u{9B}1m\u{202E}\": 1}]")
    try folder.write("c.xml", "<a\u{202E}b/>")
    let found = try Program.run(["inspect", "a.jsonl", "b.json", "c.xml"], in: folder)
    #expect(found.status == 65)
    for text in [found.text, found.errors] {
      let isPlain = text.unicodeScalars.allSatisfy {
        $0 == "\n" || (0x20..<0x7F).contains($0.value) || $0 == "…"
      }
      #expect(isPlain, "\(text)")
    }
    #expect(found.text.contains(#"\u{1b}[31m red\u{a}\u{7} 1"#), "\(found.text)")
  }

  private func inspect(_ path: String) throws -> Outcome {
    try Program.run(["inspect", "--json", path], in: Scratch())
  }
}
