import Foundation
import Testing
import TestSupport

/// Help is part of the program: it stays as it was read last, and its examples run.
@Suite struct HelpTests {
  private static let commands = [
    "report", "facts", "history", "history add", "history report", "history list",
    "history verify", "history prune", "history forget", "plan", "shard", "summarize", "merge",
    "check", "signals", "inspect", "claims", "diff",
    "explain",
    "trace", "audit", "init", "config", "sample",
  ]
  private static let golden = Repository.root + "/Tests/EndToEndTests/Golden/help.txt"

  /// `ONPAR_RENEW=1 swift test --filter HelpTests` writes the file anew; a person reads the difference.
  @Test func `the help pages are those of the golden file`() throws {
    let folder = try Scratch()
    var pages = ""
    for words in [["--help"]] + Self.commands.map({ Self.words($0) + ["--help"] }) {
      let page = try help(words, in: folder)
      pages += "$ onpar " + words.joined(separator: " ") + "\n" + page + "\n"
    }
    if ProcessInfo.processInfo.environment["ONPAR_RENEW"] == "1" {
      try Data(pages.utf8).write(to: URL(fileURLWithPath: Self.golden))
    }
    let golden = String(
      decoding: try Data(contentsOf: URL(fileURLWithPath: Self.golden)),
      as: UTF8.self
    )
    #expect(pages == golden, "renew with ONPAR_RENEW=1 if the change is meant")
  }

  @Test(arguments: ["", "audit sample"] + commands)
  func `the examples of the help pages run as they are printed`(_ command: String) throws {
    let folder = try Scratch()
    try prepare(folder)
    let page = try help(Self.words(command) + ["--help"], in: folder)
    let lines = page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let start = try #require(lines.firstIndex { $0.hasSuffix("EXAMPLES:") })
    let examples = lines[(start + 1)...].prefix { !$0.isEmpty }
    #expect(!examples.isEmpty)
    for example in examples {
      // A line that does not call the program is one that the page has broken in two.
      #expect(example.contains("onpar "), "\(example)")
      let outcome = try Program.shell(
        "onpar() { \"$ONPAR\" \"$@\"; }; set -o pipefail; " + example,
        in: folder
      )
      #expect(outcome.status == 0, "\(example): \(outcome.errors)")
    }
  }

  private static func words(_ command: String) -> [String] {
    command.split(separator: " ").map(String.init)
  }

  @Test func `every command and every option of the program is in its help`() throws {
    let folder = try Scratch()
    let page = try help(["--help"], in: folder)
    for command in Self.commands where !command.contains(" ") {
      #expect(page.contains("\n  " + command + " "), "\(command)")
    }
    for status in ["0 done", "64 ", "65 ", "66 ", "73 ", "74 "] {
      #expect(page.contains(status), "\(status)")
    }
    #expect(try Program.run(["--version"], in: folder).text.contains("."))
  }

