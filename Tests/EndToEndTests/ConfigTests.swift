import Foundation
import Testing

/// Parameters come from a file or from flags; flags win; the report says what was used and who set it.
@Suite struct ConfigTests {
  private func chats() throws -> Scratch {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    return folder
  }

  private func parameters(_ folder: Scratch, _ out: String) throws -> [String: [String: Any]] {
    let run = try JSONSerialization.jsonObject(with: Data(try folder.read(out + "/run.json")))
    let all = (run as? [String: Any])?["parameters"] as? [[String: Any]] ?? []
    return Dictionary(uniqueKeysWithValues: all.map { ($0["name"] as? String ?? "", $0) })
  }

  private func figures(_ folder: Scratch, _ out: String) throws -> [UInt8] {
    try folder.read(out + "/metrics.csv")
  }

  @Test func `a file, the usual file and flags set the same, and the report says who did`() throws {
    let folder = try chats()
    try report(["chats.jsonl"], to: "plain", in: folder)
    try report(
      ["chats.jsonl", "--set", "min_cell=3", "--tz", "Asia/Tokyo"],
      to: "flags",
      in: folder
    )
    try folder.write("mine.yaml", "min_cell: 3\ntz: Asia/Tokyo\n")
    try report(["chats.jsonl", "--config", "mine.yaml"], to: "file", in: folder)
    try folder.write("onpar.yaml", "tz: Asia/Tokyo\nmin_cell: 3\n")
    let outcome = try Program.run(["report", "chats.jsonl", "--out", "usual"], in: folder)
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("parameters are taken from onpar.yaml"))
    try report(["chats.jsonl", "--no-config"], to: "without", in: folder)
    let flags = try figures(folder, "flags")
    #expect(try figures(folder, "plain") != flags)
    #expect(try figures(folder, "file") == flags)
    #expect(try figures(folder, "usual") == flags)
    #expect(try folder.read("without/report.html") == folder.read("plain/report.html"))
    let usual = try #require(try parameters(folder, "usual")["min_cell"])
    #expect(usual["value"] as? String == "3" && usual["default"] as? Bool == false)
    #expect(usual["default_value"] as? String == "20")
    #expect(usual["set_by"] as? String == "onpar.yaml:2")
    #expect(try parameters(folder, "flags")["min_cell"]?["set_by"] as? String == "--set")
    #expect(try parameters(folder, "usual")["contact_gap"]?["default"] as? Bool == true)
    #expect(try folder.text("usual/run.json").contains("\"config\": \"onpar.yaml\""))
    #expect(try folder.text("plain/run.json").contains("\"config\": null"))
    let page = try folder.text("usual/report.html")
    #expect(page.contains("yes; the default is 20") && page.contains("onpar.yaml:2"))
    #expect(try !folder.text("plain/report.html").contains("Changed from the default"))
  }

  @Test func `flags go before the file`() throws {
    let folder = try chats()
    try folder.write("onpar.yaml", "tz: Asia/Tokyo\nthanks_confirms: true\nconfidence: 0.99\n")
    try report(["chats.jsonl", "--tz", "UTC", "--level", "0.9", "--quiet"], in: folder)
    let found = try parameters(folder, "out")
    #expect(found["tz"]?["value"] as? String == "UTC")
    #expect(found["tz"]?["set_by"] as? String == "--tz")
    #expect(found["tz"]?["default"] as? Bool == true)
    #expect(found["confidence"]?["value"] as? String == "90 %")
    #expect(found["thanks_confirms"]?["value"] as? String == "true")
  }

  @Test(arguments: [
    ("contact_gpa: 1 h", "onpar.yaml:1:1: error: ", "did you mean \"contact_gap\"?"),
    ("tz: UTC\ncontact_gap: [1]", "onpar.yaml:2:14: error: ", "is a list"),
    ("# x\n\nmin_cell: 0", "onpar.yaml:3:11: error: ", "from 1 to 1000000"),
    ("min_cell: many", "onpar.yaml:1:11: error: ", "expected a whole number"),
    ("to: 2026-03-01\nfrom: 2026-03-02", "onpar.yaml:2:7: error: ", "later than from"),
    ("just words", "onpar.yaml:1:1: error: ", "table"),
  ])
  func `what is wrong in the file is told with its line, and nothing is written`(
    _ text: String,
    _ place: String,
    _ words: String
  ) throws {
    let folder = try chats()
    try folder.write("onpar.yaml", text)
    for command in [["report", "chats.jsonl", "--out", "out"], ["config"]] {
      let outcome = try Program.run(command, in: folder)
      #expect(outcome.status == 64, "\(command)")
      #expect(outcome.errors.contains(place), "\(outcome.errors)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    #expect(!folder.exists("out"))
  }

  @Test(arguments: [
    (["--set", "contact_gap=soon"], "--set contact_gap is soon; expected a duration"),
    (["--set", "contact_gpa=1h"], "did you mean"), (["--set", "contact_gap"], "name=value"),
    (["--config", "a.yaml", "--no-config"], "exclude each other"),
    (["--set", "repeat_windows=1d"], "is fixed"),
  ])
  func `a flag that cannot be is wrong usage`(_ flags: [String], _ words: String) throws {
    let folder = try Scratch()
    let outcome = try Program.run(["report", "-", "--out", "out"] + flags, in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(words), "\(outcome.errors)")
  }

  @Test func `a file that is named must be there`() throws {
    let folder = try chats()
    let outcome = try Program.run(
      ["report", "chats.jsonl", "--out", "out", "--config", "none.yaml"],
      in: folder
    )
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("none.yaml cannot be read"))
  }

  @Test func `config prints a file that gives the same settings again`() throws {
    let folder = try Scratch()
    let flags = [
      "--tz", "Europe/Berlin", "--set", "contact_gap=12h", "--strata", "topic,language",
      "--margin", "csat_top2=5pp", "--margin", "first_response_time=1.2", "--level", "99%",
      "--as-of", "2026-04-01", "--launch", "2026-03-02", "--assume-tz", "Asia/Tokyo",
    ]
    let first = try Program.run(["config"] + flags, in: folder)
    #expect(first.status == 0 && first.errors.isEmpty)
    try folder.write("mine.yaml", first.output)
    let second = try Program.run(["config", "--config", "mine.yaml"], in: folder)
    #expect(second.text == first.text)
    #expect(first.text.contains("# Changed; the default is 24 h.\ncontact_gap: 12 h"))
    #expect(first.text.contains("strata: [topic, language]"))
    #expect(first.text.contains("margins:\n  csat_top2: 0.05\n  first_response_time: 1.2"))
    // The shell makes the file before the program looks for one.
    let shell = try Program.shell("$ONPAR config > onpar.yaml && $ONPAR config -h", in: folder)
    #expect(shell.status == 0)
    let plain = try Program.run(["config"], in: folder)
    #expect(plain.output == (try folder.read("onpar.yaml")))
    #expect(!plain.text.contains("# Changed"))
  }

  @Test func `how alike two messages must be is looked at while they are read`() throws {
    let folder = try Scratch()
    func line(_ role: String, _ text: String, _ second: Int) -> String {
      "{\"schema\":\"onpar/1\",\"type\":\"message\",\"conversation_id\":\"a\",\"language\":\"en\",\"role\":\"\(role)\","
        + "\"timestamp\":\"2026-03-02T10:00:0\(second)Z\",\"text\":\"\(text)\"}\n"
    }
    // 6 of 7 words are shared, which is 0.857….
    try folder.write(
      "chats.jsonl",
      line("customer", "where is my parcel from last week", 1)
        + line("bot", "It is on its way to you.", 2)
        + line("customer", "where is my parcel from last", 3)
        + line("bot", "It comes tomorrow.", 4)
    )
    func repeats(_ flags: [String]) throws -> Bool? {
      let outcome = try Program.run(
        ["facts", "chats.jsonl", "--raw-ids", "-o", "-", "--as-of", "2026-03-20"] + flags,
        in: folder
      )
      #expect(outcome.status == 0, "\(outcome.errors)")
      let first = try #require(Sample.lines(outcome.output).first)
      let row = try JSONSerialization.jsonObject(with: Data(first)) as? [String: Any]
      let metrics = row?["metrics"] as? [String: [String: Any]]
      return metrics?["customer_repetition_rate"]?["value"] as? Bool
    }
    #expect(try repeats([]) == true)
    #expect(try repeats(["--set", "similarity_repeat=0.86"]) == false)
    #expect(try repeats(["--set", "similarity_repeat=0.85"]) == true)
    #expect(try repeats(["--set", "similarity_repeat=1"]) == false)
  }

  @Test func `a facts file and the report of it take the same parameters`() throws {
    let folder = try chats()
    try folder.write("onpar.yaml", "inactivity_close: 12 h\nthanks_confirms: true\nmin_cell: 2\n")
    let facts = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "-o", "facts.jsonl", "--quiet"],
      in: folder
    )
    #expect(facts.status == 0)
    try report(["chats.jsonl"], to: "direct", in: folder)
    try report(["facts.jsonl", "--from-facts"], to: "facts", in: folder)
    #expect(try figures(folder, "direct") == figures(folder, "facts"))
    try report(["facts.jsonl", "--from-facts", "--no-config"], to: "other", in: folder)
    #expect(try figures(folder, "other") != figures(folder, "facts"))
  }

  @Test func `inspect reads the same file, and the file may say how much may be lost`() throws {
    let folder = try Scratch()
    let good =
      #"{"conversation_id":"c","timestamp":"2026-03-02T10:00:00","role":"customer","text":"a b"}"#
    try folder.write("log.jsonl", good + "\n" + good + "\n{\n")
    let strict = try Program.run(["inspect", "log.jsonl", "--json", "-q"], in: folder)
    #expect(strict.status == 65 && strict.text.contains("2026-03-02T10:00:00.000Z"))
    try folder.write("onpar.yaml", "assume_tz: Europe/Berlin\nmax_loss: 40%\n")
    let inspected = try Program.run(["inspect", "log.jsonl", "--json", "-q"], in: folder)
    #expect(inspected.status == 0 && inspected.text.contains("2026-03-02T09:00:00.000Z"))
    try report(["log.jsonl"], in: folder)
    #expect(try parameters(folder, "out")["max_loss"]?["value"] as? String == "40 %")
    try report(["log.jsonl", "--max-loss", "30%"], in: folder, status: 65)
    try folder.write("onpar.yaml", "max_loss: 2\n")
    let refused = try Program.run(["inspect", "log.jsonl"], in: folder)
    #expect(refused.status == 64 && refused.errors.contains("onpar.yaml:1:11"))
  }
}
