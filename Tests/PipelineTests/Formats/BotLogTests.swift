import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// FORMATS 7: Lex V2 and Botpress.
@Suite struct BotLogTests {
  @Test func `a turn of Lex is a question and its answers`() async throws {
    let line = """
      {"sessionId": "s", "timestamp": "2025-03-03T10:00:00Z", "requestId": "r", "inputTranscript": "hi", \
      "missedUtterance": true, "messages": [{"content": "one"}, {"content": "two"}], "localeId": \
      "en_US", "sessionState": {"intent": {"name": "greet"}}}
      """
    let found = try await InlineExport.read(["a.jsonl": line + "\n" + line])
    #expect(found.formats == ["lex-v2-logs"])
    #expect(found.count(.customer, in: "s") == 1)
    #expect(found.count(.bot, in: "s") == 2)
    #expect(found.inspection.duplicateMessages == 3)
    #expect(found.conversations["s"]?.topic == "greet")
    #expect(found.count(.fallback, in: "s") > 0)
    #expect(
      found.conversations["s"]?.timeline.filter(\.isMessage).map(\.role) == [
        .customer, .bot, .bot,
      ]
    )
  }

  @Test func `messages of Botpress come newest first, a human is told by the user`() async throws {
    func message(_ id: Int, _ direction: String, _ user: String) -> String {
      """
      {"id": "\(id)", "createdAt": "2025-03-03T10:00:0\(id)Z", "conversationId": "c", "userId": "\(user)",
       "type": "text", "direction": "\(direction)", "payload": {"text": "hi"}, "tags": {}}
      """
    }
    let page = """
      {"messages": [\(message(3, "outgoing", "maren")), \(message(2, "outgoing", "bot")),
       \(message(1, "incoming", "u"))], "meta": {}}
      """
    let talks = """
      {"conversations": [{"id": "c", "createdAt": "2025-03-03T10:00:00Z", "integration": "webchat",
        "tags": {}, "updatedAt": "2025-03-03T10:00:09Z", "channel": "channel"}], "meta": {}}
      """
    let found = try await InlineExport.read(["m.json": page, "c.json": talks]) {
      $0.humanAuthors = ["maren"]
    }
    #expect(found.formats == ["botpress", "botpress"])
    #expect(found.conversations["c"]?.timeline.map(\.role) == [.customer, .bot, .human])
    #expect(found.conversations["c"]?.channel == "webchat")
    #expect(found.conversations["c"]?.customer == "u")
  }
}
