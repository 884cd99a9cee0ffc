import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.10.
@Suite struct CopilotStudioTests {
  private func row(
    _ id: String,
    name: String = "c_bot",
    _ activities: [String],
    extra: String = ""
  ) -> String {
    let content = #"{"activities": ["# + activities.joined(separator: ",") + "]}"
    let data = (try? JSONEncoder().encode(content)) ?? Data()
    return """
      {"conversationtranscriptid": "\(id)", "name": "\(name)", "createdon": "2025-03-03T09:45:48Z",
       "conversationstarttime": "2025-03-03T09:15:00Z", "content": \(String(decoding: data, as: UTF8.self))}
      """.replacingOccurrences(of: "\n", with: "")
  }

  private func said(_ id: String, _ role: String, _ second: Int, _ rest: String) -> String {
    """
    {"type": "message", "id": "\(id)", "timestamp": \(1_740_993_300 + second),
     "channelId": "directline", "from": {"id": "f\(role == "0" ? 0 : 1)", "role": \(role)}, \(rest)}
    """
  }

  private func trace(_ type: String, _ value: String) -> String {
    """
    {"type": "trace", "timestamp": 1740993350, "valueType": "\(type)", "value": \(value),
     "from": {"id": "b", "role": 0}, "channelId": "directline"}
    """
  }

