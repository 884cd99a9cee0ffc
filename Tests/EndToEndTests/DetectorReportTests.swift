import Foundation
import Testing

/// D1 to D4 from a log to the report, the facts file, a trace and an audit.
@Suite struct DetectorReportTests {
  private static let log =
    lines(
      "a",
      [
        ("customer", "where is my order"), ("bot", "It is on its way."),
        ("customer", "shut up you idiot"), ("bot", "Please wait a moment."),
        ("customer", "this is the worst service ever, I am so disappointed and angry"),
      ]
    ) + lines("b", [("customer", "can I talk to a real person"), ("bot", "I am here for you.")])
    + lines("c", [("customer", "please change my address"), ("bot", "Done.")])

  private static func lines(_ id: String, _ messages: [(role: String, text: String)]) -> [String] {
    messages.enumerated().map { index, message in
      #"{"conversation_id":"\#(id)","timestamp":"2026-03-02T10:0\#(index):00Z","role":"\#(message.role)","#
        + #""text":"\#(message.text)"}"#
    }
  }

  private func table(_ options: [String] = []) throws -> (Table, Scratch) {
    let folder = try Scratch()
    try folder.write("log.jsonl", Self.log.joined(separator: "\n") + "\n")
    try report(["log.jsonl", "--set", "min_cell=1"] + options, in: folder)
    return (try Table(try folder.read("out/metrics.csv")), folder)
  }

  private func row(_ table: Table, _ metric: String) throws -> [String: String] {
    try #require(
      table.rows.first {
        $0["metric"] == metric && $0["cohort"] == "bot_first" && $0["period"] == "whole"
      }
    )
  }

  @Test func `contacts are flagged by what their messages say`() throws {
    let (table, folder) = try table()
    for (metric, number) in [
      ("flagged_frustration_rate", "D1"), ("flagged_dissatisfaction_rate", "D2"),
      ("flagged_human_request_rate", "D3"), ("flagged_abuse_rate", "D4"),
    ] {
      let row = try row(table, metric)
      #expect(row["number"] == number)
      #expect(row["numerator"] == "1" && row["denominator"] == "3", "\(metric)")
      #expect(row["evidence"] == "heuristic")
    }
    let page = try folder.text("out/report.html")
    #expect(page.contains("What detectors flag") && page.contains("passed"))
    let json = try folder.text("out/report.json")
    #expect(json.contains("\"public_checks\""))
  }

  @Test func `switched off they are null with their reason`() throws {
    let (table, folder) = try table(["--set", "detectors=false"])
    for metric in ["flagged_frustration_rate", "flagged_human_request_rate", "flagged_abuse_rate"] {
      let row = try row(table, metric)
      #expect(row["null_reason"] == "not_computed" && row["value"] == "")
      #expect(row["denominator"] == "0")
    }
    #expect(!(try folder.text("out/report.html")).contains("What detectors flag"))
    // All else is as it was.
    let (with, _) = try self.table()
    func others(_ table: Table) -> [[String: String]] {
      table.rows.filter { !($0["number"] ?? "").hasPrefix("D") }
    }
    #expect(others(with) == others(table))
  }

  @Test func `a facts file keeps what was seen`() throws {
    let (_, folder) = try table()
    let made = try Program.run(
      ["facts", "log.jsonl", "--raw-ids", "-o", "facts.jsonl", "-q"],
      in: folder
    )
    #expect(made.status == 0, "\(made.errors)")
    try report(
      ["facts.jsonl", "--from-facts", "--set", "min_cell=1"],
      to: "again",
      in: folder
    )
    #expect(try folder.read("again/metrics.csv") == folder.read("out/metrics.csv"))
  }

  @Test func `the flagged messages can be traced, and audited like those of a rule`() throws {
    let (_, folder) = try table()
    let traced = try Program.run(
      ["trace", "flagged_abuse_rate", "log.jsonl", "--cohort", "bot_first"],
      in: folder
    )
    #expect(traced.status == 0, "\(traced.errors)")
    #expect(traced.errors.contains("numerator 1, denominator 3"))
    #expect(traced.text.contains("a:3"))
    let sample = try Program.run(
      ["audit", "sample", "log.jsonl", "--signal", "D4", "-o", "sheet.csv", "-q"],
      in: folder
    )
    #expect(sample.status == 0, "\(sample.errors)")
    let key = try Table(try folder.read("sheet.key.csv"))
    #expect(key.rows.count == 3 && key.rows.count { $0["flagged"] == "true" } == 1)
    #expect(try folder.text("sheet.csv").contains("Flagged: abuse: yes, no or unclear?"))
  }

  @Test func `explain tells that the dictionary does not have them`() throws {
    let outcome = try Program.run(["explain", "D2"], in: try Scratch())
    #expect(outcome.status == 0)
    #expect(outcome.text.contains("flagged_dissatisfaction_rate"))
    #expect(outcome.text.contains("Onpar's own") && outcome.text.contains("208 of 380"))
  }
}
