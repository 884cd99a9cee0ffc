import Foundation
import TestSupport
import Testing

/// An input that ends inside a record is not whole: it is named, and the report is marked.
@Suite struct CutInputTests {
  /// The sample cut in the middle of a line, and the lines before it.
  private func cut(_ sample: [UInt8]) throws -> (text: [UInt8], whole: [UInt8], lines: Int) {
    let start = try #require(sample[..<(sample.count * 2 / 3)].lastIndex(of: 0x0A)) + 1
    let end = try #require(sample[start...].firstIndex(of: 0x0A))
    let whole = Array(sample[..<start])
    return (whole + sample[start..<(start + end) / 2], whole, whole.count { $0 == 0x0A })
  }

  @Test(arguments: ["messages", "conversations"], ["plain", "gzip", "stream"])
  func `a cut export gives a report of what came before, and says so`(
    layout: String,
    way: String
  ) throws {
    let folder = try Scratch()
    let (text, whole, lines) = try cut(
      layout == "messages" ? Sample.messages : Sample.conversations
    )
    try folder.write("cut", way == "gzip" ? try gzip(text, in: folder) : text)
    try folder.write("whole", whole)
    let input = way == "stream" ? "-" : "cut"
    let outcome = try Program.run(
      ["report", input, "--out", "out", "--max-loss", "100%"],
      input: way == "stream" ? text : [],
      in: folder
    )
    #expect(outcome.status == 65)
    let name = way == "stream" ? "(standard input)" : "cut"
    #expect(outcome.errors.contains("\(lines + 1):"), "\(outcome.errors)")
    #expect(
      outcome.errors.contains("the text ends inside its last record; expected the rest of it"),
      "\(outcome.errors) \(name)"
    )
    #expect(outcome.errors.contains("INCOMPLETE"))
    #expect(try folder.text("out/run.json").contains("\"incomplete\": true"))
    let quarantine = try folder.text("out/quarantine.jsonl")
    #expect(quarantine.contains("\"reason\":\"ends_early\"") && !quarantine.contains("malformed"))
    for name in ["report.html", "report.md"] {
      #expect(try folder.text("out/" + name).contains("This report is incomplete"), "\(name)")
    }
    // What came before counts as if nothing had followed.
    try report(["whole"], to: "before", in: folder)
    for name in ["metrics.csv", "comparison.csv", "weekly.csv"] {
      #expect(try folder.read("out/" + name) == folder.read("before/" + name), "\(name)")
    }
  }

  @Test func `a line that lacks only its end is whole, and garbage is a broken record`() throws {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.few)
    try folder.write("whole", Sample.joined(lines))
    try report(["whole"], in: folder)
    #expect(try folder.text("out/run.json").contains("\"incomplete\": false"))
    for garbage in ["{\"conversation_id\":\"c\" oops", "}", "hello", "{\"text\":tru]"] {
      try folder.write("broken", Sample.joined(lines + [Array(garbage.utf8)]))
      try report(["broken", "--max-loss", "100%"], in: folder)
      #expect(try folder.text("out/quarantine.jsonl").contains("malformed"), "\(garbage)")
    }
  }

  @Test(arguments: ["intercom/conversations.jsonl", "rasa-tracker/trackers.jsonl"])
  func `other formats in lines are no different`(_ name: String) throws {
    let folder = try Scratch()
    let sample = try #require(
      try? Scratch.bytes(Repository.root + "/Tests/PipelineTests/Samples/" + name)
    )
    let (text, whole, lines) = try cut(sample)
    try folder.write("cut", text)
    try folder.write("whole", whole)
    let outcome = try Program.run(["inspect", "cut"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errors.hasPrefix("cut:\(lines + 1):"), "\(outcome.errors)")
    #expect(outcome.errors.contains("the text ends inside its last record"))
    #expect(outcome.text.contains(" used + 0 set aside"), "\(outcome.text)")
    // All that is left is the same, and one says that something is not there.
    func seen(_ file: String) throws -> [String: Any] {
      let json = try Program.run(["inspect", file, "--json"], in: folder)
      return try #require(
        try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
      )
    }
    var (broken, sound) = (try seen("cut"), try seen("whole"))
    #expect(broken.removeValue(forKey: "incomplete") as? Bool == true)
    #expect(sound.removeValue(forKey: "incomplete") as? Bool == false)
    #expect(NSDictionary(dictionary: broken) == NSDictionary(dictionary: sound))
  }

  @Test func `a cut record costs nothing more in a gzip that is cut as well`() throws {
    let folder = try Scratch()
    let packed = try gzip(Sample.messages, in: folder)
    try folder.write("cut.gz", Array(packed[..<(packed.count / 2)]))
    let outcome = try Program.run(["inspect", "cut.gz"], in: folder)
    #expect(outcome.status == 65)
    #expect(outcome.errorLines.count == 1, "\(outcome.errors)")
    #expect(outcome.errors.hasPrefix("cut.gz: error: ends inside compressed data"))
    #expect(outcome.text.contains(" used + 0 set aside"), "\(outcome.text)")
  }
}
