import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 6.14 and 6.15.
@Suite struct ModelLogTests {
  @Test func `a trace repeats what was said before it; only its last question is new`() async throws
  {
    let traces = [
      """
      {"id": "t1", "sessionId": "s", "timestamp": "2025-03-03T10:00:00Z", "input": "hi", "output": \
      "hello", "latency": 2.5, "userId": "u"}
      """,
      """
      {"id": "t2", "sessionId": "s", "timestamp": "2025-03-03T10:01:00Z", "input": {"messages": \
      [{"role": "user", "content": "hi"}, {"role": "assistant", "content": "hello"}, {"role": "user", \
      "content": "and now"}]}, "output": [{"role": "assistant", "content": "well"}], "observations": \
      [{"type": "GENERATION", "endTime": "2025-03-03T10:01:04Z"}, {"type": "SPAN", "endTime": \
      "2025-03-03T10:01:09Z"}]}
      """,
      """
      {"id": "t3", "sessionId": null, "timestamp": "2025-03-03T11:00:00Z", "input": [{"role": "user", \
      "content": [{"type": "text", "text": "alone"}]}], "output": {"role": "assistant", "content": \
      "yes"}, "observations": ["id1"]}
      """,
      #"{"id": "t4", "sessionId": "tool", "input": {"k": 1}, "output": null}"#,
    ]
    // Copies of a trace, and any order of them.
    for order in [traces, Array((traces + traces.prefix(1)).reversed())] {
      let found = try await InlineExport.read(["a.jsonl": order.joined(separator: "\n")])
      #expect(found.formats == ["langfuse"])
      #expect(found.rows.keys.sorted() == ["s", "t3"])
      #expect(found.count(.customer, in: "s") == 2)
      #expect(found.count(.bot, in: "s") == 2)
      #expect(found.rows["s"]?.last.iso8601 == "2025-03-03T10:01:04.000Z")
      let times = found.conversations["s"]?.timeline.map(\.time.iso8601)
      #expect(times?[1] == "2025-03-03T10:00:02.500Z")
      #expect(found.rows["s"]?.handoffInitiated == nil)
    }
  }

  private func spans(_ spans: [String]) -> String {
    #"{"resourceSpans": [{"scopeSpans": [{"spans": ["# + spans.joined(separator: ",") + "]}]}]}"
  }

  private func span(_ id: String, operation: String = "chat", _ rest: String) -> String {
    """
    {"spanId": "\(id)", "traceId": "t", "startTimeUnixNano": "1740993300000000000",
     "endTimeUnixNano": "1740993302400400000", "attributes": [
     {"key": "gen_ai.operation.name", "value": {"stringValue": "\(operation)"}},
     {"key": "gen_ai.conversation.id", "value": {"stringValue": "c"}}, \(rest)]}
    """.replacingOccurrences(of: "\n", with: "")
  }

  @Test func `the last input counts only when a user wrote it`() async throws {
    func messages(_ name: String, _ json: String) -> String {
      let text = json.replacingOccurrences(of: "\"", with: "\\\"")
      return #"{"key": "gen_ai.\#(name).messages", "value": {"stringValue": "\#(text)"}}"#
    }
    let asked = #"[{"role": "user", "parts": [{"type": "text", "content": "hi there"}]}]"#
    let tool =
      #"[{"role": "user", "parts": []}, {"role": "tool", "parts": [{"type": "text", "content": "4"}]}]"#
    let call = #"[{"role": "assistant", "parts": [{"type": "tool_call", "name": "f"}]}]"#
    let said = #"[{"role": "assistant", "parts": [{"type": "text", "content": "hello"}]}]"#
    let text = spans([
      span("1", messages("input", asked) + "," + messages("output", call)),
      span("2", messages("input", tool) + "," + messages("output", said)),
      span(
        "3",
        operation: "invoke_agent",
        messages("input", asked) + "," + messages("output", said)
      ),
      span("4", operation: "execute_tool", messages("output", said)),
    ])
    let found = try await InlineExport.read(["a.jsonl": text + "\n" + text])
    #expect(found.formats == ["otel-genai"])
    #expect(found.count(.customer, in: "c") == 1)
    #expect(found.count(.bot, in: "c") == 1)
    #expect(found.inspection.duplicateMessages == 2)
    #expect(found.rows["c"]?.last.iso8601 == "2025-03-03T09:15:02.400Z")
  }

  @Test(arguments: [
    // Structured values
    """
    {"key": "gen_ai.input.messages", "value": {"arrayValue": {"values": [{"kvlistValue": {"values": [
     {"key": "role", "value": {"stringValue": "user"}},
     {"key": "parts", "value": {"arrayValue": {"values": [{"kvlistValue": {"values": [
       {"key": "type", "value": {"stringValue": "text"}},
       {"key": "content", "value": {"stringValue": "hi there"}}]}}]}}}]}}]}}},
    {"key": "gen_ai.completion", "value": {"stringValue": "hello"}}
    """,
    // Numbered attributes
    """
    {"key": "gen_ai.prompt.0.role", "value": {"stringValue": "system"}},
    {"key": "gen_ai.prompt.0.content", "value": {"stringValue": "be kind"}},
    {"key": "gen_ai.prompt.1.role", "value": {"stringValue": "user"}},
    {"key": "gen_ai.prompt.1.content", "value": {"stringValue": "hi there"}},
    {"key": "gen_ai.completion.0.content", "value": {"stringValue": "hello"}}
    """,
    // Events of the span
    """
    {"key": "x", "value": {"boolValue": true}}], "events": [
     {"name": "gen_ai.system.message", "attributes": [{"key": "content", "value": {"stringValue": "be"}}]},
     {"name": "gen_ai.user.message", "attributes": [{"key": "content", "value": {"stringValue": "hi there"}}]},
     {"name": "gen_ai.choice", "attributes": [{"key": "message", "value": {"stringValue": "{\\"content\\": \\"hello\\"}"}}]}
    """,
  ])
  func `older instrumentations are read`(_ rest: String) async throws {
    let found = try await InlineExport.read(["a.jsonl": spans([span("1", rest)])])
    #expect(found.conversations["c"]?.timeline.map(\.words) == [2, 1])
    #expect(found.conversations["c"]?.timeline.map(\.role) == [.customer, .bot])
  }
}
