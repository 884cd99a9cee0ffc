import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.2 and 6.1.
@Suite struct IntercomTests {
  private func part(
    _ id: Int,
    _ at: Int,
    _ type: String,
    _ author: String,
    body: String? = nil,
    more: String = ""
  ) -> String {
    let text = body.map { "\"<p>\($0)</p>\"" } ?? "null"
    return """
      {"type": "conversation_part", "id": "\(id)", "created_at": \(at), "part_type": "\(type)", \
      "body": \(text), "author": {"type": "\(author)", "id": "\(author)"\
      \(author == "bot" ? ", \"from_ai_agent\": true" : "")}\(more)}
      """
  }

  private func conversation(_ parts: [String], _ more: String, source: String? = nil) -> String {
    let source =
      source
        ?? """
        {"type": "conversation", "id": "1", "delivered_as": "customer_initiated", "body": "<p>hi</p>", \
        "author": {"type": "user", "id": "u"}}
        """
    return """
      {"type": "conversation", "id": "c", "created_at": 1741000000, "updated_at": 1741000900, \
      "source": \(source), \(more) "conversation_parts": {"conversation_parts": \
      [\(parts.joined(separator: ","))]}}
      """
  }

  @Test func `parts are ordered by time and number, and a hand-off is the next assignment`()
    async throws
  {
    // The parts of one second come with numbers of different length, out of order.
    let parts = [
      part(1001, 1_741_000_030, "assignment", "bot", more: #", "assigned_to": {"type": "team"}"#),
      part(999, 1_741_000_030, "comment", "bot", body: "I connect you"),
      part(1002, 1_741_000_090, "comment", "admin", body: "Maren here"),
      part(998, 1_741_000_010, "comment", "bot", body: "Which order?"),
    ]
    let text = conversation(parts, #""ai_agent": {"resolution_state": "escalated"},"#)
    let found = try await InlineExport.read(["a.json": text])
    let timeline = try #require(found.conversations["c"]?.timeline)
    #expect(timeline.filter { !$0.isEvent }.map(\.role) == [.customer, .bot, .bot, .human])
    let handoff = try #require(timeline.first { $0.is(.handoffInitiated) })
    #expect(handoff.time.iso8601 == "2025-03-03T11:07:10.000Z")
    #expect(found.count(.queueEnter, in: "c") == 1)
    #expect(found.rows["c"]?.handedOff == true)
  }

  @Test func `a redacted part stays a message, and the workflow bot is no bot`() async throws {
    let parts = [
      part(2, 1_741_000_010, "comment", "user", more: #", "redacted": true"#),
      part(3, 1_741_000_020, "comment", "bot", body: "answer"),
      part(4, 1_741_000_030, "comment", "bot", body: "You are number 2").replacing(
        "\"from_ai_agent\": true",
        with: "\"from_ai_agent\": false"
      ),
      part(5, 1_741_000_040, "note", "admin", body: "inside"),
      part(6, 1_741_000_050, "close", "admin", body: "bye"),
      part(7, 1_741_000_060, "snoozed", "admin"),
    ]
    let found = try await InlineExport.read(["a.json": conversation(parts, "\"ai_agent\": null,")])
    #expect(found.count(.customer, in: "c") == 2)
    #expect(found.count(.bot, in: "c") == 1)
    #expect(found.count(.system, in: "c") == 1)
    #expect(found.count(.human, in: "c") == 1)
    #expect(found.rows["c"]?.notes == 1)
    #expect(found.count(.closed, in: "c") == 1)
    #expect(found.rows["c"]?.handoffInitiated == false)
  }

  @Test func `of what was written on Twitter only that it was written is known`() async throws {
    let placeholder = "This is the generic message regarding why the body is obscured"
    let source = """
      {"type": "twitter", "id": "1", "delivered_as": "customer_initiated", "body": \
      "<p>\(placeholder)</p>", "author": {"type": "user", "id": "u"}}
      """
    let parts = [
      part(2, 1_741_000_010, "comment", "admin", body: placeholder),
      part(3, 1_741_000_020, "note", "admin", body: "our own words"),
      part(4, 1_741_000_030, "comment", "user", body: placeholder),
      part(5, 1_741_000_040, "assignment", "admin"),
    ]
    let found = try await InlineExport.read(["a.json": conversation(parts, "", source: source)])
    #expect(found.conversations["c"]?.channel == "twitter")
    #expect(found.count(.customer, in: "c") == 2)
    #expect(found.count(.human, in: "c") == 1)
    #expect(found.rows["c"]?.notes == 1)
    let talk = try #require(found.conversations["c"]?.timeline.filter { !$0.isEvent })
    #expect(talk.filter(\.isPublicMessage).map(\.words) == [0, 0, 0])
    #expect(talk.filter { !$0.isPublicMessage }.map(\.words) == [3])
  }

  @Test func `old versions have no source and do not mark the bot`() async throws {
    let text = """
      {"type": "conversation", "id": "old", "created_at": 1441000000, "user": {"type": "user", \
      "id": "u7"}, "conversation_message": {"id": "m", "body": "<p>help</p>", "author": {"type": \
      "user", "id": "u7"}}, "conversation_parts": {"conversation_parts": [{"id": "2", "part_type": \
      "comment", "created_at": 1441000009, "body": "hello", "author": {"type": "bot", "id": "b"}}]}}
      """
    let found = try await InlineExport.read(["a.json": text])
    #expect(found.formats == ["intercom"])
    #expect(found.count(.customer, in: "old") == 1)
    #expect(found.count(.bot, in: "old") == 1)
    #expect(found.conversations["old"]?.customer == "u7")
    // Nothing in such an export could tell a hand-off.
    #expect(found.rows["old"]?.handoffInitiated == nil)
  }

  @Test func `a list page does not displace what single retrieval told`() async throws {
    let page = """
      {"type": "conversation.list", "pages": {"page": 1}, "conversations": [{"type": "conversation", \
      "id": "c", "created_at": 1741000000, "updated_at": 1741009999, "conversation_parts": {"conversation_parts": []}, "source": {"id": "1", "body": \
      "hi", "author": {"type": "user", "id": "u"}}}, {"type": "conversation", "id": "d", \
      "created_at": 1741000000, "updated_at": 1741000001, "source": {"id": "1", "body": "hi", \
      "author": {"type": "user", "id": "u"}}}]}
      """
    let whole = conversation([part(2, 1_741_000_010, "comment", "bot", body: "answer")], "")
    for names in [["a.json", "b.json"], ["b.json", "a.json"]] {
      let found = try await InlineExport.read([names[0]: page, names[1]: whole])
      #expect(found.rows.keys.sorted() == ["c", "d"])
      #expect(found.count(.bot, in: "c") == 1)
      #expect(found.count(.customer, in: "d") == 1)
    }
  }

  @Test func `streams are joined, and of copies the newest counts`() async throws {
    func line(_ stream: String, _ seen: Int, _ data: String) -> String {
      #"{"stream": "\#(stream)", "emitted_at": \#(seen), "data": \#(data)}"#
    }
    func head(_ customer: String, updated: Int) -> String {
      """
      {"type": "conversation", "id": "c", "created_at": 1741000000, "updated_at": \(updated), \
      "source": {"id": "1", "body": "hi", "author": {"type": "user", "id": "u"}}, "contacts": \
      {"contacts": [{"external_id": "\(customer)"}]}, "ai_agent": {"resolution_state": "escalated"}}
      """
    }
    func reply(_ body: String, updated: Int) -> String {
      """
      {"id": "2", "conversation_id": "c", "part_type": "comment", "created_at": 1741000005, \
      "updated_at": \(updated), "body": "\(body)", "author": {"type": "bot", "id": "b", \
      "from_ai_agent": true}}
      """
    }
    let lines = [
      line("conversations", 20, head("same-later", updated: 5)),
      line("conversation_parts", 11, reply("edited text", updated: 9)),
      line("conversations", 10, head("same-earlier", updated: 5)),
      line("conversation_parts", 12, reply("text", updated: 8)),
      line("conversations", 30, head("older", updated: 4)),
    ]
    for lines in [lines, lines.reversed()] {
      let found = try await InlineExport.read(["a.jsonl": lines.joined(separator: "\n")])
      #expect(found.formats == ["intercom"])
      #expect(found.conversations["c"]?.customer == "same-later")
      #expect(found.count(.bot, in: "c") == 1)
      #expect(found.rows["c"]?.handoffInitiated == nil)
    }
  }
}
