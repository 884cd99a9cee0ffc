import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.13.
@Suite struct DialogflowCXTests {
  private func turn(_ minute: Int, _ asked: String, _ messages: String) -> String {
    """
    {"requestUtterances": "\(asked)", "createTime": "2025-03-03T10:0\(minute):00Z",
     "responseUtterances": "all of it",
     "response": {"queryResult": {"responseMessages": [\(messages)],
      "match": {"matchType": "NO_MATCH"}, "webhookStatuses": [{"code": 0}, {"code": 5}]}}}
    """
  }

  private func history(
    _ turns: [String],
    start: String = "2025-03-03T10:00:00Z",
    rest: String = #""metrics": {"hasLiveAgentHandoff": false}"#
  ) -> String {
    """
    {"name": "projects/p/locations/l/agents/a/conversations/7", "type": "TEXT",
     "startTime": "\(start)", "interactions": [\(turns.joined(separator: ","))], \(rest)}
    """.replacingOccurrences(of: "\n", with: "")
  }

  private let text = #"{"text": {"text": ["one", "", "two"]}}"#

  @Test func `interactions come newest first`() async throws {
    let turns = [turn(2, "third part", text), turn(1, "second", text), turn(0, "one", text)]
    let found = try await InlineExport.read(["a.jsonl": history(turns)])
    #expect(found.formats == ["dialogflow-cx"])
    let entries = try #require(found.conversations["7"]).timeline.filter(\.isMessage)
    #expect(
      entries.map(\.role) == [
        .customer, .bot, .bot, .customer, .bot, .bot, .customer, .bot, .bot,
      ]
    )
    #expect(entries.last { $0.role == .customer }?.words == 2)
    #expect(found.count(.fallback, in: "7") == 3)
    #expect(found.count(.action, in: "7") == 6)
    #expect(found.rows["7"]?.handoffInitiated == false)
  }

  @Test func `the metric is an explicit hand-off, with or without the message`() async throws {
    for turns in [[turn(0, "hi", text)], [turn(0, "hi", #"{"liveAgentHandoff": {}}"#)]] {
      let rest = #""metrics": {"hasLiveAgentHandoff": true}"#
      let found = try await InlineExport.read(["a.jsonl": history(turns, rest: rest)])
      #expect(found.rows["7"]?.handedOff == true)
      #expect(found.rows["7"]?.handoffInitiated == true)
      #expect(found.count(.handoffInitiated, in: "7") == 1)
    }
  }

  @Test func `without texts the utterances are the answer, a payload is a card`() async throws {
    let found = try await InlineExport.read([
      "a.jsonl": history([
        turn(0, "hi", ""), turn(1, "", #"{"payload": {"richContent": [[{"title": "Pick one"}]]}}"#),
      ])
    ])
    #expect(found.conversations["7"]?.timeline.filter(\.isMessage).map(\.words) == [1, 3, 2])
  }

  @Test func `an id used again after two days is another conversation, a copy is not`() async throws
  {
    let lines = [
      history([turn(0, "hi", text)], start: "2025-03-09T10:00:00Z"), history([turn(0, "hi", text)]),
      history([turn(0, "hi", text), turn(1, "ho", text)]),
    ]
    for order in [lines, Array(lines.reversed())] {
      let found = try await InlineExport.read(["a.jsonl": order.joined(separator: "\n")])
      #expect(found.rows.keys.sorted() == ["7", "7/2"])
      #expect(found.count(.customer, in: "7") == 2)
      #expect(found.inspection.duplicateConversations == 1)
    }
  }

  @Test func `spoken conversations are left out unless they are asked for`() async throws {
    let spoken = history([turn(0, "hi", text)])
      .replacingOccurrences(of: #""TEXT""#, with: #""AUDIO""#)
    let found = try await InlineExport.read(["a.jsonl": spoken])
    #expect(found.rows.isEmpty)
    let all = try await InlineExport.read(["a.jsonl": spoken]) { $0.readsVoice = true }
    #expect(all.rows.count == 1)
  }

  @Test func `messages of Agent Assist hold all three sides`() async throws {
    func message(_ number: Int, _ role: String) -> String {
      """
      {"name": "projects/p/conversations/c9/messages/m\(number)", "content": "hi",
       "participantRole": "\(role)", "createTime": "2025-03-03T10:00:0\(number)Z"}
      """.replacingOccurrences(of: "\n", with: "")
    }
    let event =
      #"{"conversation": "projects/p/conversations/c9", "type": "HUMAN_INTERVENTION_NEEDED"}"#
    let lines = [
      message(1, "END_USER"), message(2, "AUTOMATED_AGENT"), event, message(3, "HUMAN_AGENT"),
      message(3, "HUMAN_AGENT"),
    ]
    let found = try await InlineExport.read(["a.jsonl": lines.joined(separator: "\n")])
    #expect(found.count(.customer, in: "c9") == 1)
    #expect(found.count(.bot, in: "c9") == 1)
    #expect(found.count(.human, in: "c9") == 1)
    #expect(found.rows["c9"]?.handoffInitiated == true)
    #expect(found.inspection.duplicateMessages == 1)
  }
}
