import Foundation
import Testing

/// Headline figures counted once more from the rows, with the slowest and plainest loop that follows METRICS.
@Suite struct RecountTests {
  private struct Row: Decodable {
    var contact_id: String
    var customer: String?
    var contact_start: String?
    var contact_end: String?
    var entry: String
    var handled_by: String
    var outcome: String
    var left_out: String?
  }

  private struct Contact {
    var id: String
    var customer: String?
    var start: Int
    var end: Int
    var entry: String
    var handledBy: String
    var outcome: String
  }

  private static let lenient: Set = ["confirmed_resolved", "agent_declared", "silent_after_answer"]
  private static let failed: Set = [
    "stated_unresolved", "handoff_failed", "left_waiting", "silent_after_question", "unattended",
  ]
  private static let day = 86_400_000

  @Test func `durable resolution, repeat contact and hand-off can be recounted from the rows`()
    throws
  {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try report(["chats.jsonl"], in: folder)
    let rows = try Program.run(["facts", "chats.jsonl", "--raw-ids", "-o", "-"], in: folder)
    var contacts: [Contact] = []
    for line in Sample.lines(rows.output) {
      // The line of counts has no contact.
      guard let row = try? JSONDecoder().decode(Row.self, from: Data(line)), row.left_out == nil
      else { continue }
      contacts.append(
        Contact(
          id: row.contact_id,
          customer: row.customer,
          start: try milliseconds(row.contact_start),
          end: try milliseconds(row.contact_end),
          entry: row.entry,
          handledBy: row.handled_by,
          outcome: row.outcome
        )
      )
    }
    #expect(contacts.count > 60)
    let manifest = try JSONSerialization.jsonObject(with: Data(try folder.read("out/run.json")))
    let asOf = try milliseconds((manifest as? [String: Any])?["as_of"] as? String)

    // Customers with more than 50 contacts in any 30 days stand for testers and shared accounts.
    var busy: Set<String> = []
    for first in contacts {
      guard let customer = first.customer else { continue }
      let near = contacts.count {
        $0.customer == customer && $0.start >= first.start && $0.start < first.start + 30 * Self.day
      }
      if near > 50 { busy.insert(customer) }
    }
    func comesBack(_ index: Contact) -> Bool {
      contacts.contains {
        $0.id != index.id && $0.customer == index.customer && $0.start > index.end
          && $0.start <= index.end + 7 * Self.day
      }
    }
    let table = try Table(try folder.read("out/metrics.csv"))
    func expect(_ metric: String, _ entry: String, _ numerator: Int, _ denominator: Int) throws {
      let found = try #require(
        table.rows.first {
          $0["period"] == "whole" && $0["cohort"] == entry && $0["metric"] == metric
            && $0["statistic"] == "rate"
        },
        "\(metric) of \(entry)"
      )
      #expect(found["numerator"] == "\(numerator)", "\(metric) of \(entry)")
      #expect(found["denominator"] == "\(denominator)", "\(metric) of \(entry)")
    }
    for entry in ["bot_first", "human_first"] {
      let cohort = contacts.filter { $0.entry == entry }
      let eligible = cohort.filter { contact in
        guard let customer = contact.customer, !busy.contains(customer) else { return false }
        return asOf - contact.end >= 7 * Self.day
      }
      let decided = eligible.filter {
        Self.lenient.contains($0.outcome) || Self.failed.contains($0.outcome)
      }
      #expect(!decided.isEmpty)
      try expect(
        "repeat_contact_rate_7d_any",
        entry,
        eligible.count { comesBack($0) },
        eligible.count
      )
      try expect(
        "durable_resolution_rate",
        entry,
        decided.count { Self.lenient.contains($0.outcome) && !comesBack($0) },
        decided.count
      )
    }
    let kept = contacts.filter { $0.entry == "bot_first" && $0.outcome != "open_censored" }
    try expect(
      "handoff_rate",
      "bot_first",
      kept.count { $0.handledBy == "bot_to_human" },
      kept.count
    )
  }

  /// Milliseconds since 1970 of an instant as facts write it: always UTC, always with three digits.
  private func milliseconds(_ text: String?) throws -> Int {
    let text = try #require(text)
    let parts = try #require(
      text.wholeMatch(of: /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z/),
      "\(text)"
    )
    let numbers = [
      parts.output.1, parts.output.2, parts.output.3, parts.output.4, parts.output.5,
      parts.output.6,
      parts.output.7,
    ].map { Int($0) ?? 0 }
    var time = tm()
    time.tm_year = Int32(numbers[0] - 1900)
    time.tm_mon = Int32(numbers[1] - 1)
    time.tm_mday = Int32(numbers[2])
    time.tm_hour = Int32(numbers[3])
    time.tm_min = Int32(numbers[4])
    time.tm_sec = Int32(numbers[5])
    return Int(timegm(&time)) * 1000 + numbers[6]
  }
}
