import Foundation
import Testing

/// Every kind of bad input has a defined end: a message that says where, what was expected and what happens, a
/// status, and a report where one can be written.
@Suite struct BadInputTests {
  private static let good = """
    {"conversation_id":"a","message_id":"1","timestamp":"2026-03-02T10:00:00Z","role":"customer","text":"where is my order"}
    {"conversation_id":"a","message_id":"2","timestamp":"2026-03-02T10:00:05Z","role":"bot","text":"It comes tomorrow."}

    """

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The third line, with the mark ▲ before the byte that the message must name.
    let line: String
    let words: [String]
    let reason: String
  }

  static let cases: [Case] = [
    .init(
      testDescription: "a line that is cut short",
      line: #"{"conversation_id":"a","message_id":"3","role":"bot","text":"x"▲"#,
      words: ["expected", "this record is set aside"],
      reason: "malformed"
    ),
    .init(
      testDescription: "a line that is no object",
      line: "▲[1,2]",
      words: ["expected a JSON object", "this record is set aside"],
      reason: "malformed"
    ),
    .init(
      testDescription: "a bad time",
      line:
        #"{"conversation_id":"a","message_id":"3","timestamp":▲"yesterday","role":"bot","text":"x"}"#,
      words: [
        "\"aaaaaaaaa\"", "expected an ISO 8601 time such as 2024-03-09T17:20:00Z", "set aside",
      ],
      reason: "bad_value"
    ),
    .init(
      testDescription: "no role",
      line: #"▲{"conversation_id":"a","message_id":"3","text":"x"}"#,
      words: ["\"role\" is absent; expected customer, bot, human or system", "set aside"],
      reason: "missing_field"
    ),
    .init(
      testDescription: "no conversation",
      line: #"▲{"message_id":"3","role":"bot","text":"x"}"#,
      words: ["\"conversation_id\" is absent", "set aside"],
      reason: "missing_field"
    ),
    .init(
      testDescription: "no text",
      line: #"▲{"conversation_id":"a","message_id":"3","role":"bot"}"#,
      words: ["\"text\" is absent", "set aside"],
      reason: "missing_field"
    ),
  ]

  @Test(arguments: cases)
  func `a bad record costs that record and is named by line and column`(_ bad: Case) throws {
    let folder = try Scratch()
    let column = try #require(bad.line.firstIndex(of: "▲"))
    let line = bad.line.replacingOccurrences(of: "▲", with: "")
    let place = "march.jsonl:3:\(bad.line[..<column].utf8.count + 1): error: "
    try folder.write("march.jsonl", Self.good + line + "\n" + Self.good)
    let outcome = try Program.run(["inspect", "march.jsonl"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix(place), "\(outcome.errors)")
    for words in bad.words { #expect(outcome.errors.contains(words), "\(outcome.errors)") }
    #expect(outcome.text.contains("5 read = 4 used + 1 set aside"), "\(outcome.text)")
  }

  @Test func `set aside records are listed, raw only on demand, and --max-loss decides the status`()
    throws
  {
    let folder = try Scratch()
    let bad = Self.cases[3].line.replacingOccurrences(of: "▲", with: "")
    try folder.write("march.jsonl", Self.good + bad + "\n")
    try report(["march.jsonl"], in: folder, status: 65)
    let plain = try folder.text("out/quarantine.jsonl")
    #expect(plain.contains("\"file\":\"march.jsonl\",\"line\":3,\"column\":1"))
    #expect(plain.contains("\"reason\":\"missing_field\""))
    #expect(!plain.contains("\"raw\""))
    #expect(try folder.text("out/run.json").contains("\"over_loss\": true"))
    try report(["march.jsonl", "--keep-raw", "--max-loss", "34%"], in: folder)
    let kept = try folder.text("out/quarantine.jsonl")
    #expect(kept.contains("\"raw\":\"{\\\"conversation_id\\\":\\\"a\\\""))
    #expect(try folder.text("out/run.json").contains("\"over_loss\": false"))
    try report(["march.jsonl", "--max-loss", "0.33"], in: folder, status: 65)
    try report(["march.jsonl", "--max-loss", "100%"], in: folder)
    try folder.write("march.jsonl", Self.good)
    try report(["march.jsonl", "--max-loss", "0"], in: folder)
    // The list of the run before does not stay beside the new report.
    #expect(try folder.read("out/quarantine.jsonl").isEmpty)
  }

  @Test func `--strict stops at the first problem and writes nothing`() throws {
    let folder = try Scratch()
    let bad = Self.cases.map { $0.line.replacingOccurrences(of: "▲", with: "") }
    try folder.write("march.jsonl", Self.good + bad.joined(separator: "\n") + "\n")
    let outcome = try Program.run(
      ["report", "march.jsonl", "--out", "out", "--strict"],
      in: folder
    )
    #expect(outcome.status == 65)
    #expect(outcome.errorLines.count == 2, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("march.jsonl:3:"))
    #expect(try folder.names() == ["march.jsonl"])
    let facts = try Program.run(
      ["facts", "march.jsonl", "-o", "rows", "--raw-ids", "--strict"],
      in: folder
    )
    #expect(facts.status == 65)
    #expect(try folder.names() == ["march.jsonl"])
  }

  @Test func `a gzip that ends too early gives a report that says so`() throws {
    let folder = try Scratch()
    let packed = try gzip(Sample.few, in: folder)
    try folder.write("cut.gz", Array(packed[..<(packed.count * 2 / 3)]))
    try report(["cut.gz", "--max-loss", "100%"], in: folder, status: 65)
    let manifest = try folder.text("out/run.json")
    #expect(manifest.contains("\"incomplete\": true"))
    let outcome = try Program.run(["report", "cut.gz", "--out", "out"], in: folder)
    #expect(outcome.errors.contains("cut.gz: error: ends inside compressed data"))
    #expect(outcome.errors.contains("INCOMPLETE"))
    for name in ["report.html", "report.md"] {
      #expect(try folder.text("out/" + name).contains("This report is incomplete"), "\(name)")
    }
  }

  @Test func `an empty file is named; alone it is a loss, beside others it is not`() throws {
    let folder = try Scratch()
    try folder.write("empty.jsonl", "")
    try folder.write("blank.jsonl", "\n \n")
    try folder.write("good.jsonl", Self.good)
    for name in ["empty.jsonl", "blank.jsonl"] {
      let alone = try Program.run(["report", name, "--out", "out"], in: folder)
      #expect(alone.status == 65, "\(name)")
      #expect(alone.errors.contains("\(name): error: the input holds no record"))
      #expect(alone.errors.contains("0 records read = 0 used + 0 set aside"), "\(alone.errors)")
    }
    let beside = try Program.run(
      ["report", "empty.jsonl", "good.jsonl", "--out", "out"],
      in: folder
    )
    #expect(beside.status == 0)
    #expect(beside.errors.contains("empty.jsonl: error: the input holds no record"))
    let stream = try Program.run(["inspect", "-"], in: folder)
    #expect(stream.status == 65)
  }

  @Test func `inputs that are missing or hold no file end the run before it starts`() throws {
    let folder = try Scratch()
    try folder.write("good.jsonl", Self.good)
    try folder.write("hidden/.a", Self.good)
    for (inputs, words) in [
      (["absent.jsonl"], "\"absent.jsonl\""), (["good.jsonl", "absent.jsonl"], "\"absent.jsonl\""),
      (["hidden"], "\"hidden\" holds no files"), (["*.xml"], "*.xml"),
    ] {
      let outcome = try Program.run(["report"] + inputs + ["--out", "out"], in: folder)
      #expect(outcome.status == 66, "\(inputs)")
      #expect(outcome.errors.contains(words), "\(outcome.errors)")
      #expect(!folder.exists("out"))
    }
  }

  @Test func `what is no transcript is left out and named`() throws {
    let folder = try Scratch()
    try folder.write("day/readme.txt", "Only words.\n")
    try folder.write("day/other.jsonl", #"{"fruit":"plum","count":3}"# + "\n")
    let outcome = try Program.run(["report", "day", "--out", "out"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("readme.txt: error: no known format"))
    #expect(outcome.errors.contains("\"fruit\", \"count\""))
    #expect(outcome.errors.contains("0 records read = 0 used + 0 set aside"), "\(outcome.errors)")
    #expect(folder.exists("out/report.html"))
  }

  @Test func `XML in a broken encoding is one line on standard error, without a customer's words`()
    throws
  {
    let folder = try Scratch()
    try folder.write(
      "a.xml",
      "<?xml version='1.0' encoding='UTF-7'?>\n<onpar version='1'><conversation conversation_id='a'>"
        + "<message role='bot'>secret ~tion words</message></conversation></onpar>"
    )
    let outcome = try Program.run(["inspect", "a.xml"], in: folder)
    let lines = outcome.errors.split(separator: "\n")
    #expect(lines.allSatisfy { $0.hasPrefix("a.xml") }, "\(outcome.errors)")
    #expect(!lines.isEmpty && !outcome.errors.contains("0x7E"))
  }

  @Test func `a file that may not be read is named`() throws {
    guard geteuid() != 0 else { return print("skipped: root may read every file") }
    let folder = try Scratch()
    try folder.write("closed.jsonl", Self.good)
    chmod(folder.path + "/closed.jsonl", 0)
    let outcome = try Program.run(["report", "closed.jsonl", "--out", "out"], in: folder)
    #expect(outcome.status == 65 || outcome.status == 66)
    #expect(outcome.errors.contains("closed.jsonl: error: "))
    // A folder that may not be entered hides what a pattern means in it.
    try folder.write("open/x.jsonl", Self.good)
    try folder.write("shut/x.jsonl", Self.good)
    chmod(folder.path + "/shut", 0)
    let pattern = try Program.run(["inspect", "*/x.jsonl"], in: folder)
    chmod(folder.path + "/shut", 0o700)
    #expect(pattern.status == 66 && pattern.errors.contains("shut/x.jsonl"), "\(pattern.errors)")
  }
}
