import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.9.
@Suite struct BotFrameworkTests {
  /// An activity of conversation `c`.
  private func activity(_ second: Int, from: String, role: String?, _ rest: String) -> String {
    let role = role.map { #", "role": "\#($0)""# } ?? ""
    return """
      {"type": "message", "id": "\(second)-\(from)", "channelId": "web", "locale": "de-DE",
       "timestamp": "2025-03-03T10:00:\(second).1234567Z", "conversation": {"id": "c"},
       "from": {"id": "\(from)"\(role)}, "recipient": {"id": "\(role.contains("user") ? "b" : "u")"},
       \(rest)}
      """
  }

  @Test
  func `the talk inside a hand-off is not counted again, and who first writes after it is human`()
    async throws
  {
    let said = #""text": "hello there""#
    let handoff = """
      {"type": "event", "name": "handoff.initiate", "timestamp": "2025-03-03T10:00:20Z",
       "conversation": {"id": "c"}, "from": {"id": "b", "role": "bot"}, "value": {},
       "attachments": [{"name": "Transcript", "content": {"activities": [
         {"type": "message", "text": "hello there", "conversation": {"id": "c"}}]}}]}
      """
    let activities = [
      activity(10, from: "u", role: "user", said), activity(12, from: "b", role: "bot", said),
      handoff, activity(30, from: "x", role: "bot", said),
      activity(35, from: "b", role: "bot", said),
    ]
    // Out of order, too.
    for order in [activities, Array(activities.reversed())] {
      let found = try await InlineExport.read([
        "a.transcript": "\u{FEFF}[" + order.joined(separator: ",") + "]"
      ])
      #expect(found.formats == ["ms-botframework"])
      #expect(found.count(.customer, in: "c") == 1)
      #expect(found.count(.bot, in: "c") == 2)
      #expect(found.count(.human, in: "c") == 1)
      #expect(found.rows["c"]?.handoffInitiated == true)
      #expect(found.rows["c"]?.first.iso8601 == "2025-03-03T10:00:10.123Z")
      #expect(found.conversations["c"]?.customer == "u")
      #expect(found.conversations["c"]?.language == "de-DE")
    }
  }

  @Test func `a filled-in card is an answer, an empty one is nothing`() async throws {
    let found = try await InlineExport.read([
      "a.transcript": """
      {"transcript": [\(activity(10, from: "u", role: "user", #""value": {"order": "88213"}"#)),
      \(activity(11, from: "u", role: "user", #""value": {}"#)),
      \(activity(12, from: "b", role: "bot", #""attachments": [{"content": {"title": "Hi"}}]"#))]}
      """
    ])
    #expect(found.count(.customer, in: "c") == 1)
    #expect(found.count(.bot, in: "c") == 1)
    let entries = try #require(found.conversations["c"]).timeline
    #expect(entries.map(\.words) == [1, 1])
  }

  @Test func `a conversation of nothing but an update is empty, and files hold several`()
    async throws
  {
    let update = """
      {"type": "conversationUpdate", "conversation": {"id": "e"}, "channelId": "web",
       "timestamp": "2025-03-03T10:00:00Z", "from": {"id": "u"}, "recipient": {"id": "b"}}
      """
    let found = try await InlineExport.read([
      "a.transcript": "[\(update), \(activity(10, from: "u", role: "user", #""text": "hi""#))]"
    ])
    #expect(found.rows.keys.sorted() == ["c", "e"])
    #expect(found.rows["e"]?.messages.reduce(0, +) == 0)
  }

  @Test func `old transcripts without roles: who writes to the bot is the customer`() async throws {
    func said(_ from: String, _ to: String, _ second: Int) -> String {
      """
      {"type": "message", "text": "hi", "conversation": {"id": "c"}, "channelId": "web",
       "timestamp": "2025-03-03T10:00:1\(second)Z", "from": {"id": "\(from)"},
       "recipient": {"id": "\(to)"}}
      """
    }
    let update = """
      {"type": "conversationUpdate", "conversation": {"id": "c"}, "channelId": "web",
       "timestamp": "2025-03-03T10:00:00Z", "from": {"id": "u"}, "recipient": {"id": "b"}}
      """
    let found = try await InlineExport.read([
      "a.transcript": "[\(update),\(said("u", "b", 1)),\(said("b", "u", 2)),\(said("u", "b", 3))]"
    ])
    #expect(found.count(.customer, in: "c") == 2)
    #expect(found.count(.bot, in: "c") == 1)
  }

  @Test(arguments: [
    ("accepted", EventKind.handoffAccepted), ("completed", .handoffAccepted),
    ("failed", .handoffFailed),
  ])
  func `the state of a hand-off`(_ state: String, _ event: EventKind) async throws {
    let status = """
      {"type": "event", "name": "handoff.status", "value": {"state": "\(state)"},
       "timestamp": "2025-03-03T10:00:40Z", "conversation": {"id": "c"}, "from": {"id": "hub"}}
      """
    let found = try await InlineExport.read([
      "a.transcript": "[\(activity(10, from: "u", role: "user", #""text": "hi""#)), \(status)]"
    ])
    #expect(found.count(event, in: "c") == 1)
  }

  @Test func `fields of wrong types cost nothing but themselves`() async throws {
    let odd = """
      [{"type": "message", "conversation": {"id": 7}, "channelId": 3, "from": "me", "text": {"a": 1},
        "timestamp": [], "attachments": {"content": 1}, "recipient": [1]},
       {"type": "event", "name": "handoff.status", "value": "x", "conversation": {"id": 7},
        "from": {"id": null}},
       {"type": "message", "conversation": {"id": 7}, "from": {"id": 5, "role": "user"}, "text": "hi"}]
      """
    let found = try await InlineExport.read(["a.transcript": odd])
    #expect(found.count(.customer, in: "7") == 1)
    #expect(found.problems == [])
  }
}
