import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 6.2, 6.3, 6.4, 6.7, 6.8 and 6.9.
@Suite struct MessengerTests {
  @Test func `Chatwoot's surveys and activities are events, and the latter in English only`()
    async throws
  {
    func message(
      _ id: Int,
      _ type: Int,
      _ sender: String,
      _ text: String,
      _ more: String = ""
    )
      -> String
    {
      """
      {"id": \(id), "message_type": \(type), "sender_type": \(sender), "content": "\(text)", \
      \(more) "inbox_id": 1, "conversation_id": 5, "created_at": \(1_740_996_000 + id)}
      """
    }
    let messages = [
      message(1, 0, "\"Contact\"", "hi"), message(2, 1, "\"Captain::Assistant\"", "hello"),
      message(3, 1, "null", "by rule"), message(4, 3, "null", "template"),
      message(5, 2, "null", "Assigned to Maren by Ana"),
      message(6, 2, "null", "Zugewiesen an Maren"),
      message(7, 1, "\"User\"", "note", #""private": true,"#),
      message(8, 2, "null", "Conversation was marked resolved by Maren"),
      message(
        9,
        3,
        "null",
        "Please rate",
        #""content_type": "input_csat", "content_attributes": {"submitted_values": {"csat_survey_response": {"rating": 4}}},"#
      ),
    ]
    let single = """
      {"id": 5, "inbox_id": 1, "status": "resolved", "messages": [\(messages.joined(separator: ","))]}
      """
    let found = try await InlineExport.read(["a.json": single])
    #expect(found.formats == ["chatwoot"])
    #expect(found.rows["5"]?.messages == [1, 1, 0, 2, 0])
    #expect(found.rows["5"]?.notes == 1)
    #expect(found.count(.assigned, in: "5") == 1)
    #expect(found.count(.solved, in: "5") == 1)
    #expect(found.count(.surveyAnswered, in: "5") == 1)
    #expect(found.conversations["5"]?.rating?.score == 4)
    // A page of messages names the conversation in each.
    let page = #"{"meta": {}, "payload": [\#(messages[0..<2].joined(separator: ","))]}"#
    #expect(try await InlineExport.read(["b.json": page]).rows["5"]?.messages == [1, 1, 0, 0, 0])
  }

  @Test func `each thread of LiveChat is a conversation, and ids and names tell bots`() async throws
  {
    func event(
      _ id: Int,
      _ author: String,
      _ more: String = #""type": "message", "text": "t""#
    ) -> String {
      #"{"id": "\#(id)", "author_id": "\#(author)", "created_at": "2025-03-03T10:00:0\#(id).000001Z", \#(more)}"#
    }
    func thread(_ id: String, _ events: [String]) -> String {
      #"{"id": "\#(id)", "events": [\#(events.joined(separator: ","))]}"#
    }
    func system(_ type: String) -> String {
      #""type": "system_message", "system_message_type": "\#(type)", "text_vars": {"score": "bad"}"#
    }
    let users =
      #"[{"id": "u", "type": "customer"}, {"id": "bot-1", "type": "agent", "name": "Ada"}, {"id": "m@x", "type": "agent", "name": "Maren"}]"#
    let one = thread(
      "t1",
      [
        event(1, "u"), event(2, "bot-1"), event(3, "", system("chat_transferred")), event(4, "m@x"),
        event(5, "", system("chat_transferred")),
        event(6, "m@x", #""type": "message", "text": "t", "visibility": "agents""#),
        event(7, "", system("rating.chat_rated")), event(8, "", system("manual_archived_customer")),
      ]
    )
    let two = thread("t2", [event(1, "u", #""type": "file", "url": "x""#)])
    let page = """
      {"chats": [{"id": "chat", "users": \(users), "thread": \(one)}, {"id": "chat", "users": \(users), \
      "thread": \(two)}], "found_chats": 2}
      """
    let found = try await InlineExport.read(["a.json": page])
    #expect(found.formats == ["livechat"])
    #expect(found.rows["t1"]?.messages == [1, 1, 1, 0, 0])
    #expect(found.rows["t1"]?.notes == 1)
    #expect(found.count(.queueEnter, in: "t1") == 1)
    #expect(found.count(.transferred, in: "t1") == 1)
    #expect(found.count(.closed, in: "t1") == 1)
    #expect(found.conversations["t1"]?.rating?.score == 0)
    #expect(found.rows["t2"]?.messages == [1, 0, 0, 0, 0])
    #expect(found.conversations["t2"]?.parent == "chat")
  }

  @Test func `Sunshine's id is the file's name, forms are answers, and webhooks tell a hand-off`()
    async throws
  {
    func message(_ id: Int, _ author: String, _ content: String) -> String {
      #"{"id": "\#(id)", "received": "2025-03-03T10:00:0\#(id)Z", "author": \#(author), "content": \#(content)}"#
    }
    let user = #"{"type": "user", "userId": "u"}"#
    let text = #"{"type": "text", "text": "t"}"#
    let messages = [
      message(1, user, text),
      message(2, #"{"type": "business", "subtypes": ["AI"], "displayName": "Ada"}"#, text),
      message(3, #"{"type": "business", "displayName": "Help Bot"}"#, text),
      message(4, #"{"type": "business", "subtypes": ["activity"]}"#, text),
      message(5, #"{"type": "business", "subtypes": [], "displayName": "Maren"}"#, text),
      message(6, user, #"{"type": "formResponse", "fields": [{"name": "a", "text": "yes"}]}"#),
      message(7, user, #"{"type": "image", "mediaUrl": "x"}"#),
    ]
    let hook = """
      {"type": "switchboard:passControl", "createdAt": "2025-03-03T10:00:04Z", "payload": \
      {"conversation": {"id": "w"}}}
      {"type": "conversation:message", "createdAt": "2025-03-03T10:00:04Z", "payload": \
      {"conversation": {"id": "w"}, "message": \(messages[0])}}
      """
    let found = try await InlineExport.read([
      "abc.json": #"{"messages": [\#(messages.joined(separator: ","))], "meta": {}}"#,
      "hooks.jsonl": hook,
    ])
    #expect(found.rows["abc"]?.messages == [3, 2, 1, 1, 0])
    #expect(found.rows["abc"]?.handoffInitiated == nil)
    #expect(found.rows["w"]?.handoffInitiated == true)
    #expect(found.rows["w"]?.messages == [1, 0, 0, 0, 0])
  }

  @Test func `Freshchat's parts make one message, and pictures are attachments`() async throws {
    func message(_ id: Int, _ actor: String, _ type: String, _ parts: String) -> String {
      #"{"id": "\#(id)", "conversation_id": "f", "actor_type": "\#(actor)", "actor_id": "\#(actor)", "message_type": "\#(type)", "created_time": "2025-03-03T10:00:0\#(id)Z", "message_parts": [\#(parts)]}"#
    }
    let lines = [
      message(1, "user", "normal", #"{"image": {"url": "x"}}"#),
      message(2, "bot", "normal", #"{"text": {"content": "a"}}, {"text": {"content": "b"}}"#),
      message(3, "user", "normal", #"{"quick_reply_button": {"label": "Refund"}}"#),
      message(4, "agent", "private", #"{"text": {"content": "inside"}}"#),
      message(5, "system", "system", #"{"text": {"content": "assigned"}}"#),
      message(6, "agent", "normal", #"{"text": {"content": "hi"}}"#),
    ]
    let found = try await InlineExport.read(["a.jsonl": lines.joined(separator: "\n")])
    #expect(found.formats == ["freshchat"])
    #expect(found.rows["f"]?.messages == [2, 1, 1, 0, 0])
    #expect(found.rows["f"]?.notes == 1)
  }

  @Test func `Twilio's three resources are joined, with gaps in the numbers and empty bodies`()
    async throws
  {
    func person(
      _ sid: String,
      _ identity: String,
      _ attributes: String,
      _ binding: String
    ) -> String {
      let text = attributes.replacingOccurrences(of: "\"", with: "\\\"")
      return
        #"{"sid": "\#(sid)", "conversation_sid": "CH1", "identity": \#(identity), "attributes": "\#(text)", "messaging_binding": \#(binding)}"#
    }
    func message(
      _ index: Int,
      _ sid: String,
      _ body: String = "\"t\"",
      media: String = "null"
    ) -> String {
      #"{"sid": "IM\#(index)", "conversation_sid": "CH1", "index": \#(index), "participant_sid": \#(sid), "author": "a", "body": \#(body), "media": \#(media), "date_created": "2025-03-03T10:00:00Z"}"#
    }
    let people = [
      person("MB1", "null", "{}", #"{"type": "whatsapp", "address": "whatsapp:+49"}"#),
      person("MB2", "\"flow\"", #"{"member_type": "bot"}"#, "null"),
      person("MB3", "\"maren\"", "not json", "null"),
    ]
    let messages = [
      message(9, "\"MB3\""), message(0, "\"MB1\""), message(4, "\"MB2\""), message(5, "null"),
      message(7, "\"MB1\"", "null"), message(8, "\"MB1\"", "null", media: #"[{"sid": "ME"}]"#),
    ]
    let files = [
      "m.jsonl": messages.joined(separator: "\n"), "p.jsonl": people.joined(separator: "\n"),
      "c.json": #"{"sid": "CH1", "state": "closed", "attributes": "{\"language\": \"de\"}"}"#,
    ]
    let found = try await InlineExport.read(files)
    let timeline = try #require(found.conversations["CH1"]?.timeline)
    #expect(timeline.map(\.role) == [.customer, .bot, .system, .customer, .human])
    #expect(found.conversations["CH1"]?.language == "de")
    #expect(found.conversations["CH1"]?.customer == "whatsapp:+49")
  }

  @Test func `Dynamics' private tag counts for people only, and control messages are events`()
    async throws
  {
    func item(
      _ id: Int,
      _ from: String,
      _ tags: String,
      _ content: String = "t",
      _ more: String = ""
    ) -> String {
      #"{"id": "\#(id)", "content": "\#(content)", "contentType": "text", "createdDateTime": "2025-03-03T10:00:0\#(id).000+00:00", "from": \#(from), "tags": "\#(tags)", "deliveryMode": "unbridged"\#(more)}"#
    }
    func application(_ name: String) -> String {
      #"{"application": {"displayName": "\#(name)", "id": "shared"}, "user": null}"#
    }
    let user = #"{"user": {"displayName": "Maren", "id": "8"}, "application": null}"#
    let control = #", "isControlMessage": true"#
    let items = [
      item(1, application("Customer"), "ChannelId-lcw, private"),
      item(2, application("Ada"), "public"),
      item(3, application("Ada"), "public,system"),
      item(4, "null", "", "<addmember><target>8:orgid:1</target></addmember>", control),
      item(5, "null", "", "<addmember><target>28:bot</target></addmember>", control),
      item(6, user, "public"), item(7, user, "private"),
      item(8, "null", "", "<topicupdate></topicupdate>", control),
    ]
    let array = "[" + items.reversed().joined(separator: ",") + "]"
    let row = """
      {"value": [{"objecttypecode": "msdyn_transcript", "_objectid_value": "s", "documentbody": \
      "\(Data(array.utf8).base64EncodedString())"}, {"objecttypecode": "msdyn_transcript", \
      "_objectid_value": "bad", "documentbody": "%%%"}]}
      """
    let found = try await InlineExport.read(["decoded.json": array, "rows.json": row])
    for id in ["s", "decoded"] {
      #expect(found.rows[id]?.messages == [1, 1, 1, 1, 0])
      #expect(found.rows[id]?.notes == 1)
      #expect(found.count(.agentJoined, in: id) == 1)
    }
    #expect(found.rows["bad"] == nil)
  }
}
