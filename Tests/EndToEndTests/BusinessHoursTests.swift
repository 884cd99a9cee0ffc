import Foundation
import Testing

/// A calendar gives second figures, for both sides, and moves no other.
@Suite struct BusinessHoursTests {
  private static let config = """
    business_hours: Mon-Fri 09:00-17:30, Sat 10:00-14:00
    holidays: [2026-04-03, 2026-04-06]

    """

  @Test func `figures on the business clock stand beside the elapsed ones, and change none`() throws
  {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try folder.write("office.yaml", Self.config)
    try report(["chats.jsonl", "--no-config"], to: "plain", in: folder)
    try report(["chats.jsonl", "--config", "office.yaml"], in: folder)
    let plain = try Table(try folder.read("plain/metrics.csv")).rows
    let timed = try Table(try folder.read("out/metrics.csv")).rows
    func isSecond(_ row: [String: String]) -> Bool {
      let metric = row["metric"] ?? ""
      return metric.hasSuffix("_business") || metric.hasSuffix("_staffed")
        || metric.hasSuffix("_unstaffed")
    }
    #expect(!plain.contains(where: isSecond))
    #expect(timed.filter { !isSecond($0) } == plain)
    for cohort in ["bot_first", "human_first"] {
      func median(_ metric: String) throws -> Double {
        let row = timed.first {
          $0["metric"] == metric && $0["statistic"] == "p50" && $0["cohort"] == cohort
            && $0["period"] == "whole"
        }
        return try #require(row?["value"].flatMap(Double.init), "\(metric) of \(cohort)")
      }
      for metric in ["first_response_time", "customer_wait_total"] {
        #expect(try median(metric + "_business") <= median(metric))
      }
    }
    let page = try #require(String(bytes: try folder.read("out/report.html"), encoding: .utf8))
    #expect(page.contains("First response time, business clock"))
    #expect(page.contains("Mon-Fri 09:00-17:30, Sat 10:00-14:00"))
    #expect(page.contains("2026-04-03, 2026-04-06"))
  }

  @Test func `a report from facts files has the same second figures`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try folder.write("onpar.yaml", Self.config)
    try report(["chats.jsonl"], in: folder)
    let facts = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "facts.jsonl", "-q"],
      in: folder
    )
    #expect(facts.status == 0)
    try report(["facts.jsonl", "--from-facts"], to: "again", in: folder)
    #expect(try folder.read("again/metrics.csv") == folder.read("out/metrics.csv"))
  }

  @Test(arguments: ["business_hours=9 to 5", "holidays=soon"])
  func `a calendar that cannot be read ends with 64 and says what is expected`(
    _ text: String
  ) throws {
    let folder = try Scratch()
    let outcome = try Program.run(["report", "-", "--set", text], in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("such as"))
  }
}
