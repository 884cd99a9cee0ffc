import Conversations
import Foundation
import Pipeline
import Records
import Testing

/// Quirks of FORMATS 5.11 and 5.12.
@Suite struct GoogleTests {
  private func conversation(_ id: String, medium: String, role: String) -> String {
    """
    {"name": "projects/p/locations/l/conversations/\(id)", "medium": "\(medium)",
     "startTime": "2025-03-03T09:15:00Z", "obfuscatedUserId": "u",
     "qualityMetadata": {"customerSatisfactionRating": "4"},
     "latestAnalysis": {"analysisResult": {"callAnalysisMetadata": {"issueModelResult":
       {"issues": [{"displayName": "refund"}]}}}},
     "transcript": {"transcriptSegments": [
       {"messageTime": "2025-03-03T09:15:00.000500Z", "text": "hi",
        "segmentParticipant": {"role": "\(role)"}}]}}
    """.replacingOccurrences(of: "\n", with: "")
  }

  @Test(arguments: [
    ("END_USER", Role.customer), ("AUTOMATED_AGENT", .bot), ("HUMAN_AGENT", .human),
    ("ANY_AGENT", .human), ("SOMEBODY", .unknown),
  ])
  func `roles of Insights`(_ word: String, _ role: Role) async throws {
    let found = try await InlineExport.read([
      "a.jsonl": conversation("7", medium: "CHAT", role: word)
    ])
    #expect(found.formats == ["google-insights"])
    #expect(found.count(role, in: "7") == 1)
    #expect(found.rows["7"]?.handoffInitiated == nil)
    #expect(found.rows["7"]?.first.iso8601 == "2025-03-03T09:15:00.001Z")
    #expect(found.conversations["7"]?.topic == "refund")
    #expect(found.conversations["7"]?.rating?.score == 4)
  }

  @Test func `calls are left out, copies are told by their update`() async throws {
    let lines = [
      conversation("1", medium: "PHONE_CALL", role: "END_USER"),
      conversation("2", medium: "CHAT", role: "END_USER"),
      conversation("2", medium: "CHAT", role: "END_USER"),
    ]
    let found = try await InlineExport.read(["a.jsonl": lines.joined(separator: "\n")])
    #expect(found.rows.keys.sorted() == ["2"])
    #expect(found.inspection.duplicateConversations == 1)
    let all = try await InlineExport.read(["a.jsonl": lines.joined(separator: "\n")]) {
      $0.readsVoice = true
    }
    #expect(all.rows.keys.sorted() == ["1", "2"])
    #expect(all.conversations["1"]?.channel == "voice")
    #expect(all.conversations["2"]?.channel == "chat")
  }

  @Test func `an uploaded file is named after its conversation, and both customer words occur`()
    async throws
  {
    let one = """
      {"conversation_info": {"categories": [{"display_name": "refund"}]}, "entries": [
        {"start_timestamp_usec": 1740996130000000, "text": "hi", "role": "CUSTOMER", "user_id": 3},
        {"start_timestamp_usec": "1740996130000500", "text": "hm", "role": "END_USER"},
        {"start_timestamp_usec": 1740996131000000, "text": "yes", "role": "AGENT"}]}
      """
    let found = try await InlineExport.read(["talk.v2.json": one, "b.json": one])
    #expect(found.formats == ["google-ccai-upload", "google-ccai-upload"])
    #expect(found.rows.keys.sorted() == ["b", "talk.v2"])
    #expect(found.count(.customer, in: "b") == 2)
    #expect(found.count(.human, in: "b") == 1)
    #expect(found.conversations["b"]?.customer == "3")
    #expect(
      found.conversations["b"]?.timeline.map(\.time.milliseconds).prefix(2) == [
        1_740_996_130_000, 1_740_996_130_001,
      ]
    )
  }

  @Test func `several uploads in one file are told apart`() async throws {
    let one = #"{"entries": [{"start_timestamp_usec": 1, "text": "hi", "role": "CUSTOMER"}]}"#
    let found = try await InlineExport.read(["a.jsonl": one + "\n" + one + "\n"])
    #expect(found.rows.keys.sorted() == ["a", "a#2"])
  }
}
