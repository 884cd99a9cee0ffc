import Foundation
import Testing

/// What the dictionary counts by cohort reaches every face of the report, and can be recounted from the rows.
@Suite struct ServiceTests {
  private struct Row: Decodable {
    struct Cell: Decodable { var value: Bool? }
    var entry: String
    var left_out: String?
    var contact_start: String?
    var metrics: [String: Cell]

    private enum CodingKeys: String, CodingKey { case entry, left_out, contact_start, metrics }

    init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      entry = try values.decode(String.self, forKey: .entry)
      left_out = try values.decodeIfPresent(String.self, forKey: .left_out)
      contact_start = try values.decodeIfPresent(String.self, forKey: .contact_start)
      // Amounts are no truths.
      let all = try values.decode([String: Loose].self, forKey: .metrics)
      metrics = all.mapValues { Cell(value: $0.truth) }
    }

    private struct Loose: Decodable {
      var truth: Bool?
      private enum CodingKeys: String, CodingKey { case value }
      init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        truth = try? values.decodeIfPresent(Bool.self, forKey: .value)
      }
    }
  }

  private static let rules = [
    "intercom_like", "copilot_like", "containment_cognigy", "deflected_sprinklr",
    "contained_no_callback_24h", "deflected_ultimate", "bot_handled_ultimate",
  ]

  private func rows(_ folder: Scratch, flags: [String] = []) throws -> [Row] {
    let outcome = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "-"] + flags,
      in: folder
    )
    return Sample.lines(outcome.output)
      .compactMap { try? JSONDecoder().decode(Row.self, from: Data($0)) }
      .filter { $0.left_out == nil }
  }

  private func metric(_ table: Table, _ id: String, _ cohort: String) throws -> [String: String] {
    try #require(
      table.rows.first {
        $0["metric"] == id && $0["cohort"] == cohort && $0["period"] == "whole"
      }
    )
  }

  @Test func `the seven rules are in the page with their mark, and can be recounted`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try report(["chats.jsonl"], in: folder)
    let page = try folder.text("out/report.html")
    #expect(page.contains("The same log under vendors\u{2019} rules"))
    #expect(page.components(separatedBy: "Approximation from logs. ").count > Self.rules.count)
    let table = try Table(try folder.read("out/metrics.csv"))
    let contacts = try rows(folder).filter { $0.entry == "bot_first" }
    #expect(contacts.count > 20)
    for rule in Self.rules {
      let row = try metric(table, rule, "bot_first")
      let answers = contacts.compactMap { $0.metrics[rule]?.value }
      #expect(row["number"] == "M40")
      #expect(row["denominator"] == "\(answers.count)", "\(rule)")
      #expect(row["numerator"] == "\(answers.count { $0 })", "\(rule)")
    }
  }

  @Test func `served hours can be recounted from the rows`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try report(["chats.jsonl"], in: folder)
    var answers: [Int: [Bool]] = [:]
    for row in try rows(folder) where row.entry == "human_first" {
      guard let start = row.contact_start, let served = row.metrics["served_reply_rate"]?.value
      else { continue }
      let format = ISO8601DateFormatter()
      format.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
      let seconds = Int(try #require(format.date(from: start)).timeIntervalSince1970)
      // 1 January 1970 was a Thursday.
      answers[(seconds / 3600 + 3 * 24) % 168, default: []].append(served)
    }
    let judged = answers.values.filter { $0.count >= 5 }
    let served = judged.filter { hour in hour.count { $0 } * 10 >= hour.count * 9 }
    let table = try Table(try folder.read("out/metrics.csv"))
    let row = try metric(table, "served_hours_share", "human_first")
    #expect(row["numerator"] == "\(served.count)")
    #expect(row["denominator"] == "\(judged.count)")
    let json = try JSONSerialization.jsonObject(with: Data(try folder.read("out/report.json")))
    let hours = (json as? [String: Any])?["served_hours"] as? [[String: Any]]
    #expect(hours?.map { ($0["hours"] as? [Any])?.count } == [168, 168])
    #expect(hours?.last?["served"] as? Int == served.count)
  }

  @Test func `requests for a person are counted by the hour in which the contact began`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    // Half an hour off, so that hours of another zone would not do.
    let zone = ["--tz", "Asia/Kolkata"]
    try report(["chats.jsonl"] + zone, in: folder)
    var asked = [Int](repeating: 0, count: 24)
    var unmet = [Int](repeating: 0, count: 24)
    let format = ISO8601DateFormatter()
    format.formatOptions = [.withInternetDateTime, .withFractionalSeconds]
    for row in try rows(folder, flags: zone) where row.entry == "bot_first" {
      guard let start = row.contact_start, row.metrics["human_request_rate"]?.value == true else {
        continue
      }
      let seconds = Int(try #require(format.date(from: start)).timeIntervalSince1970)
      let hour = (seconds + 19_800) / 3600 % 24
      asked[hour] += 1
      if row.metrics["unmet_human_request_rate"]?.value == true { unmet[hour] += 1 }
    }
    let json = try JSONSerialization.jsonObject(with: Data(try folder.read("out/report.json")))
    let found = (json as? [String: Any])?["requests_by_hour"] as? [String: Any]
    let hours = try #require(found?["hours"] as? [[String: Any]])
    func counts(_ name: String) -> [Int] {
      hours.map { ($0[name] as? [String: Any])?["numerator"] as? Int ?? -1 }
    }
    #expect(asked.contains { $0 > 0 })
    #expect(counts("asked") == asked)
    #expect(counts("unmet") == unmet)
    #expect(try folder.text("out/report.html").contains("Never connected"))
  }

  @Test func `languages are judged by what customers and replies are written in`() throws {
    let folder = try Scratch()
    func chat(_ id: Int, _ language: String, _ question: String, _ answer: String) -> String {
      let head =
        "{\"schema\":\"onpar/1\",\"type\":\"message\",\"conversation_id\":\"\(id)\",\"customer_id\":\"c\(id)\",\"language\":\"\(language)\","
      func line(_ role: String, _ text: String, _ second: Int) -> String {
        head
          + "\"role\":\"\(role)\",\"timestamp\":\"2026-03-02T10:00:0\(second)Z\",\"text\":\"\(text)\"}\n"
      }
      return line("customer", question, 1) + line("bot", answer, 5)
    }
    let english = "Your order is on its way and it will be with you soon"
    var chats = ""
    for id in 0..<40 { chats += chat(id, "en-GB", "Where is my order please", english) }
    for id in 40..<70 { chats += chat(id, "de", "Wo ist meine Bestellung", english) }
    try folder.write("chats.jsonl", chats)
    try report(["chats.jsonl", "--as-of", "2026-04-20"], in: folder)
    let json = try JSONSerialization.jsonObject(with: Data(try folder.read("out/report.json")))
    let all = (json as? [String: Any])?["languages_served"] as? [[String: Any]]
    let languages = try #require(all?.first?["languages"] as? [[String: Any]])
    #expect(languages.map { $0["language"] as? String } == ["en", "de"])
    #expect(
      languages.map { $0["status"] as? String } == ["served", "answered_in_another_language"]
    )
    #expect(try folder.text("out/report.html").contains("answered in another language"))
    let table = try Table(try folder.read("out/metrics.csv"))
    #expect(try metric(table, "languages_served", "bot_first")["value"] == "1")
    // The facts file holds the language of every reply.
    _ = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "facts.jsonl", "--as-of", "2026-04-20"],
      in: folder
    )
    try report(["facts.jsonl", "--from-facts", "--as-of", "2026-04-20"], to: "again", in: folder)
    #expect(try folder.read("again/metrics.csv") == folder.read("out/metrics.csv"))
  }
}
