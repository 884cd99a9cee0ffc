import Comparisons
import Conversations
import Facts
import Foundation
import Pipeline
import Records
import Testing

/// FORMATS 2.4: what told who is a bot, and what becomes of figures that rest on a name.
@Suite struct WhoTests {
  private static let chat = """
    {"chats": [{"id": "z", "visitor": {"id": "v"}, "timestamp": "2025-03-03T10:00:00Z", "history": [
    {"type": "chat.msg", "nick": "visitor:1", "name": "Ana", "msg": "where is my order?", "msg_id": "1", \
    "timestamp": "2025-03-03T10:00:00Z"},
    {"type": "chat.msg", "nick": "agent:1", "name": "Help Bot", "msg": "on its way to you", "msg_id": "2", \
    "timestamp": "2025-03-03T10:00:01Z"},
    {"type": "chat.msg", "nick": "agent:2", "name": "Maren", "msg": "it comes tomorrow", "msg_id": "3", \
    "timestamp": "2025-03-03T10:05:00Z"}]}]}
    """

  private func intercom(_ name: String) -> String {
    """
    {"type": "conversation", "id": "i", "created_at": 1740996000, "source": {"body": "where is my order?", "author": \
    {"type": "user", "id": "u"}}, "conversation_parts": {"conversation_parts": [{"id": "1", "part_type": \
    "comment", "body": "hello", "created_at": 1740996001, "author": {"type": "admin", "id": "a", "name": \
    "\(name)"}}]}}
    """
  }

  @Test func `where names alone tell bots from people both are guesses`() async throws {
    let found = try await InlineExport.read(["a.json": Self.chat])
    #expect(found.rows["z"]?.messages == [1, 1, 1, 0, 0])
    #expect(found.conversations["z"]?.roleSources == RoleSources(byName: 2))
    #expect(found.inspection.roleSources.byName == 2)
  }

  @Test func `what the user says is no guess`() async throws {
    let found = try await InlineExport.read(["a.json": Self.chat]) {
      $0.botAuthors = ["help"]
      $0.humanAuthors = ["maren"]
    }
    #expect(found.conversations["z"]?.roleSources == RoleSources(given: 2))
  }

  @Test func `of a field and a name that contradict each other the field wins, and it is said`()
    async throws
  {
    let found = try await InlineExport.read(["a.json": intercom("Refund Bot")])
    #expect(found.rows["i"]?.messages == [1, 0, 1, 0, 0])
    #expect(found.conversations["i"]?.roleSources == RoleSources(conflicts: 1))
    let plain = try await InlineExport.read(["a.json": intercom("Talbot")])
    #expect(plain.conversations["i"]?.roleSources == RoleSources())
  }

  /// Row, warnings and facts of a chat.
  private func measured(_ export: InlineExport) async -> (ContactTable, TableCounts, [String]) {
    var transcripts = Transcripts()
    transcripts.conversations = Array(export.conversations.values)
    var options = Analysis.Options()
    // A week later, so that nothing is still open.
    options.facts.asOf = Instant(milliseconds: 1_740_996_000_000 + 7 * Span.day)
    let measured = await Analysis.measure(&transcripts, options: options)
    let findings = await Analysis.findings(transcripts, measured, options: options)
    return (measured.table, measured.counts, findings.quality.warnings)
  }

  @Test func `figures that rest on a guessed role are heuristic, others keep their evidence`()
    async throws
  {
    let guessed = try await measured(InlineExport.read(["a.json": Self.chat]))
    #expect(guessed.0[RateMetric.handoff][0].evidence == .heuristic)
    #expect(guessed.0[ValueMetric.timeToHuman][0].evidence == .heuristic)
    #expect(guessed.0[ValueMetric.firstResponseTime][0].evidence == .inferred)
    #expect(guessed.1[.guessedRoles] == 1)
    #expect(guessed.2.contains { $0.hasPrefix("heuristic: in 1 of 1 contacts") })
    let told = try await measured(
      InlineExport.read(["a.json": Self.chat]) {
        $0.botAuthors = ["help"]
        $0.humanAuthors = ["maren"]
      }
    )
    #expect(told.0[RateMetric.handoff][0].evidence == .inferred)
    #expect(told.1[.guessedRoles] == 0)
    let conflict = try await measured(InlineExport.read(["a.json": intercom("Refund Bot")]))
    #expect(conflict.1.roleConflicts == 1)
    #expect(conflict.2.contains { $0.hasPrefix("conflict: 1 messages") })
  }

  @Test func `tags and comments of ratings are known, and the words are not kept`() async throws {
    let text = """
      {"type": "conversation", "conversation_id": "1", "tags": ["refund", "vip"], "csat": {"score": 2, \
      "min": 1, "max": 5, "comment": "useless"}}
      {"conversation_id": "1", "role": "customer", "text": "hi", "tags": ["of the message"]}
      """
    let found = try await InlineExport.read(["a.jsonl": text])
    #expect(found.conversations["1"]?.tags == ["refund", "vip"])
    #expect(found.conversations["1"]?.rating?.hasComment == true)
    #expect(found.inspection.withTags == 1)
    #expect(found.inspection.withComment == 1)
    let xml = """
      <onpar version="1"><conversation conversation_id="1"><tag>refund</tag><tag>a &amp; b</tag>
      <csat score="4" min="1" max="5">great</csat><message role="customer">hi</message></conversation>
      <conversation conversation_id="2"><csat score="4" min="1" max="5"/><message role="customer">hi</message>
      </conversation></onpar>
      """
    let read = try await InlineExport.read(["a.xml": xml])
    #expect(read.conversations["1"]?.tags == ["refund", "a & b"])
    #expect(read.conversations["1"]?.rating?.hasComment == true)
    #expect(read.conversations["2"]?.rating?.hasComment == false)
    let chat = Self.chat.replacingOccurrences(
      of: "\"visitor\"",
      with: "\"tags\": [\"a\"], \"rating\": \"bad\", \"comment\": \"slow\", \"visitor\""
    )
    let desk = try await InlineExport.read(["a.json": chat])
    #expect(desk.conversations["z"]?.tags == ["a"])
    #expect(desk.conversations["z"]?.rating?.hasComment == true)
  }

  @Test func `values that no description names are not counted as fields`() async throws {
    let odd = Self.chat.replacingOccurrences(
      of: "chat.msg\", \"nick\": \"agent:2",
      with: "chat.dance\", \"nick\": \"agent:2"
    )
    let inputs = try InlineInputs()
    try inputs.write("a.json", odd)
    let transcripts = try await inputs.inspect(["a.json"]).transcripts
    #expect(transcripts.unknownValues.map(\.name) == ["type=chat.dance"])
    #expect(transcripts.unknownFields.isEmpty)
  }
}
