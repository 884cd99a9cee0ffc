import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.6 and 6.5.
@Suite struct SalesforceTests {
  private func entry(
    _ id: String,
    _ seq: Int,
    _ actor: String,
    at time: String,
    type: String = "Text"
  ) -> String {
    """
    {"attributes": {"type": "ConversationEntry"}, "Id": "\(id)", "ConversationId": "conv", "ActorType": \
    "\(actor)", "EntryTime": "2025-03-03T\(time).000+0000", "EntryType": "\(type)", "Message": \
    "\(type == "Text" ? id : "x")", "Seq": \(seq)}
    """
  }

  private func session(_ id: String, at time: String, agent: String) -> String {
    """
    {"attributes": {"type": "MessagingSession"}, "Id": "\(id)", "ConversationId": "conv", "Origin": \
    "InboundInitiated", "MessagingEndUserId": "u", "ChannelType": "Text", "AgentType": "\(agent)", \
    "StartTime": "2025-03-03T\(time).000+0000", "AcceptTime": "2025-03-03T\(time).500+0000"}
    """
  }

  private func page(_ records: [String]) -> String {
    #"{"totalSize": 9, "done": true, "records": [\#(records.joined(separator: ","))]}"#
  }

  @Test func `pages split a session, and entries of one instant are in order of their number`()
    async throws
  {
    let first = [
      entry("c", 2, "Bot", at: "10:00:01"), entry("b", 1, "EndUser", at: "10:00:01"),
      entry("x", 3, "Bot", at: "10:00:02", type: "BotEscalated"),
      entry("y", 4, "System", at: "10:00:02", type: "ChatbotEstablished"),
    ]
    let second = [
      entry("d", 5, "Supervisor", at: "10:00:03"), entry("e", 1, "EndUser", at: "12:00:00"),
    ]
    let sessions = [
      session("s2", at: "12:00:00", agent: "Bot"),
      session("s1", at: "10:00:00", agent: "BotToAgent"),
    ]
    let found = try await InlineExport.read([
      "1.json": page(first), "2.json": page(second), "s.json": page(sessions),
    ])
    #expect(found.rows.keys.sorted() == ["s1", "s2"])
    let talk = try #require(found.conversations["s1"]?.timeline.filter { !$0.isEvent })
    #expect(talk.map(\.role) == [.customer, .bot, .human])
    #expect(found.rows["s1"]?.handoffInitiated == true)
    #expect(found.count(.agentJoined, in: "s1") == 1)
    #expect(found.count(.agentJoined, in: "s2") == 0)
    #expect(found.rows["s2"]?.messages == [1, 0, 0, 0, 0])
    #expect(found.rows["s2"]?.handoffInitiated == false)
  }

