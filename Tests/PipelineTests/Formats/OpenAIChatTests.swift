import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.16.
@Suite struct OpenAIChatTests {
  private let tools = """
    {"messages": [{"role": "developer", "content": "be kind"}, {"role": "user", "content": [{"type": \
    "text", "text": "what is this?"}, {"type": "image_url", "image_url": {"url": "x"}}]}, {"role": \
    "assistant", "content": null, "tool_calls": []}, {"role": "tool", "content": "42"}, {"role": \
    "assistant", "content": "a lamp"}]}
    """

  @Test func `tool calls and prompts are no messages, parts make one text`() async throws {
    let found = try await InlineExport.read(["a.jsonl": tools])
    #expect(found.formats == ["openai-chat"])
    #expect(found.count(.customer, in: "a.jsonl#1") == 1)
    #expect(found.count(.bot, in: "a.jsonl#1") == 1)
    #expect(found.rows["a.jsonl#1"]?.messages.reduce(0, +) == 2)
    #expect(found.conversations["a.jsonl#1"]?.timeline.map(\.words) == [3, 2])
  }

  @Test(arguments: [nil, 64] as [Int?])
  func `the id is the line, also behind blank lines and in later blocks`(_ block: Int?) async throws
  {
    let text =
      tools + "\n\n" + tools + "\n" + #"{"id": "x", "messages": [{"role": "user"}]}"# + "\n"
    let found = try await InlineExport.read(["a.jsonl": text], blockSize: block)
    #expect(found.rows.keys.sorted() == ["a.jsonl#1", "a.jsonl#3", "x"])
  }

  @Test func `a name is a human's only if the user says so`() async throws {
    let text = """
      {"messages": [{"role": "user", "content": "hi"}, {"role": "assistant", "name": "agent-maren", \
      "content": "hello", "timestamp": 1740996130}], "metadata": {"user_id": "u7"}, "created_at": \
      "2025-03-03T10:02:10Z"}
      """
    let bot = try await InlineExport.read(["a.jsonl": text])
    #expect(bot.count(.bot, in: "a.jsonl#1") == 1)
    #expect(bot.rows["a.jsonl#1"]?.last.iso8601 == "2025-03-03T10:02:10.000Z")
    #expect(bot.conversations["a.jsonl#1"]?.customer == "u7")
    let human = try await InlineExport.read(["a.jsonl": text]) { $0.humanAuthors = ["^agent-"] }
    #expect(human.count(.human, in: "a.jsonl#1") == 1)
    #expect(human.rows["a.jsonl#1"]?.handoffInitiated == nil)
  }
}
