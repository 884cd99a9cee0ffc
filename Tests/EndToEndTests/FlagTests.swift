import Foundation
import Testing

/// What METRICS says is flagged, counted and shown stands in the report.
@Suite struct FlagTests {
  private struct Report: Decodable {
    struct Quality: Decodable {
      struct Flag: Decodable {
        var name: String
        var count: Int
      }
      var flags: [Flag]
      var warnings: [String]
    }
    var quality: Quality
  }

  private static let talk = """
    {"conversation_id":"unmet","timestamp":"2026-03-02T10:00:00Z","role":"customer","customer_id":"u1","text":"I want to talk to a human"}
    {"conversation_id":"unmet","timestamp":"2026-03-02T10:00:05Z","role":"bot","author_id":"x","text":"You can change your address in your account."}
    {"conversation_id":"unmet","timestamp":"2026-03-02T10:00:30Z","role":"customer","customer_id":"u1","text":"great, that fixed it"}
    {"conversation_id":"tail","timestamp":"2026-03-02T11:00:00Z","role":"customer","customer_id":"u2","text":"my order is late"}
    {"conversation_id":"tail","timestamp":"2026-03-02T11:00:05Z","role":"bot","author_id":"x","text":"It is on its way."}
    {"conversation_id":"tail","timestamp":"2026-03-02T11:00:30Z","role":"customer","customer_id":"u2","text":"but where is it now"}
    {"conversation_id":"caps","timestamp":"2026-03-02T12:00:00Z","role":"customer","customer_id":"u3","text":"WHERE IS MY ORDER"}
    {"conversation_id":"caps","timestamp":"2026-03-02T12:00:05Z","role":"bot","author_id":"x","text":"Which one do you mean?"}
    {"conversation_id":"caps","timestamp":"2026-03-02T12:00:30Z","role":"customer","customer_id":"u3","text":"THE BLUE SHOES"}
    {"conversation_id":"caps","timestamp":"2026-03-02T12:00:35Z","role":"bot","author_id":"x","text":"They come tomorrow."}
    {"conversation_id":"caps","timestamp":"2026-03-02T12:00:50Z","role":"customer","customer_id":"u3","text":"WHY NOT EARLIER THEN"}
    {"conversation_id":"caps","timestamp":"2026-03-02T12:01:00Z","role":"bot","author_id":"x","text":"There was snow."}
    {"conversation_id":"late","timestamp":"2026-03-02T13:00:00Z","role":"customer","customer_id":"u4","text":"how do I change my name"}
    {"conversation_id":"late","timestamp":"2026-03-02T13:00:05Z","role":"bot","author_id":"x","text":"In your account."}
    {"schema":"onpar/1","type":"conversation","conversation_id":"late","csat":{"score":5,"min":1,"max":5,"timestamp":"2026-03-20T13:00:00Z"}}
    {"conversation_id":"nobody","timestamp":"2026-03-02T14:00:00Z","role":"customer","customer_id":"u5","text":"is anybody there for me"}
    {"conversation_id":"nobody","type":"event","event":"assigned","actor":"human","timestamp":"2026-03-02T14:00:05Z"}
    {"conversation_id":"polish","language":"xx","timestamp":"2026-03-02T15:00:00Z","role":"customer","customer_id":"u6","text":"lorem ipsum dolor sit"}
    {"conversation_id":"polish","language":"xx","timestamp":"2026-03-02T15:00:05Z","role":"bot","author_id":"x","text":"amet consectetur adipiscing elit"}

    """

  @Test func `each flagged contact is counted once under its flag`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Self.talk)
    try report(["chats.jsonl", "--as-of", "2026-04-30"], in: folder)
    let found = try JSONDecoder().decode(
      Report.self,
      from: Data(try folder.read("out/report.json"))
    )
    let flags = Dictionary(
      uniqueKeysWithValues: found.quality.flags.map { ($0.name, $0.count) }
    )
    #expect(
      flags == [
        "role_unknown": 0, "conflict": 0, "guessed_roles": 0, "assigned_no_reply": 1,
        "parallel": 0, "high_frequency": 0,
        // One still asks where it is, one had no reply at all, and one had the last word: "that fixed it".
        "unanswered_tail": 3,
        "unmet_but_resolved": 1, "caps_habit": 1, "language_without_lists": 1, "explicit_only": 1,
        "late_rating": 1, "unadjusted_work": 0, "stale_link_check": 0,
      ]
    )
    #expect(found.quality.warnings.contains { $0.hasPrefix("explicit_only: 1 of 6 contacts") })
    let page = try #require(String(bytes: try folder.read("out/report.html"), encoding: .utf8))
    #expect(page.contains("asked for a person, got none, and said that it was resolved"))
  }
}
