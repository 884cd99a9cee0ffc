import Testing

/// What words and links of a log come to in the report (M46, M48, M49, M51, M54, M57 to M60).
@Suite struct WordMetricsTests {
  private static let asked = "where is the blue lamp parcel for order Berlin"
  private static let askedOtherwise = "my blue lamp parcel order never came to Berlin"

  private static let log =
    Self.lines(
      "a",
      [
        ("bot", "Hi, I am Ava, your virtual assistant."), ("customer", Self.asked),
        ("bot", "Please visit https://shop.org/help"), ("customer", Self.askedOtherwise),
        ("bot", "Please visit https://shop.org/gone"),
        ("customer", "this is terrible, what the fuck, I am so disappointed"),
        ("bot", "I understand how frustrating this is. I have refunded your order."),
        ("customer", "that did not help, it is awful and useless"),
      ]
    )
    + Self.lines(
      "b",
      [
        ("customer", "hello, can I change my address"), ("bot", "Sorry, I did not understand."),
        ("customer", "change the address"), ("bot", "Sorry, I did not understand."),
        ("customer", "the delivery address"),
        ("bot", "I am a real person. See https://example.com/"),
      ]
    )

  private static func lines(_ id: String, _ messages: [(role: String, text: String)]) -> [String] {
    messages.enumerated().map { index, message in
      let time = "2026-03-02T10:\(index < 10 ? "0" : "")\(index):00Z"
      return
        #"{"conversation_id":"\#(id)","language":"en","timestamp":"\#(time)","role":"\#(message.role)","#
        + #""text":"\#(message.text)"}"#
    }
  }

  private static let action =
    #"{"conversation_id":"b","timestamp":"2026-03-02T11:00:00Z","type":"event","event":"action","actor":"bot","#
    + #""detail":{"name":"refund","ok":true}}"#

  private static let checks = """
    url,status,checked
    https://shop.org/gone,404,2026-03-01
    https://shop.org/help,200,2026-03-01

    """

  private func table(_ options: [String] = [], _ lines: [String] = log) throws -> Table {
    let folder = try Scratch()
    try folder.write("log.jsonl", lines.joined(separator: "\n") + "\n")
    try folder.write("checks.csv", Self.checks)
    try report(["log.jsonl"] + options, in: folder)
    return try Table(try folder.read("out/metrics.csv"))
  }

  private func row(
    _ table: Table,
    _ metric: String,
    _ statistic: String = "rate"
  ) throws -> [String: String] {
    try #require(
      table.rows.first {
        $0["period"] == "whole" && $0["cohort"] == "all" && $0["metric"] == metric
          && $0["statistic"] == statistic
      },
      "\(metric)"
    )
  }

  @Test(arguments: [
    ("customer_rephrase_rate", 1, 2), ("profanity_rate", 1, 2), ("mild_profanity_rate", 0, 2),
    ("negative_sentiment_rate", 1, 2), ("stated_failure_rate", 1, 2), ("rage_quit_rate", 1, 2),
    ("frustrated_contact_rate", 1, 2), ("no_match_rate", 2, 6), ("no_match_twice_rate", 1, 2),
    ("empathy_rate", 1, 1), ("canned_empathy_share", 0, 1), ("canned_reply_rate", 0, 2),
    ("redirect_rate", 1, 2), ("redirect_chain_rate", 1, 2), ("malformed_link_rate", 1, 3),
    ("disclosure_rate", 1, 2),
  ])
  func `words are counted by hand and by the report alike`(
    metric: String,
    numerator: Int,
    denominator: Int
  ) throws {
    let found = try row(try table(["--as-of", "2026-03-20"]), metric)
    #expect(found["numerator"] == "\(numerator)", "\(metric)")
    #expect(found["denominator"] == "\(denominator)", "\(metric)")
  }

  @Test func `what the export cannot tell is null, and what it can is counted`() throws {
    let bare = try table(["--as-of", "2026-03-20"])
    #expect(try row(bare, "dead_link_rate")["null_reason"] == "not_in_export")
    #expect(try row(bare, "unbacked_promise_rate")["null_reason"] == "not_in_export")
    #expect(try row(bare, "human_claim_count", "count")["value"] == "1")
    let more = try table(
      ["--as-of", "2026-03-20", "--link-status", "checks.csv", "--disclosure-outside-transcript"],
      Self.log + [Self.action]
    )
    let dead = try row(more, "dead_link_rate")
    #expect(dead["numerator"] == "1" && dead["denominator"] == "3")
    let promise = try row(more, "unbacked_promise_rate")
    #expect(promise["numerator"] == "1" && promise["denominator"] == "1")
    #expect(try row(more, "disclosure_rate")["null_reason"] == "not_in_export")
    let hosts = try table(["--link-host", "shop.org"])
    #expect(try row(hosts, "malformed_link_rate")["numerator"] == "1")
    let other = try table(["--link-host", "other.org"])
    #expect(try row(other, "malformed_link_rate")["numerator"] == "3")
  }

  @Test func `splitting a file between conversations and the order of files change nothing`() throws
  {
    let folder = try Scratch()
    let half = Self.log.count - 6
    try folder.write("one.jsonl", Self.log[..<half].joined(separator: "\n") + "\n")
    try folder.write("two.jsonl", Self.log[half...].joined(separator: "\n") + "\n")
    try folder.write("all.jsonl", Self.log.joined(separator: "\n") + "\n")
    try report(["all.jsonl"], to: "all", in: folder)
    try report(["two.jsonl", "one.jsonl", "--jobs", "3"], to: "halves", in: folder)
    #expect(try folder.text("all/metrics.csv") == folder.text("halves/metrics.csv"))
    let facts = try Program.run(
      ["facts", "all.jsonl", "--raw-ids", "-o", "facts.jsonl", "-q"],
      in: folder
    )
    #expect(facts.status == 0, "\(facts.errors)")
    try report(["facts.jsonl", "--from-facts"], to: "facts", in: folder)
    #expect(try folder.text("all/metrics.csv") == folder.text("facts/metrics.csv"))
  }

  @Test func `a wrong file of checks is named by line`() throws {
    let folder = try Scratch()
    try folder.write("log.jsonl", Self.log.joined(separator: "\n") + "\n")
    try folder.write("checks.csv", "url,status\nhttps://a.de,perhaps\n")
    let wrong = try Program.run(
      ["report", "log.jsonl", "--out", "out", "--link-status", "checks.csv"],
      in: folder
    )
    #expect(wrong.status == 64)
    #expect(wrong.errors.contains("checks.csv: line 2: perhaps is no status"))
    let absent = try Program.run(
      ["report", "log.jsonl", "--out", "out", "--link-status", "absent.csv"],
      in: folder
    )
    #expect(absent.status == 66)
  }

  @Test func `messages behind the rates are listed without their words`() throws {
    let folder = try Scratch()
    try folder.write("log.jsonl", Self.log.joined(separator: "\n") + "\n")
    let claims = try Program.run(
      ["signals", "log.jsonl", "--rules", "--family", "human_claim", "-q", "-o", "-"],
      in: folder
    )
    #expect(claims.status == 0, "\(claims.errors)")
    #expect(claims.text.split(whereSeparator: \.isNewline).count == 2)
    #expect(claims.text.contains("human_claim malformed_link"))
    #expect(!claims.text.contains("person"))
  }
}
