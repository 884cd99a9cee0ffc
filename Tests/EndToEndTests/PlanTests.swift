import Foundation
import TestSupport
import Testing

/// `onpar plan`: what can be read apart from the rest.
@Suite struct PlanTests {
  private struct Plan: Decodable {
    struct Unit: Decodable, Hashable {
      var id: String
      var path: String
      var bytes: Int?
      var compression: String
      var format: String?
      var whole: Bool
      var needs: String?

      enum CodingKeys: String, CodingKey {
        case id, path, bytes, compression, format, needs
        case whole = "whole_conversations"
      }
    }
    var schema: String
    var units: [Unit]
  }

  private func plan(_ arguments: [String], in folder: Scratch) throws -> Plan {
    let outcome = try Program.run(["plan", "--json"] + arguments, in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Plan.self, from: Data(outcome.output))
  }

  private func filled() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("in/messages.jsonl.gz", try gzip(Sample.few, in: folder))
    try folder.write("in/conversations.jsonl", Sample.conversations)
    try folder.write("in/below/chats.xml", Sample.xml)
    try folder.write("in/notes.txt", "nothing that is read here")
    return folder
  }

  @Test func `a plan says of every file what it is, and who must be read together`() throws {
    let folder = try filled()
    let units = try plan(["in"], in: folder).units
    #expect(units.map(\.id) == units.map(\.id).sorted())
    let found = Dictionary(uniqueKeysWithValues: units.map { ($0.path, $0) })
    #expect(found.count == 4)
    let messages = try #require(found["in/messages.jsonl.gz"])
    #expect(messages.compression == "gzip" && messages.format == "onpar-jsonl-messages")
    #expect(!messages.whole && messages.needs == "shard")
    #expect(messages.bytes == (try folder.read("in/messages.jsonl.gz").count))
    let whole = try #require(found["in/conversations.jsonl"])
    #expect(whole.compression == "none" && whole.whole && whole.needs == "nothing")
    #expect(try #require(found["in/below/chats.xml"]).whole)
    let other = try #require(found["in/notes.txt"])
    #expect(other.format == nil && !other.whole && other.needs == nil)
  }

  /// Chatwoot and Freshchat give conversations, and pages of messages that belong to one another.
  @Test func `pages of messages are read together with the others of their conversation`() throws {
    let folder = try Scratch()
    func page(_ id: Int) -> String {
      """
      {"meta": {}, "payload": [{"id": \(id), "conversation_id": 7, "inbox_id": 1, "message_type": 0, "content": "hi", \
      "created_at": 1740996000}]}
      """
    }
    try folder.write("a.json", page(1))
    try folder.write("b.json", page(2))
    let part =
      #"{"conversation_id": "f", "actor_type": "user", "message_parts": [{"text": {"content": "hi"}}]}"#
    try folder.write("c.json", part)
    let units = try plan(["a.json", "b.json", "c.json"], in: folder).units
    #expect(units.compactMap(\.format).sorted() == ["chatwoot", "chatwoot", "freshchat"])
    #expect(units.allSatisfy { $0.needs == "together" && !$0.whole })
    let whole = Repository.root + "/Tests/PipelineTests/Samples/"
    let others = try plan([whole + "amazon-connect", whole + "livechat"], in: folder).units
    #expect(others.filter { $0.format != nil }.allSatisfy { $0.needs == "nothing" && $0.whole })
  }

  @Test func `a file whose encoding only its mapping knows is recognised as when it is read`()
    throws
  {
    let folder = try Scratch()
    // "Gespräch" in ISO 8859-1.
    let rows = Array("Gespr".utf8) + [0xE4] + Array("ch;who;words\n1;in;hi\n1;out;hello\n".utf8)
    try folder.write("a.csv", rows)
    try folder.write(
      "a.yaml",
      """
      onpar_mapping: 1
      name: desk
      match: {keys: [Gespräch, words]}
      input: {format: csv, record_is: message, encoding: iso-8859-1}
      conversation: {conversation_id: $.Gespräch}
      messages:
        role: [{path: $.who, equals: in, is: customer}, {else: human}]
        text: $.words
      """
    )
    #expect(try plan(["a.csv", "--mapping", "a.yaml"], in: folder).units.map(\.format) == ["desk"])
  }

  @Test func `an id depends on the path alone`() throws {
    let folder = try filled()
    let all = try plan(["in"], in: folder)
    let turned = try plan(["in/notes.txt", "in/below", "in/*.jsonl*"], in: folder)
    #expect(Set(all.units) == Set(turned.units))
    let one = try plan(["in/notes.txt"], in: folder).units
    try folder.write("in/notes.txt", "something else by now")
    let changed = try plan(["in/notes.txt"], in: folder).units
    #expect(one.map(\.id) == changed.map(\.id) && one != changed)
  }

  @Test func `people read a table`() throws {
    let folder = try filled()
    let outcome = try Program.run(["plan", "in"], in: folder)
    let lines = outcome.text.split(separator: "\n")
    #expect(outcome.status == 0 && lines.count == 6)
    #expect(lines.last?.contains("4 units; 2 cannot be read by themselves") == true)
  }

  @Test func `what cannot be read has no plan`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.few)
    try folder.write("b.zip", [0x50, 0x4B, 0x03, 0x04, 0, 0])
    for (arguments, status) in [(["a.jsonl", "b.zip"], Int32(65)), (["absent"], 66)] {
      let outcome = try Program.run(["plan"] + arguments, in: folder)
      #expect(outcome.status == status && outcome.output.isEmpty, "\(arguments)")
      #expect(outcome.errors.hasPrefix("onpar: error: "))
    }
  }
}
