import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 6.10.
@Suite struct VoiceflowTests {
  private func turn(_ format: String, _ type: String, _ payload: String) -> String {
    """
    {"turnID": "t", "type": "\(type)", "format": "\(format)", "startTime": "2025-03-03T10:00:00.300Z",
     "payload": {"time": 1740996000299, "type": "\(type)", "payload": \(payload)}}
    """
  }

  @Test func `only what was said counts, and the number is the exact time`() async throws {
    let turns = [
      turn("launch", "launch", "null"), turn("request", "text", #""hi there""#),
      turn("request", "intent", #"{"query": "my order", "intent": {"name": "order"}}"#),
      turn("request", "path-7", #"{"label": "Yes please do"}"#),
      turn("trace", "block", #"{"blockID": "x"}"#), turn("trace", "debug", #"{"message": "no"}"#),
      turn("trace", "visual", #"{"image": "x"}"#), turn("trace", "choice", #"{"buttons": []}"#),
      turn("trace", "text", #"{"message": "hello"}"#),
      turn("trace", "speak", #"{"message": "<speak>well now</speak>"}"#),
      turn("trace", "end", "{}"),
    ]
    let found = try await InlineExport.read([
      "transcript-7.json": "[" + turns.joined(separator: ",") + "]"
    ])
    #expect(found.formats == ["voiceflow"])
    #expect(found.count(.customer, in: "7") == 3)
    #expect(found.count(.bot, in: "7") == 2)
    #expect(found.conversations["7"]?.timeline.filter(\.isMessage).map(\.words) == [2, 2, 3, 1, 2])
    #expect(found.rows["7"]?.first.iso8601 == "2025-03-03T10:00:00.299Z")
    #expect(found.rows["7"]?.handedOff == false)
    #expect(found.count(.closed, in: "7") == 1)
  }

  @Test(arguments: ["live_agent", "Human Handover", "handoff-zendesk"])
  func `a trace of the team's own hands over`(_ type: String) async throws {
    let found = try await InlineExport.read([
      "a.json": "[\(turn("request", "text", #""hi""#)), \(turn("trace", type, "{}"))]"
    ])
    #expect(found.rows["a"]?.handoffInitiated == true)
    #expect(found.rows["a"]?.handedOff == true)
  }

  private func entry(_ kind: String, _ second: Int, _ data: String) -> String {
    """
    {"type": "\(kind)", "createdAt": "2025-03-03T10:00:0\(second).000Z", "data": \(data)}
    """
  }

  @Test func `the newer API's logs hold actions and traces, also as JSON in a string`() async throws
  {
    let logs = [
      entry("trace", 3, #"{"type": "text", "payload": {"message": "hello"}}"#),
      entry("action", 1, #"{"type": "launch"}"#),
      entry("action", 2, #"{"type": "text", "payload": "where is it"}"#),
      entry(
        "trace",
        4,
        #""{\"type\": \"speak\", \"payload\": {\"message\": \"<b>one moment</b>\"}}""#
      ),
      entry("trace", 5, #"{"type": "Call_Desk", "payload": {}}"#),
    ]
    let transcript = """
      {"transcript": {"id": "v7", "sessionID": "s", "projectID": "p", "createdAt": "2025-03-03T10:00:00.000Z", \
      "endedAt": "2025-03-03T10:01:00.000Z", "logs": [\(logs.joined(separator: ","))]}}
      """
    let found = try await InlineExport.read(["a.json": transcript]) {
      $0.handoffPattern = "call_?desk"
    }
    #expect(found.formats == ["voiceflow"])
    let talk = found.conversations["v7"]?.timeline.filter(\.isMessage)
    #expect(talk?.map(\.role) == [.customer, .bot, .bot])
    #expect(talk?.map(\.words) == [3, 1, 2])
    #expect(found.rows["v7"]?.handedOff == true)
    #expect(found.conversations["v7"]?.closed.iso8601 == "2025-03-03T10:01:00.000Z")
  }
}