  @Test func `newer entries keep their words in JSON in a string`() async throws {
    func new(_ id: Int, _ type: String, _ role: String, _ payload: String) -> String {
      let text = payload.replacingOccurrences(of: "\"", with: "\\\"")
      return """
        {"identifier": "\(id)", "conversation_identifer": "n", "entry_type": "\(type)", "sender": \
        {"role": "\(role)", "subject": "\(role)"}, "client_timestamp": \(1_740_996_000_000 + id), \
        "entry_payload": "\(text)"}
        """
    }
    let words = #"{"abstractMessage": {"staticContent": {"text": "hi"}}}"#
    let change = #"{"entries": [{"operation": "add", "participant": {"role": "Agent"}}]}"#
    let lines = [
      new(1, "MESSAGE", "EndUser", words), new(2, "MESSAGE", "Chatbot", words),
      new(3, "ROUTING_RESULT", "System", "{}"), new(4, "PARTICIPANT_CHANGED", "System", change),
      new(5, "MESSAGE", "Agent", words), new(6, "NOTE", "Agent", #"{"text": "inside"}"#),
    ]
    let found = try await InlineExport.read(["a.jsonl": lines.joined(separator: "\n")])
    #expect(found.rows["n"]?.messages == [1, 1, 1, 0, 0])
    #expect(found.rows["n"]?.notes == 1)
    #expect(found.count(.queueEnter, in: "n") == 1)
    #expect(found.count(.agentJoined, in: "n") == 1)
    #expect(found.rows["n"]?.handoffInitiated == nil)
  }

  @Test func `the weekly export gives the same columns as CSV`() async throws {
    let entries = """
      Id,ConversationId,ActorType,EntryTime,EntryType,Message,Seq
      e1,s1,EndUser,2025-03-03T10:00:00.000+0000,Text,"hi, ""there""
      second line",1
      e2,s1,Bot,2025-03-03T10:00:01.000+0000,Text,hello,2
      e3,s1,Bot,2025-03-03T10:00:02.000+0000,BotEscalated,,3
      """
    let sessions = """
      Id,Origin,MessagingEndUserId,ChannelType,StartTime
      s1,InboundInitiated,u,Text,2025-03-03T10:00:00.000+0000
      """
    let found = try await InlineExport.read(["entries.csv": entries, "sessions.csv": sessions])
    #expect(Set(found.formats) == ["salesforce-messaging"])
    #expect(found.rows["s1"]?.messages == [1, 1, 0, 0, 0])
    #expect(found.rows["s1"]?.handoffInitiated == true)
    #expect(found.conversations["s1"]?.customer == "u")
    #expect(found.conversations["s1"]?.timeline.first?.words == 4)
  }

  private func chat(_ body: String) -> String {
    """
    {"attributes": {"type": "LiveChatTranscript"}, "Id": "t", "LiveChatVisitorId": "v", "StartTime": \
    "2025-03-03T10:00:00.000+0000", "EndTime": "2025-03-03T11:30:00.000+0000", "EndedBy": "Visitor", \
    "Body": "\(body.replacingOccurrences(of: "\"", with: "\\\""))"}
    """
  }

  private let body = """
    <p align="center">Chat Started: Monday, March 03, 2025, 12:02:10 (+0200)</p>\
    <p align="center">Chat Origin: Web</p>( 5s ) Maren: my name is &amp;quot;Maren&amp;quot; too<br>\
    <p align="center">Chatbot Help: Bot</p>( 1m 13s ) Help: Bot: Hello: there<br>and more<br>\
    <p align="center">Agent Maren</p>( 1h 2m 3s ) Maren: a &lt;b&gt; c<br>( 1h 2m 4s ) Maren: bye<br>
    """

  @Test func `header lines say who is who from there on`() async throws {
    let found = try await InlineExport.read(["a.json": page([chat(body)])])
    let talk = try #require(found.conversations["t"]?.timeline.filter { !$0.isEvent })
    // The visitor bears the agent's name; the bot's holds a colon; its message wraps.
    #expect(talk.map(\.role) == [.customer, .bot, .human, .human])
    #expect(
      talk.map(\.time.iso8601) == [
        "2025-03-03T10:02:15.000Z", "2025-03-03T10:03:23.000Z", "2025-03-03T11:04:13.000Z",
        "2025-03-03T11:04:14.000Z",
      ]
    )
    #expect(found.count(.agentJoined, in: "t") == 1)
    #expect(found.count(.closed, in: "t") == 1)
    #expect(found.rows["t"]?.handedOff == true)
  }

  @Test func `rows of events are preferred to header lines`() async throws {
    func event(_ type: String, _ minute: Int) -> String {
      #"{"attributes": {"type": "LiveChatTranscriptEvent"}, "LiveChatTranscriptId": "t", "Type": "\#(type)", "Time": "2025-03-03T10:0\#(minute):00.000+0000"}"#
    }
    let events = [event("Accept", 3), event("TransferredToQueue", 4), event("LeaveAgent", 5)]
    let found = try await InlineExport.read([
      "a.json": page([chat(body)]), "b.json": page(events),
    ])
    #expect(Set(found.formats) == ["salesforce-livechat"])
    let joined = try #require(found.conversations["t"]?.timeline.first { $0.is(.agentJoined) })
    #expect(joined.time.iso8601 == "2025-03-03T10:03:00.000Z")
    #expect(found.count(.agentJoined, in: "t") == 1)
    #expect(found.count(.transferred, in: "t") == 1)
    #expect(found.count(.agentLeft, in: "t") == 1)
  }

  @Test func `a body that is cut or odd costs no more than its words`() async throws {
    for text in ["", "( 1m", "<p", "( 99999999999999999999s ) A: b<br>", "( x ) A: b<br>", "text"] {
      let found = try await InlineExport.read(["a.json": page([chat(text)])])
      #expect(found.rows["t"]?.messages == [0, 0, 0, 0, 0])
    }
  }
}
