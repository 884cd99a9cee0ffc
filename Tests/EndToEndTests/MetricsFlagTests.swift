import Testing

/// `--metrics core` computes less, and never anything else.
@Suite struct MetricsFlagTests {
  private static let all = figures([])
  private static let core = figures(["--metrics", "core"])

  private struct Figures {
    var files: ReportFiles
    var rows: [String: [String: String]]
  }

  private static func figures(_ options: [String]) -> Result<Figures, any Error> {
    Result {
      let folder = try Scratch()
      try folder.write("chats.jsonl", Sample.messages)
      let files = try report(["chats.jsonl"] + options, in: folder)
      let rows = try Table(files.bytes["metrics.csv"] ?? []).rows
      return Figures(
        files: files,
        rows: Dictionary(rows.map { (key($0), $0) }) { first, _ in first }
      )
    }
  }

  private static func key(_ row: [String: String]) -> String {
    ["period_start", "period", "cohort", "metric", "statistic"].map { row[$0] ?? "" }.joined(
      separator: " "
    )
  }

  private static let figureColumns = [
    "value", "lower", "upper", "numerator", "denominator", "customers",
  ]

  @Test func `what the core computes is what the whole computes`() throws {
    let (all, core) = (try Self.all.get().rows, try Self.core.get().rows)
    var compared = 0
    for (key, row) in core where row["null_reason"] != "not_computed" {
      let whole = try #require(all[key], "\(key)")
      #expect(row == whole, "\(key)")
      compared += 1
    }
    #expect(compared > 800)
    let metrics = Set(
      core.values.filter { $0["null_reason"] != "not_computed" }.compactMap { $0["metric"] }
    )
    for metric in [
      "contact_count", "handoff_rate", "repeat_contact_rate_7d_any", "first_response_time",
      "full_resolution_time", "human_request_rate", "stated_failure_rate", "shouting_rate",
      "durable_resolution_rate", "verbosity",
    ] {
      #expect(metrics.contains(metric), "\(metric)")
    }
  }

  @Test func `every other metric is null with its reason, and never a number`() throws {
    let (all, core) = (try Self.all.get().rows, try Self.core.get().rows)
    let computed = Set(
      core.values.filter { $0["null_reason"] != "not_computed" }.compactMap { $0["metric"] }
    )
    let leftOut = Set(all.values.compactMap { $0["metric"] }).subtracting(computed)
    #expect(leftOut.isSuperset(of: ["csat_top2", "bot_loop_rate", "customer_repetition_rate"]))
    for metric in leftOut {
      let rows = core.values.filter { $0["metric"] == metric }
      #expect(!rows.isEmpty, "\(metric)")
      for row in rows {
        #expect(row["null_reason"] == "not_computed", "\(metric)")
        for column in Self.figureColumns { #expect(row[column] == "", "\(metric) \(column)") }
      }
    }
  }

  @Test func `the report says once what was left out, and names the parameter`() throws {
    let files = try Self.core.get().files
    let text = String(decoding: files.bytes["report.md"] ?? [], as: UTF8.self)
    #expect(text.matches(of: /Only the core was computed/).count == 1)
    #expect(!text.contains("no ratings"))
    #expect(!text.contains("What would vendors"))
    let run = String(decoding: files.bytes["run.json"] ?? [], as: UTF8.self)
    #expect(run.contains("\"metrics\""))
    #expect(run.contains("\"core\""))
    let whole = String(decoding: try Self.all.get().files.bytes["report.md"] ?? [], as: UTF8.self)
    #expect(!whole.contains("Only the core"))
    #expect(!whole.contains("not computed"))
  }

  @Test func `workers and blocks do not change a byte of the core`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    for (jobs, size) in [(1, 100), (7, 4096)] {
      let again = try report(
        ["chats.jsonl", "--metrics", "core", "--jobs", "\(jobs)", "--block-size", "\(size)"],
        in: folder
      )
      ReportFiles.expectIdentical(again, try Self.core.get().files, "\(jobs) workers")
    }
  }

  @Test func `facts of the core give the report of the core, asked for or not`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let outcome = try Program.run(
      ["facts", "chats.jsonl", "--metrics", "core", "--raw-ids", "-q", "-o", "facts.jsonl"],
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    let rows = try folder.text("facts.jsonl")
    #expect(rows.contains(#""bot_loop_rate":{"null":"not_computed"}"#))
    #expect(!rows.contains(#""bot_loop_rate":{"value""#))
    let asked = try report(["facts.jsonl", "--from-facts", "--metrics", "core"], in: folder)
    ReportFiles.expectSame(asked, try Self.core.get().files, "facts of the core")
    let unasked = try report(["facts.jsonl", "--from-facts"], to: "unasked", in: folder)
    #expect(unasked.bytes["metrics.csv"] == asked.bytes["metrics.csv"])
    let run = String(decoding: unasked.bytes["run.json"] ?? [], as: UTF8.self)
    #expect(run.contains("facts file"))
  }

  @Test func `the core of whole facts is the core of the chats`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let outcome = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-q", "-o", "facts.jsonl"],
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    let found = try report(["facts.jsonl", "--from-facts", "--metrics", "core"], in: folder)
    #expect(found.bytes["metrics.csv"] == (try Self.core.get().files.bytes["metrics.csv"]))
    #expect(found.bytes["comparison.csv"] == (try Self.core.get().files.bytes["comparison.csv"]))
  }

  @Test func `a word that is no selection is refused`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    let outcome = try Program.run(
      ["report", "chats.jsonl", "--out", "x", "--metrics", "few"],
      in: folder
    )
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("core"))
  }
}
