import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.1 and 5.5.
@Suite struct ZendeskTests {
  private func ticket(_ id: Int, _ comments: [String]? = nil, more: String = "") -> String {
    let embedded = comments.map { "\"comments\": [\($0.joined(separator: ","))]," } ?? ""
    return """
      {"id": \(id), "via": {"channel": "web", "source": {}}, "status": "solved", "requester_id": 1, \
      \(embedded) \(more) "created_at": "2025-03-03T10:00:00Z", "updated_at": "2025-03-03T11:00:00Z"}
      """
  }

  private func comment(
    _ id: Int,
    by author: Int,
    at second: Int,
    _ body: String,
    more: String = ""
  ) -> String {
    """
    {"id": \(id), "type": "Comment", "author_id": \(author), "plain_body": "\(body)", "public": true, \
    \(more) "created_at": "2025-03-03T10:00:\(second < 10 ? "0" : "")\(second)Z"}
    """
  }

  private func audit(_ id: Int, by author: Int, at second: Int, _ event: String) -> String {
    """
    {"id": \(id), "ticket_id": 7, "author_id": \(author), "via": {"channel": "web"}, "created_at": \
    "2025-03-03T10:00:\(second)Z", "events": [\(event)]}
    """
  }

  private let users = """
    {"id": 1, "name": "Ana", "role": "end-user", "locale": "pt", "time_zone": "UTC"}
    {"id": 2, "name": "Support Bot", "role": "agent", "locale": "en", "time_zone": "UTC"}
    {"id": 3, "name": "Maren", "role": "agent", "locale": "en", "time_zone": "UTC"}
    """

  @Test func `comments may come newest first, and names of users tell bots`() async throws {
    let comments = [
      comment(14, by: 3, at: 40, "person"), comment(13, by: 1, at: 30, "more"),
      comment(12, by: 2, at: 30, "bot"), comment(11, by: 1, at: 5, "first"),
      #"{"id": 9, "type": "VoiceComment", "author_id": 1, "body": "call", "created_at": 1, "public": true}"#,
    ]
    let files = ["t.ndjson": ticket(7, comments), "users.ndjson": users]
    let found = try await InlineExport.read(files)
    #expect(Set(found.formats) == ["zendesk-tickets"])
    let talk = try #require(found.conversations["7"]?.timeline.filter { !$0.isEvent })
    #expect(talk.map(\.role) == [.customer, .bot, .customer, .human])
    #expect(found.conversations["7"]?.language == "pt")
    // Without audits nobody knows.
    #expect(found.rows["7"]?.handoffInitiated == nil)
  }