  struct Misuse: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let arguments: [String]
    let words: String
  }

  @Test(arguments: [
    Misuse(
      testDescription: "unknown option",
      arguments: ["inspect", "-", "--jbs", "2"],
      words: "'--jobs'"
    ),
    Misuse(testDescription: "unknown command", arguments: ["reprot"], words: "reprot"),
    Misuse(testDescription: "no input", arguments: ["report", "--out", "x"], words: "<input>"),
    Misuse(testDescription: "no output", arguments: ["report", "-"], words: "--out"),
    Misuse(
      testDescription: "jobs",
      arguments: ["inspect", "-", "--jobs", "0"],
      words: "1 to 1024"
    ),
    Misuse(
      testDescription: "loss",
      arguments: ["inspect", "-", "--max-loss", "x"],
      words: "1% or 0.01"
    ),
    Misuse(
      testDescription: "zone",
      arguments: ["report", "-", "--out", "x", "--tz", "Mars"],
      words: "Mars"
    ),
    Misuse(
      testDescription: "time",
      arguments: ["report", "-", "--out", "x", "--as-of", "soon"],
      words: "--as-of is soon"
    ),
    Misuse(
      testDescription: "empty period",
      arguments: ["report", "-", "--out", "x", "--from", "2026-03-02", "--to", "2026-03-02"],
      words: "--to must be later"
    ),
    Misuse(
      testDescription: "strata",
      arguments: ["report", "-", "--out", "x", "--strata", "mood"],
      words: "first_message_length"
    ),
    Misuse(
      testDescription: "margin",
      arguments: ["report", "-", "--out", "x", "--margin", "joy=1"],
      words: "onpar explain"
    ),
    Misuse(
      testDescription: "raw records of facts",
      arguments: ["report", "-", "--out", "x", "--from-facts", "--keep-raw"],
      words: "facts hold no records"
    ),
    Misuse(
      testDescription: "format",
      arguments: ["inspect", "-", "--input-format", "csv"],
      words: "onpar-xml"
    ),
    Misuse(
      testDescription: "metric",
      arguments: ["explain", "handof_rate"],
      words: "Did you mean handoff_rate?"
    ),
    Misuse(
      testDescription: "part of a metric",
      arguments: ["explain", "durable"],
      words: "durable_resolution_rate"
    ),
    Misuse(
      testDescription: "scenario",
      arguments: ["sample", "--scenario", "x"],
      words: "easy-topics"
    ),
  ])
  func `wrong usage ends with 64 and says what is right`(_ misuse: Misuse) throws {
    let folder = try Scratch()
    let outcome = try Program.run(misuse.arguments, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(misuse.words), "\(outcome.errors)")
    if outcome.errors.contains("Usage: "), let command = misuse.arguments.first {
      let isCommand = try Program.run([], in: folder).text.contains("  \(command) ")
      let named = isCommand ? "onpar \(command) " : "onpar "
      #expect(outcome.errors.contains("Usage: " + named), "\(outcome.errors)")
      #expect(outcome.errors.contains("See '\(named)--help'"), "\(outcome.errors)")
    }
    #expect(outcome.output.isEmpty)
    #expect(try folder.names().isEmpty)
  }

  @Test func `explain prints an entry by number and by name, and lists all`() throws {
    let folder = try Scratch()
    let number = try Program.run(["explain", "m36"], in: folder)
    let name = try Program.run(["explain", "repeat_contact_rate_7d_any"], in: folder)
    #expect(number.status == 0)
    #expect(number.text.contains(name.text))
    for words in ["M36", "proportion", "formula", "edge cases", "METRICS 1.0"] {
      #expect(name.text.contains(words), "\(words)")
    }
    let all = try Program.run(["explain"], in: folder)
    #expect(all.text.contains("M01"))
    #expect(all.text.contains("M56"))
  }

  private func help(_ words: [String], in folder: Scratch) throws -> String {
    let outcome = try Program.shell(
      "COLUMNS=80 $ONPAR " + words.joined(separator: " "),
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    return outcome.text
  }

  /// The files that the examples speak of.
  private func prepare(_ folder: Scratch) throws {
    let packed = try gzip(Sample.few, in: folder)
    for name in [
      "SampleData/easy-topics.messages.jsonl", "export.jsonl", "export/a.jsonl", "exports/a.jsonl",
    ] { try folder.write(name, Sample.few) }
    for name in ["export.jsonl.gz", "archive/b.jsonl.gz"] { try folder.write(name, packed) }
    for name in ["SampleData/claims.yaml", "claims.yaml"] {
      try folder.write(name, "claims: [{say: Always a human, kind: always_a_human}]\n")
    }
    let report = try Program.run(["report", "export.jsonl", "--out", "last-week"], in: folder)
    #expect(report.status == 0)
    let page = try folder.read("last-week/report.json")
    try folder.write("this-week/report.json", page)
    try folder.write("last-week-by-new-settings/report.json", page)
    try folder.write("kept/report.json.gz", try gzip(page, in: folder))
    let month = try Program.run(
      ["sample", "--scenario", "easy-topics", "--conversations", "300"],
      in: folder
    )
    try folder.write("month.jsonl", month.output)
    try folder.write("key", "an entirely invented key of good length")
    let facts = try Program.run(
      ["facts", "export.jsonl", "--pseudonym-key-file", "key", "-o", "facts.jsonl"],
      in: folder
    )
    #expect(facts.status == 0)
    try folder.write("whole.jsonl", Sample.conversations)
    for (name, input) in [("a.summary", "export.jsonl"), ("b.summary", "whole.jsonl")] {
      let summary = try Program.run(["summarize", input, "--raw-ids", "-o", name], in: folder)
      #expect(summary.status == 0)
    }
    let plan = try Program.run(["plan", "export.jsonl", "whole.jsonl", "--json"], in: folder)
    try folder.write("plan.json", plan.output)
    let named = ["17", "18"].map {
      #"{"conversation_id":"c\#($0)","message_id":"m","role":"customer","customer_id":"customer-\#($0)","#
        + #""text":"Hello, where is it?","timestamp":"2026-03-02T10:00:00Z"}"# + "\n"
    }
    try folder.write("named.jsonl", named.joined())
    for store in ["onpar-history.sqlite", "weeks.sqlite"] {
      let history = try Program.run(
        [
          "history", "add", "export.jsonl", "named.jsonl", "--pseudonym-key-file", "key", "--store",
          store,
        ],
        in: folder
      )
      #expect(history.status == 0)
    }
    try folder.write(
      "audit.csv",
      "metric,cohort,contacts,flagged,found,missed,false_alarms,passed,unclear,unlabelled\n"
    )
    for name in ["facts-a.jsonl", "facts-b.jsonl"] {
      try folder.write(name, try folder.read("facts.jsonl"))
    }
  }
}
