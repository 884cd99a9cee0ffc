import Foundation
import Testing

/// The flags of the comparison change what they say they change, and the report says that they were set.
@Suite struct ComparisonFlagsTests {
  private func json(_ folder: Scratch, _ out: String) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(try folder.read(out + "/report.json")))
    return try #require(object as? [String: Any])
  }

  private func parameter(_ json: [String: Any], _ name: String) throws -> (String, Bool) {
    let run = try #require(json["run"] as? [String: Any])
    let all = try #require(run["parameters"] as? [[String: Any]])
    let found = try #require(all.first { $0["name"] as? String == name }, "\(name)")
    return (found["value"] as? String ?? "", found["default"] as? Bool ?? false)
  }

  private func width(_ json: [String: Any], _ part: String) throws -> Double {
    let family = try #require(json["headline_family"] as? [[String: Any]])
    let estimate = try #require(family.first?[part] as? [String: Any])
    return try #require(estimate["upper"] as? Double) - (try #require(estimate["lower"] as? Double))
  }

  private func chats() throws -> Scratch {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", "easy-topics", "--seed", "3", "--conversations", "600"],
      in: folder
    )
    try folder.write("chats.jsonl", sample.output)
    return folder
  }

  @Test func `the level is in every face, in the parameters, and widens the intervals`() throws {
    let folder = try chats()
    try report(["chats.jsonl"], to: "usual", in: folder)
    let outcome = try Program.run(
      ["report", "chats.jsonl", "--out", "strict", "--level", "99%"],
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("99\u{202F}% interval"))
    let (usual, strict) = (try json(folder, "usual"), try json(folder, "strict"))
    #expect(usual["level"] as? Double == 0.95)
    #expect(strict["level"] as? Double == 0.99)
    #expect(strict["equivalence_level"] as? Double == 0.98)
    for part in ["bot", "difference", "crude_difference"] {
      #expect(try width(strict, part) > width(usual, part))
    }
    #expect(try parameter(usual, "confidence") == ("95 %", true))
    #expect(try parameter(strict, "confidence") == ("99 %", false))
    for name in ["report.html", "report.md"] {
      let text = try folder.text("strict/" + name)
      #expect(text.contains("99\u{202F}%"), "\(name)")
      let results = text.components(separatedBy: "<h3>Definitions</h3>")[0]
      #expect(!results.contains("95\u{202F}% interval"), "\(name)")
      #expect(!results.contains("90\u{202F}% interval"), "\(name)")
    }
    // 0.99 and 99% are the same.
    try report(["chats.jsonl", "--level", "0.99"], to: "again", in: folder)
    #expect(try folder.read("again/report.html") == folder.read("strict/report.html"))
  }

  @Test func `always-valid intervals are wider, and named`() throws {
    let folder = try chats()
    try report(["chats.jsonl"], to: "usual", in: folder)
    try report(["chats.jsonl", "--always-valid"], to: "valid", in: folder)
    let (usual, valid) = (try json(folder, "usual"), try json(folder, "valid"))
    #expect(try width(valid, "difference") > 1.2 * width(usual, "difference"))
    #expect(try width(valid, "bot") == width(usual, "bot"))
    #expect(valid["always_valid"] as? Bool == true)
    #expect(try parameter(valid, "always_valid") == ("true", false))
    #expect(try parameter(usual, "always_valid") == ("false", true))
    #expect(try folder.text("valid/report.html").contains("always-valid"))
  }

  @Test func `a launch is told before from after, or why it cannot be`() throws {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", "growing-bot", "--seed", "3", "--conversations", "3000"],
      in: folder
    )
    try folder.write("chats.jsonl", sample.output)
    try report(["chats.jsonl", "--launch", "2026-04-08"], in: folder)
    let found = try json(folder, "out")
    let launch = try #require(found["launch"] as? [String: Any])
    #expect(launch["date"] as? String == "2026-04-08")
    // A Wednesday: the week from Monday, 6 April, counts as after.
    #expect(launch["first_week_after"] as? String == "2026-04-06")
    let changes = try #require(launch["changes"] as? [[String: Any]])
    let both = try #require(
      changes.first { $0["method"] as? String == "difference_in_differences" }
    )
    #expect((both["level_change"] as? [String: Any])?["value"] is Double)
    // Twelve weeks cannot have eight on each side.
    let series = changes.filter { $0["method"] as? String == "interrupted_series" }
    #expect(!series.isEmpty)
    for change in series {
      let level = try #require(change["level_change"] as? [String: Any])
      #expect(level["null_reason"] as? String == "too_few_weeks")
    }
    let page = try folder.text("out/report.html")
    #expect(page.contains("What changed at the launch?"))
    #expect(page.contains("nothing else changed that week"))
    #expect(page.contains("inside that week"))
    #expect(try parameter(found, "launch") == ("2026-04-08", false))
    try report(["chats.jsonl"], to: "plain", in: folder)
    #expect(try !folder.text("plain/report.html").contains("What changed at the launch?"))
  }

  @Test(arguments: [
    (["--level", "95"], "such as 0.95 or 99%"), (["--level", "0.5"], "0.8 to 0.999"),
    (["--level", "1"], "0.8 to 0.999"), (["--level", "high"], "--level is high"),
    (["--launch", "soon"], "--launch is soon"), (["--launch", "2026-02-30"], "such as 2026-03-02"),
    (["--launch", "2026-13-01"], "--launch is 2026-13-01"),
    (["--launch", "2026-03-02T00:00:00Z"], "such as 2026-03-02"),
    (["--standard", "mine"], "overlap, bot, human or combined"),
    (["--margin", "csat_top2=0"], "3pp or 0.03 for rates"), (["--unit", "message"], "message"),
  ])
  func `a value that cannot be is refused with what was expected`(
    _ flags: [String],
    _ words: String
  ) throws {
    let folder = try Scratch()
    let outcome = try Program.run(["report", "-", "--out", "x"] + flags, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
    #expect(try folder.names().isEmpty)
  }
}
