import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Records that would cost more than they weigh, were every list compared with every other.
///
/// Each would take hours or more memory than there is if it grew with the square of its size.
@Suite struct HostileRecordsTests {
  private static func list(_ count: Int, _ element: (Int) -> String) -> String {
    (0..<count).map(element).joined(separator: ",\n")
  }

  @Test func `events are told with one copy of a chat and not with each`() async throws {
    let chats = Self.list(2_000) {
      #"{"attributes":{"type":"LiveChatTranscript"},"Id":"570A","Body":"x","StartTime":"2025-03-03T10:00:00Z","LastModifiedDate":"2025-03-0\#($0 == 500 ? 9 : 3)T11:00:00Z"}"#
    }
    let events = Self.list(2_000) { _ in
      #"{"attributes":{"type":"LiveChatTranscriptEvent"},"LiveChatTranscriptId":"570A","Type":"Accept","Time":"2025-03-03T10:00:10Z"}"#
    }
    let found = try await InlineExport.read([
      "a.json": #"{"records":[\#(chats)]}"#, "b.json": #"{"records":[\#(events)]}"#,
    ])
    #expect(found.conversations.count == 1)
    #expect(found.count(.agentJoined, in: "570A") == 2_000)
    #expect(found.inspection.duplicateConversations == 1_999)
  }

  @Test func `audits are told with one copy of a ticket and not with each`() async throws {
    let tickets = (0..<2_000).map {
      #"{"id":7,"via":{"channel":"chat"},"requester_id":1,"created_at":"2025-03-03T10:00:00Z","updated_at":"2025-03-0\#($0 == 500 ? 9 : 3)T10:00:00Z","status":"open","subject":"s\#($0)"}"#
    }.joined(separator: "\n")
    let audits = (0..<2_000).map {
      #"{"id":\#(100 + $0),"ticket_id":7,"created_at":"2025-03-03T10:00:00Z","author_id":1,"events":[{"id":\#(9_000 + $0),"type":"Comment","author_id":1,"body":"hello \#($0)","public":true}]}"#
    }.joined(separator: "\n")
    let found = try await InlineExport.read(["a.jsonl": tickets, "b.jsonl": audits])
    #expect(found.formats == ["zendesk-tickets", "zendesk-tickets"])
    #expect(found.rows["7"]?.messages.reduce(0, +) == 2_000)
    #expect(found.inspection.duplicateConversations == 1_999)
  }

  @Test(arguments: ["<a ", "<!--", "<a \"", "<p><", "&#", "&lt"])
  func `beginnings of tags are text, however many there are`(part: String) async throws {
    let text = String(repeating: part, count: 400_000).replacing("\"", with: "\\\"")
    let found = try await InlineExport.read([
      "a.jsonl":
        #"{"type":"conversation","id":"5","source":{"type":"conversation","body":"\#(text)","author":{"type":"user","id":"u"}},"conversation_parts":{"conversation_parts":[{"part_type":"comment","id":"1","body":"<b>hello</b>","created_at":1741000000,"author":{"type":"bot","id":"b"}}]},"created_at":1741000000,"statistics":{}}"#
    ])
    #expect(found.formats == ["intercom"])
    #expect(found.count(.customer, in: "5") == 1)
    #expect(found.count(.bot, in: "5") == 1)
  }

  @Test func `authors are looked up among the first people of a list only`() async throws {
    let count = 60_000
    let users = Self.list(count) {
      #"{"id":"u\#($0)","type":"\#($0 == 7 ? "agent" : "customer")"}"#
    }
    let events = Self.list(count) {
      #"{"id":"e\#($0)","type":"message","text":"hi","author_id":"u\#($0 == 0 ? 7 : count - $0)","created_at":"2025-03-03T10:00:00Z"}"#
    }
    let found = try await InlineExport.read([
      "a.json":
        #"{"chats":[{"id":"C","thread":{"id":"T","created_at":"2025-03-03T10:00:00Z","events":[\#(events)]},"users":[\#(users)]}]}"#
    ])
    #expect(found.formats == ["livechat"])
    #expect(found.count(.human, in: "T") == 2)
    #expect(found.count(.customer, in: "T") == TreeNode.mostPeople - 2)
  }
}

/// Bounds on what one conversation may say of itself.
@Suite struct HeadLimitTests {
  @Test func `tags beyond the 32nd are left out`() async throws {
    let tags = (0..<40).map { "\"t\($0)\"" }.joined(separator: ",")
    let found = try await InlineExport.read([
      "a.jsonl":
        #"{"conversation_id":"1","tags":[\#(tags)],"items":[{"role":"customer","text":"hi"}]}"#
    ])
    #expect(found.conversations["1"]?.tags == (0..<32).map { "t\($0)" })
  }

  @Test func `a tag's name in XML ends after about a thousand bytes`() async throws {
    let name = String(repeating: "a", count: 5_000)
    let found = try await InlineExport.read([
      "a.xml": """
      <onpar version="1"><conversation conversation_id="1"><tag>short</tag><tag>\(name)</tag>\
      <message message_id="1" role="customer">hi</message></conversation></onpar>
      """
    ])
    let tags = try #require(found.conversations["1"]?.tags)
    #expect(tags.first == "short")
    #expect(tags.allSatisfy { $0.utf8.count <= 1_000 })
  }

  @Test func `the list of unknown fields ends with the 64th`() async throws {
    let inputs = try InlineInputs()
    let fields = (0..<80).map { #""odd\#($0)":1"# }.joined(separator: ",")
    try inputs.write(
      "a.jsonl",
      #"{"conversation_id":"a","role":"customer","text":"hi",\#(fields)}"# + "\n"
    )
    let (_, transcripts) = try await inputs.inspect(["a.jsonl"])
    #expect(transcripts.unknownFields.count == 64)
    #expect(transcripts.conversations.count == 1)
  }
}