  @Test func `the first change of group after the bot is a hand-off, a later one a transfer`()
    async throws
  {
    let comments = [comment(11, by: 1, at: 1, "hi"), comment(12, by: 2, at: 2, "hello")]
    func change(_ field: String, _ value: String, _ before: String = "null") -> String {
      #"{"type": "Change", "field_name": "\#(field)", "value": "\#(value)", "previous_value": \#(before)}"#
    }
    let audits = [
      audit(20, by: 2, at: 10, change("group_id", "5")),
      audit(21, by: 3, at: 20, change("assignee_id", "3")),
      audit(22, by: 3, at: 30, change("group_id", "6", "\"5\"")),
      audit(23, by: 3, at: 40, change("assignee_id", "4", "\"3\"")),
      audit(24, by: 3, at: 50, change("status", "solved", "\"open\"")),
      audit(25, by: 1, at: 55, change("status", "open", "\"solved\"")),
      audit(26, by: -1, at: 58, change("status", "solved", "\"open\"")),
      audit(27, by: 1, at: 59, #"{"type": "SatisfactionRating", "score": "good_with_comment"}"#),
    ]
    let rating = #""satisfaction_rating": {"score": "good_with_comment"},"#
    let found = try await InlineExport.read([
      "a.ndjson": audits.joined(separator: "\n"), "t.ndjson": ticket(7, comments, more: rating),
      "users.ndjson": users,
    ])
    #expect(found.rows["7"]?.handoffInitiated == true)
    #expect(found.count(.handoffInitiated, in: "7") == 1)
    #expect(found.count(.queueEnter, in: "7") == 1)
    #expect(found.count(.transferred, in: "7") == 2)
    #expect(found.count(.assigned, in: "7") == 1)
    // What the system solves is closed by a timer.
    #expect(found.count(.solved, in: "7") == 1)
    #expect(found.count(.closed, in: "7") == 1)
    #expect(found.count(.reopened, in: "7") == 1)
    #expect(found.conversations["7"]?.rating?.score == 1)
    #expect(found.conversations["7"]?.rating?.max == 1)
  }

  @Test
  func `a chat inside an audit is the transcript, and the comment that repeats it is dropped`()
    async throws
  {
    let history = """
      {"type": "ChatStartedEvent", "value": {"history": [
      {"type": "ChatMessage", "actor_type": "end-user", "message": "hi there", "timestamp": 1740996000000},
      {"type": "ChatMessage", "actor_type": "agent", "actor_name": "Help Bot", "actor_id": 2, "message": "hello", "timestamp": 1740996002400},
      {"type": "ChatJoin", "actor_type": "agent", "actor_name": "Maren", "timestamp": 1740996003000},
      {"type": "ChatFileAttachment", "actor_type": "end-user", "filename": "a.png", "timestamp": 1740996004000},
      {"type": "ChatMessage", "actor_type": "agent", "actor_name": "Maren", "actor_id": 3, "message": "done", "timestamp": 1740996005000}]}}
      """.replacingOccurrences(of: "\n", with: " ")
    let comments = [
      comment(11, by: 1, at: 1, "(10:00) Ana: hi there (10:00) Maren: done"),
      comment(12, by: 1, at: 50, "one more thing"),
    ]
    let found = try await InlineExport.read([
      "a.ndjson": audit(20, by: 1, at: 10, history), "t.ndjson": ticket(7, comments),
    ])
    #expect(found.count(.customer, in: "7") == 3)
    #expect(found.count(.bot, in: "7") == 1)
    #expect(found.count(.human, in: "7") == 1)
    #expect(found.rows["7"]?.handedOff == true)
  }

  @Test(arguments: [0, 3])
  func `the comment is dropped as well where a chat begins or ends with a file`(
    place: Int
  )
    async throws
  {
    var said = [
      #"{"type": "ChatMessage", "actor_type": "end-user", "message": "hi there", "timestamp": 1740996001000}"#,
      #"{"type": "ChatMessage", "actor_type": "agent", "actor_id": 3, "message": "hello", "timestamp": 1740996002000}"#,
      #"{"type": "ChatMessage", "actor_type": "end-user", "message": "thanks", "timestamp": 1740996003000}"#,
    ]
    said.insert(
      #"{"type": "ChatFileAttachment", "actor_type": "end-user", "filename": "a", "timestamp": 174099600\#(place)500}"#,
      at: place
    )
    let chat =
      #"{"type": "ChatStartedEvent", "value": {"history": [\#(said.joined(separator: ","))]}}"#
    let found = try await InlineExport.read([
      "a.ndjson": audit(20, by: 1, at: 10, chat),
      "t.ndjson": ticket(7, [comment(11, by: 1, at: 9, "Ana: hi there Maren: hello Ana: thanks")]),
    ])
    #expect(found.rows["7"]?.messages == [3, 0, 1, 0, 0])
  }

  @Test func `a list of users needs no more than their roles`() async throws {
    let comments = [comment(11, by: 1, at: 1, "hi"), comment(12, by: 2, at: 2, "hello")]
    let users =
      #"{"users": [{"id": 1, "name": "Ana", "role": "end-user"}, {"id": 2, "name": "Help Bot", "role": "agent"}]}"#
    let found = try await InlineExport.read(["t.json": ticket(7, comments), "u.json": users])
    #expect(Set(found.formats) == ["zendesk-tickets"])
    #expect(found.rows["7"]?.messages == [1, 1, 0, 0, 0])
  }

  @Test func `side conversations are left out, however they come`() async throws {
    let side = """
      {"side_conversations": [{"id": "8566255a", "ticket_id": 7, "subject": "label?", "state": \
      "open", "participants": [{"user_id": 3}], "preview_text": "can you print it", \
      "message_added_at": "2025-03-03T10:00:09Z", "created_at": "2025-03-03T10:00:09Z"}], "count": 1}
      """
    let events = """
      {"events": [{"id": "e1", "side_conversation_id": "8566255a", "ticket_id": 7, "type": "create", \
      "actor": {"user_id": 3}, "message": {"body": "can you print it", "from": {"user_id": 3}}, \
      "created_at": "2025-03-03T10:00:09Z"}]}
      """
    let child = ticket(8, [comment(15, by: 3, at: 9, "can you print it")])
      .replacing("\"channel\": \"web\"", with: "\"channel\": \"side_conversation\"")
    let own = ticket(7, [comment(11, by: 1, at: 1, "hi"), comment(12, by: 3, at: 2, "hello")])
    let found = try await InlineExport.read([
      "side.json": side, "side-events.json": events, "t.ndjson": own + "\n" + child,
      "users.ndjson": users,
    ])
    #expect(Set(found.formats) == ["zendesk-tickets"])
    #expect(found.problems == [])
    #expect(found.rows.keys.sorted() == ["7"])
    #expect(found.count(.customer, in: "7") == 1)
    #expect(found.count(.human, in: "7") == 1)
  }

  @Test func `comments on pages of their own find their ticket by audit or file name`() async throws
  {
    let page = { (comments: [String]) in #"{"comments": [\#(comments.joined(separator: ","))]}"# }
    let found = try await InlineExport.read([
      "tickets.json": #"{"tickets": [\#(ticket(7)), \#(ticket(8)), \#(ticket(8))], "count": 3}"#,
      "audits.json": #"{"audits": [\#(audit(20, by: 1, at: 10, "{\"type\": \"Comment\"}"))]}"#,
      "page-2.json": page([comment(11, by: 1, at: 1, "of seven", more: #""audit_id": 20,"#)]),
      "ticket-8-comments.json": page([comment(12, by: 1, at: 2, "of eight")]),
      "comments-99.json": page([comment(13, by: 1, at: 2, "of none")]),
    ])
    #expect(found.count(.customer, in: "7") == 1)
    #expect(found.count(.customer, in: "8") == 1)
    #expect(found.rows.keys.sorted() == ["7", "8"])
    #expect(found.inspection.rows.count == 2)
  }

  private func chat(_ rest: String, id: String = "c", updated: String = "12:00") -> String {
    """
    {"id": "\(id)", "visitor": {"id": "", "email": "a@example.com"}, "timestamp": \
    "2025-03-03T10:00:00Z", "update_timestamp": "2025-03-03T\(updated):00Z", \(rest)}
    """
  }

  @Test func `of a ticket and its chat the chat wins, and a changed chat comes again`() async throws
  {
    let old =
      #""history": [{"type": "chat.msg", "nick": "visitor:1", "msg": "hi", "timestamp": 1740996000}]"#
    let new = """
      "zendesk_ticket_id": 7, "rating": "bad", "history": [
      {"type": "chat.msg", "nick": "visitor:1", "msg": "hi", "timestamp": 1740996000},
      {"type": "chat.msg", "nick": "agent:9", "name": "Help Bot", "msg": "hello", "timestamp": 1740996001},
      {"type": "chat.msg", "nick": "agent:trigger", "name": "x", "msg": "wait", "timestamp": 1740996002},
      {"type": "chat.memberjoin", "nick": "agent:4", "name": "Maren", "timestamp": 1740996003},
      {"type": "chat.event", "nick": "agent:4", "department_id": 2, "prev_department_id": 1, "timestamp": 1740996004},
      {"type": "chat.file.upload", "nick": "agent:4", "name": "Maren", "timestamp": 1740996005},
      {"type": "chat.rating", "nick": "visitor:1", "new_rating": "bad", "timestamp": 1740996006}]
      """.replacingOccurrences(of: "\n", with: " ")
    let page = #"{"chats": [\#(chat(new, updated: "13:00")), \#(chat(old))], "count": 2}"#
    let tickets = [
      ticket(7, [comment(11, by: 1, at: 1, "hi")]), ticket(8, [comment(12, by: 1, at: 1, "yo")]),
    ]
    let found = try await InlineExport.read([
      "chats.json": page, "tickets.ndjson": tickets.joined(separator: "\n"),
    ])
    #expect(found.rows.keys.sorted() == ["8", "c"])
    #expect(found.count(.bot, in: "c") == 1)
    #expect(found.count(.system, in: "c") == 1)
    #expect(found.count(.human, in: "c") == 1)
    #expect(found.count(.transferred, in: "c") == 1)
    #expect(found.conversations["c"]?.customer == "a@example.com")
    #expect(found.conversations["c"]?.rating?.score == 0)
    #expect(found.inspection.duplicateConversations == 1)
  }

  @Test func `an offline message is one message without history`() async throws {
    let found = try await InlineExport.read([
      "a.jsonl": chat(#""type": "offline_msg", "message": "are you there?""#)
    ])
    #expect(found.count(.customer, in: "c") == 1)
    #expect(found.rows["c"]?.first.iso8601 == "2025-03-03T10:00:00.000Z")
  }

  @Test func `tickets at page borders come again, and the description repeats the first comment`()
    async throws
  {
    let old = ticket(7, [comment(11, by: 1, at: 1, "hi")], more: #""description": "hi","#)
    let new = ticket(
      7,
      [comment(11, by: 1, at: 1, "hi"), comment(12, by: 3, at: 9, "hello")],
      more: #""description": "hi", "tags": ["refund"],"#
    ).replacingOccurrences(of: "T11:00:00Z", with: "T12:00:00Z")
    for pages in [[old, new], [new, old]] {
      let found = try await InlineExport.read([
        "1.json": "{\"tickets\": [\(pages[0])], \"next_page\": \"x\"}",
        "2.json": "{\"tickets\": [\(pages[1])], \"end_of_stream\": true}", "users.ndjson": users,
      ])
      #expect(found.rows["7"]?.messages == [1, 0, 1, 0, 0])
      #expect(found.inspection.duplicateConversations == 1)
      #expect(found.conversations["7"]?.tags == ["refund"])
    }
  }

  @Test func `entries of a chat may be out of order, and several agents take part`() async throws {
    func entry(_ second: Int, _ nick: String, _ name: String) -> String {
      """
      {"type": "chat.msg", "nick": "\(nick)", "name": "\(name)", "msg": "t", "msg_id": "\(second)", "timestamp": \
      "2025-03-03T10:00:0\(second)Z"}
      """
    }
    let history = [
      entry(5, "agent:2", "Tomasz"), entry(1, "visitor:1", "Ana"), entry(3, "agent:1", "Maren"),
      entry(2, "agent:trigger", "Welcome"),
    ]
    let found = try await InlineExport.read([
      "a.json": """
      {"id": "z", "visitor": {"id": "v"}, "timestamp": "2025-03-03T10:00:00Z", "history": \
      [\(history.joined(separator: ","))]}
      """
    ])
    let talk = found.conversations["z"]?.timeline
    #expect(talk?.map(\.role) == [.customer, .system, .human, .human])
    #expect(Set(talk?.suffix(2).map(\.author) ?? []).count == 2)
    #expect(found.inspection.late == 2)
  }
}