  private func page(_ rows: [String]) -> [String: String] {
    ["rows.json": #"{"@odata.context": "x", "value": ["# + rows.joined(separator: ",") + "]}"]
  }

  @Test func `an answer that was not kept is a message without words, a consent click is none`()
    async throws
  {
    let found = try await InlineExport.read(
      page([
        row(
          "r",
          [
            said("1", "1", 0, #""text": "where is it?""#), said("2", "0", 2, #""text": """#),
            said(
              "3",
              "1",
              5,
              #""text": "", "value": {"action": "Allow"}, "channelData": {"postBack": true}"#
            ),
            said(
              "4",
              "\"user\"",
              6,
              #""value": {"order": "7"}, "channelData": {"postBack": true}"#
            ),
          ]
        )
      ])
    )
    #expect(found.formats == ["copilot-studio"])
    #expect(found.count(.bot, in: "c") == 1)
    #expect(found.count(.customer, in: "c") == 2)
    #expect(found.conversations["c"]?.timeline.map(\.words) == [3, 0, 1])
  }

  @Test func `a second row repeats part of the first`() async throws {
    let first = [said("1", "1", 0, #""text": "hi""#), said("2", "0", 2, #""text": "hello""#)]
    let second = [first[1], said("3", "0", 4, #""text": "more""#)]
    let found = try await InlineExport.read(
      page([row("r1", first), row("r2", name: "c_child", second)])
    )
    #expect(found.count(.customer, in: "c") == 1)
    #expect(found.count(.bot, in: "c") == 2)
    #expect(found.inspection.duplicateMessages == 1)
  }

  @Test(arguments: [
    (#"{"outcome": "HandOff", "outcomeReason": "AgentTransferRequestedByUser"}"#, true),
    (#"{"outcome": "HandOff", "outcomeReason": "NoAgent"}"#, false),
    (#"{"outcome": "Abandoned", "outcomeReason": "UserExit"}"#, false),
  ])
  func `a hand-off needs its reason, and the last session decides`(
    _ session: String,
    _ handedOff: Bool
  ) async throws {
    let other =
      handedOff
      ? #"{"outcome": "Resolved"}"#
      : #"{"outcome": "HandOff", "outcomeReason": "AgentTransferRequestedByUser"}"#
    let found = try await InlineExport.read(
      page([
        row(
          "r",
          [
            said("1", "1", 0, #""text": "hi""#), trace("HandOff", "{}"), trace("HandOff", "{}"),
            trace("SessionInfo", other), trace("SessionInfo", session),
          ]
        )
      ])
    )
    #expect(found.rows["c"]?.handedOff == handedOff)
    #expect(found.rows["c"]?.handoffInitiated == true)
  }

  @Test(arguments: [
    ("ResolvedConfirmed", Resolution.Party.customer), ("ResolvedImplied", .timer),
    ("Resolved", .timer),
  ])
  func `only a confirmed resolution is the customer's`(
    _ reason: String,
    _ party: Resolution.Party
  ) async throws {
    let session = #"{"outcome": "Resolved", "outcomeReason": "\#(reason)"}"#
    let found = try await InlineExport.read(
      page([row("r", [said("1", "1", 0, #""text": "hi""#), trace("SessionInfo", session)])])
    )
    #expect(found.conversations["c"]?.resolution == Resolution(resolved: true, by: party))
  }

  @Test(arguments: [
    #"{"type": "message", "channelId": "pva-studio", "from": {"role": 1}, "text": "hi"}"#,
    #"{"type": "message", "channelId": "pva-autonomous", "from": {"role": 1}, "text": "hi"}"#,
    #"""
    {"type": "message", "from": {"role": 1}, "text": "hi",
     "channelData": {"testMode": "Text", "enableDiagnostics": true}}
    """#,
    #"{"type": "trace", "valueType": "ConversationInfo", "value": {"isDesignMode": true}}"#,
  ])
  func `talks of the studio are tests`(_ activity: String) async throws {
    let found = try await InlineExport.read(page([row("r", [activity])]))
    #expect(found.inspection.testSessions == 1)
    #expect(found.rows.isEmpty)
  }

  @Test func `survey answers and the topic are read from traces`() async throws {
    let found = try await InlineExport.read(
      page([
        row(
          "r",
          [
            said("1", "1", 0, #""text": "hi""#),
            trace("IntentRecognition", #"{"intentName": "refund"}"#),
            trace("UnknownIntent", "{}"), trace("ErrorTraceData", "{}"),
            trace("CSATSurveyResponse", #"{"score": 2}"#),
            trace("PRRSurveyResponse", #""No""#), trace("ConversationInfo", #"{"locale": "fr"}"#),
          ]
        )
      ])
    )
    let conversation = try #require(found.conversations["c"])
    #expect(conversation.topic == "refund")
    #expect(conversation.language == "fr")
    #expect(conversation.rating?.score == 2)
    #expect(conversation.resolution == Resolution(resolved: false, by: .customer))
    #expect(found.count(.fallback, in: "c") == 1)
    #expect(found.count(.action, in: "c") == 1)
  }

  @Test func `content that is no JSON leaves an empty conversation, no fault`() async throws {
    let found = try await InlineExport.read([
      "rows.json": """
      [{"conversationtranscriptid": "r", "name": "c_bot", "createdon": "2025-03-03T09:45:48Z",
        "content": "{\\"activities\\": [tru"},
       {"conversationtranscriptid": "s", "name": 5, "content": 7, "createdon": "2025-03-03T09:45:48Z"},
       {"conversationtranscriptid": "t", "name": null, "content": {"activities": "x"},
        "createdon": "2025-03-03T09:45:48Z"}]
      """
    ])
    #expect(found.rows.keys.sorted() == ["5", "c", "t"])
    #expect(found.problems == [])
  }

  @Test(arguments: [
    "conversationtranscriptid;name;content;conversationstarttime",
    "ConversationTranscriptId;Name;Content;ConversationStartTime",
    "Row;Name;Content;ConversationStartTime",
  ])
  func `columns are known by their logical names and by those of the schema`(
    heading: String
  )
    async throws
  {
    let talk = [
      said("1", "1", 0, #""text": "where; is it?""#), said("2", "0", 2, #""text": "here""#),
    ]
    // Set out for people, with line ends inside of the quotes.
    let content = "{\n\"activities\": [" + talk.joined(separator: ",\n") + "]}"
    let quoted = "\"" + content.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    let found = try await InlineExport.read([
      "rows.csv": "\u{FEFF}" + heading + "\r\nr1;c_bot;" + quoted + ";2025-03-03T09:15:00Z\r\n"
    ])
    #expect(found.formats == ["copilot-studio"])
    #expect(found.rows["c"]?.messages == [1, 1, 0, 0, 0])
    #expect(found.conversations["c"]?.created.iso8601 == "2025-03-03T09:15:00.000Z")
  }
}
