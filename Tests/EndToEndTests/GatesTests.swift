import Foundation
import TestSupport
import Testing

/// Gates decide on the figures that the tables hold, and only what certainly breaks its limit fails the run.
@Suite struct GatesTests {
  private func chats() throws -> Scratch {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", "easy-topics", "--seed", "5", "--conversations", "900"],
      in: folder
    )
    try #require(sample.status == 0)
    try folder.write("chats.jsonl", sample.output)
    return folder
  }

  private static let gates = """
    gates:
      durable_resolution_rate: {not_worse_than_human_by: 3pp, min: 20%}
      repeat_contact_rate_7d_any: {not_worse_than_human_by: 30pp, max: 1%}
      resolved_within_2m: {not_worse_than_human_by: 3pp}
      first_response_time_p50: {not_worse_than_human_by: 10%, max: 10m}
      first_response_time_p90: {not_worse_than_human_by: 1 min}
      frustrated_contact_rate: {not_worse_than_human_by: 3pp, max: 90%}
      csat_top2: {not_worse_than_human_by: 3pp, min: 99%}
      unmet_human_request_rate: {max: 5%, cohort: bot_first}
      handoff_wait_p90: {max: 1 s}
      queue_wait_p90: {max: 1 s}
      turns_p50: {max: 100, cohort: human_first}

    """

  private func run(_ folder: Scratch, _ flags: [String]) throws -> Outcome {
    try Program.run(["report", "chats.jsonl", "--out", "out"] + flags, in: folder)
  }

  private func results(_ folder: Scratch) throws -> [[String: Any]] {
    let object = try JSONSerialization.jsonObject(with: Data(try folder.read("out/report.json")))
    return try #require((object as? [String: Any])?["gates"] as? [[String: Any]])
  }

  @Test func `what fails is what the tables say`() throws {
    let folder = try chats()
    try folder.write("onpar.yaml", Self.gates)
    let outcome = try run(folder, ["--gates"])
    #expect(outcome.status == 1, "\(outcome.errors)")
    let metrics = try Table(try folder.read("out/metrics.csv")).rows
    let comparisons = try Table(try folder.read("out/comparison.csv")).rows
    let results = try results(folder)
    #expect(results.count == 16)
    for result in results {
      let name = result["name"] as? String ?? ""
      let statistic = result["statistic"] as? String ?? ""
      let limit = try #require(result["limit"] as? Double)
      let row: [String: String]
      var columns = ("value", "lower", "upper")
      var refused: String?
      if result["rule"] as? String == "not_worse_than_human_by" {
        let scale = try #require(result["scale"] as? String)
        row = try #require(
          comparisons.first {
            $0["metric"] == result["metric"] as? String
              && ($0["scale"] == "difference" || $0["statistic"] == statistic)
          }
        )
        columns = (scale, scale + "_lower", scale + "_upper")
        switch (row["verdict"], row["reason"]) {
        case ("not_comparable", _): refused = "not_comparable"
        case ("not_measurable", _): refused = "not_measurable"
        case (_, "detector_not_validated"), (_, "too_few_customers"): refused = "not_enough_data"
        default: break
        }
      } else {
        row = try #require(
          metrics.first {
            $0["period"] == "whole" && $0["metric"] == result["metric"] as? String
              && $0["statistic"] == statistic && $0["cohort"] == result["cohort"] as? String
          }
        )
        if row["value"] == "" {
          refused = row["null_reason"] == "too_few" ? "not_enough_data" : "not_measurable"
        }
      }
      let lower = Double(row[columns.1] ?? "") ?? -.infinity
      let upper = Double(row[columns.2] ?? "") ?? .infinity
      let isUpper = result["side"] as? String == "at_most"
      let expected =
        isUpper
        ? upper <= limit ? "passed" : lower > limit ? "failed" : "not_enough_data"
        : lower >= limit ? "passed" : upper < limit ? "failed" : "not_enough_data"
      #expect(result["outcome"] as? String == refused ?? expected, "\(name): \(row)")
    }
    let outcomes = Set(results.compactMap { $0["outcome"] as? String })
    #expect(outcomes.isSuperset(of: ["passed", "failed", "not_measurable"]), "\(outcomes)")
    // All faces tell the same.
    let failed = results.filter { $0["outcome"] as? String == "failed" }
    let words = "\(failed.count) of 16 failed ("
    #expect(outcome.errors.contains("\nGates     " + words), "\(outcome.errors)")
    for file in ["report.html", "report.md"] {
      #expect(try folder.text("out/" + file).contains(words), "\(file)")
    }
    let junit = try folder.text("out/gates.junit.xml")
    #expect(junit.contains("tests=\"16\" failures=\"\(failed.count)\""))
    #expect(junit.components(separatedBy: "<failure ").count == failed.count + 1)
  }

  @Test func `a gate that passes or is not decided does not fail, and gates act only when asked`()
    throws
  {
    let folder = try chats()
    try folder.write("onpar.yaml", "gates: {unmet_human_request_rate: {max: 1%}}\n")
    #expect(try run(folder, ["--gates", "--quiet"]).status == 1)
    #expect(folder.exists("out/gates.junit.xml"))
    // An old verdict never stands beside a new report.
    #expect(try run(folder, ["--quiet"]).status == 0)
    #expect(!folder.exists("out/gates.junit.xml"))
    #expect(try folder.text("out/report.json").contains("\"gates\": []"))
    try folder.write(
      "other.yaml",
      "gates: {unmet_human_request_rate: {max: 100%}, queue_wait_p90: {max: 1 s}}"
    )
    let passed = try run(folder, ["--gates", "--config", "other.yaml"])
    #expect(passed.status == 0)
    #expect(passed.errors.contains("Gates     1 of 2 passed, 1 not measurable"), "\(passed.errors)")
    #expect(
      try folder.text("out/gates.junit.xml").contains(
        "<skipped message=\"Queue wait, 90th percentile: \u{2014}, of 0; limit at most 1 s: not measurable, "
          + "does not apply\"/>"
      )
    )
  }

  @Test func `a failed gate says so even quietly, and can be written elsewhere`() throws {
    let folder = try chats()
    try folder.write("onpar.yaml", "gates: {unmet_human_request_rate: {max: 1%}}\n")
    let outcome = try run(folder, ["--gates", "--quiet", "--junit", "gates.xml"])
    #expect(outcome.status == 1)
    #expect(
      outcome.errors == "onpar: gates: 1 of 1 failed (unmet_human_request_rate).\n",
      "\(outcome.errors)"
    )
    #expect(try folder.text("gates.xml").contains("<failure "))
    #expect(!folder.exists("out/gates.junit.xml"))
    #expect(try run(folder, ["--gates", "--junit", "chats.jsonl"]).status == 64)
    #expect(try folder.read("chats.jsonl").count > 1_000)
    #expect(try run(folder, ["--junit", "gates.xml"]).status == 64)
  }

  @Test func `gates in the folder of the report are one of its files`() throws {
    let folder = try chats()
    try folder.write("onpar.yaml", "gates: {unmet_human_request_rate: {max: 1%}}\n")
    // The folder is not there yet, and is exchanged as a whole the second time.
    for _ in 0..<2 {
      let outcome = try run(folder, ["--gates", "--quiet", "--junit", "out/mine.xml"])
      #expect(outcome.status == 1, "\(outcome.errors)")
      #expect(try folder.text("out/mine.xml").contains("<failure "))
      #expect(!folder.exists("out/gates.junit.xml"))
    }
  }

  @Test(arguments: ["onpar.yaml", "claims.yaml", "chats.jsonl", "out/report.json", "out/run.json"])
  func `gates replace nothing that a report is made from or of`(name: String) throws {
    let folder = try chats()
    try folder.write("onpar.yaml", "gates: {unmet_human_request_rate: {max: 1%}}\n")
    try folder.write(
      "claims.yaml",
      "claims: [{say: Available 24/7, kind: always_open}]\n"
    )
    let before = folder.exists(name) ? try folder.read(name) : nil
    let outcome = try run(folder, ["--gates", "--claims", "claims.yaml", "--junit", name])
    #expect(outcome.status == 64)
    #expect((folder.exists(name) ? try folder.read(name) : nil) == before)
    #expect(!folder.exists("out"))
  }

  @Test func `gates that are missing or wrong end with 64 before anything is read`() throws {
    let folder = try Scratch()
    for text in ["min_cell: 20\n", "gates: {joy: {max: 5%}}\n", "gates: 5\n"] {
      try folder.write("onpar.yaml", text)
      let outcome = try Program.run(
        ["report", "absent.jsonl", "--out", "out", "--gates"],
        in: folder
      )
      #expect(outcome.status == 64, "\(text)")
    }
    // Wrong gates are told even where nobody asks for them.
    let config = try Program.run(["config"], in: folder)
    #expect(config.status == 64 && config.errors.contains("onpar.yaml:1:8: error: gates is"))
  }

  @Test func `too much input set aside goes before a gate`() throws {
    let folder = try chats()
    let bad = String(repeating: "{\"conversation_id\":\"a\",\"timestamp\":\"soon\"}\n", count: 400)
    try folder.write("bad.jsonl", try folder.read("chats.jsonl") + Array(bad.utf8))
    try folder.write("onpar.yaml", "gates: {unmet_human_request_rate: {max: 1%}}\n")
    let outcome = try Program.run(
      ["report", "bad.jsonl", "--out", "out", "--gates", "--quiet"],
      in: folder
    )
    #expect(outcome.status == 65)
    #expect(try folder.text("out/gates.junit.xml").contains("<failure "))
    let allowed = try Program.run(
      ["report", "bad.jsonl", "--out", "out", "--gates", "--quiet", "--max-loss", "50%"],
      in: folder
    )
    #expect(allowed.status == 1)
  }

  @Test func `gates of a facts file are those of its transcripts`() throws {
    let folder = try chats()
    try folder.write("onpar.yaml", Self.gates)
    #expect(try run(folder, ["--gates", "--quiet"]).status == 1)
    let direct = try folder.text("out/gates.junit.xml")
    let facts = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "facts.jsonl", "--quiet"],
      in: folder
    )
    #expect(facts.status == 0)
    let again = try Program.run(
      ["report", "facts.jsonl", "--from-facts", "--gates", "--out", "out", "--quiet"],
      in: folder
    )
    #expect(again.status == 1)
    #expect(try folder.text("out/gates.junit.xml") == direct)
  }

  // MARK: init

  @Test func `init writes a file that changes nothing, and replaces none`() throws {
    let folder = try chats()
    #expect(try run(folder, ["--quiet"]).status == 0)
    let before = try folder.read("out/metrics.csv")
    let first = try Program.run(["init"], in: folder)
    #expect(first.status == 0 && first.output.isEmpty)
    let config = try Program.run(["config", "--no-config"], in: folder)
    #expect(config.output == (try folder.read("onpar.yaml")))
    #expect(try run(folder, ["--config", "onpar.yaml", "--quiet"]).status == 0)
    #expect(try folder.read("out/metrics.csv") == before)
    try folder.write("onpar.yaml", "tz: Asia/Tokyo\n")
    let second = try Program.run(["init"], in: folder)
    #expect(second.status == 73 && second.errors.contains("--force"))
    #expect(try folder.text("onpar.yaml") == "tz: Asia/Tokyo\n")
    #expect(try Program.run(["init", "--force"], in: folder).status == 0)
    #expect(try folder.read("onpar.yaml") == config.output)
    #expect(try Program.run(["init", "-"], in: folder).output == config.output)
    #expect(try Program.run(["init", "absent/x.yaml"], in: folder).status == 73)
  }

  @Test func `init says which command reads the file, and can put its gates in force`() throws {
    let folder = try chats()
    let usual = try Program.run(["init"], in: folder)
    #expect(usual.errors == "onpar: onpar.yaml was written; `onpar report` reads it\n")
    let other = try Program.run(["init", "weekly.yaml"], in: folder)
    #expect(
      other.errors
        == "onpar: weekly.yaml was written; `onpar report --config weekly.yaml` reads it\n"
    )
    let gates = try Program.run(["init", "gates.yaml", "--gates"], in: folder)
    #expect(
      gates.errors
        == "onpar: gates.yaml was written; `onpar report --config gates.yaml --gates` reads it\n"
    )
    let outcome = try run(folder, ["--config", "gates.yaml", "--gates"])
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    #expect(try results(folder).count == 6)
  }

  @Test func `the examples of init are gates once their hash is taken away`() throws {
    let folder = try chats()
    #expect(try Program.run(["init"], in: folder).status == 0)
    let lines = try folder.text("onpar.yaml").components(separatedBy: "\n")
    let start = try #require(lines.firstIndex(of: "# gates:"))
    let live =
      lines[..<start] + lines[start...].map { $0.hasPrefix("# ") ? String($0.dropFirst(2)) : $0 }
    try folder.write("onpar.yaml", live.joined(separator: "\n"))
    let outcome = try run(folder, ["--gates"])
    #expect([0, 1].contains(outcome.status), "\(outcome.errors)")
    #expect(try results(folder).count == 6)
  }

  @Test func `the page about CI uses flags and files that there are`() throws {
    let page = try String(contentsOfFile: Repository.root + "/Docs/CI.md", encoding: .utf8)
    let folder = try Scratch()
    let help = try Program.run(["report", "--help"], in: folder).text
    let calls = page.split(separator: "\n").filter { $0.contains("onpar report ") }
    #expect(calls.count >= 3)
    for call in calls {
      for word in call.split(separator: " ") where word.hasPrefix("--") {
        #expect(help.contains(" " + word.prefix { $0 != "`" && $0 != "," }), "\(word)")
      }
    }
  }
}
