import Foundation
import Testing

/// What a person sees on standard error.
@Suite struct TerminalTests {
  @Test func `the closing summary is five lines`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let outcome = try Program.shell(
      "$ONPAR report chats.jsonl --out out 2>&1 >/dev/null | cat",
      in: folder
    )
    let lines = Sample.lines(outcome.output).map { String(decoding: $0, as: UTF8.self) }
    let names = lines.map { $0.prefix { $0 != " " } }
    #expect(names == ["Onpar", "Answer", "Headline", "Also", "Data"], "\(outcome.text)")
    // What was read, that it is invented, the verdict, what was set aside, and where the report is.
    #expect(lines[0].contains("simulated data"))
    #expect(lines[2].contains("Durable resolution: bot "))
    #expect(lines[4].contains("+ 0 set aside"))
    #expect(lines[4].hasSuffix("out/report.html"))
    // In a pipe there is neither progress nor colour.
    #expect(!outcome.output.contains(0x0D))
    #expect(!outcome.output.contains(0x1B))
  }

  @Test func `--quiet says nothing when all is well`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    for arguments in [
      ["report", "chats.jsonl", "--out", "out"],
      ["facts", "chats.jsonl", "--raw-ids", "-o", "rows"],
    ] {
      let outcome = try Program.run(arguments + ["--quiet"], in: folder)
      #expect(outcome.status == 0)
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.isEmpty)
    }
  }

  @Test func `only ten problems are shown, all with --verbose`() throws {
    let folder = try Scratch()
    let bad = #"{"conversation_id":"a","timestamp":"soon","role":"bot","text":"x"}"# + "\n"
    try folder.write("chats.jsonl", Sample.few + Array(String(repeating: bad, count: 25).utf8))
    let few = try Program.run(["inspect", "chats.jsonl"], in: folder)
    #expect(few.errorLines.count == 11)
    #expect(few.errorLines.last == "onpar: 15 more problems; --verbose shows them")
    let all = try Program.run(["inspect", "chats.jsonl", "--verbose"], in: folder)
    #expect(all.errorLines.count == 25)
  }

  @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/script")))
  func `on a terminal there is a progress line, wiped at the end, and none with --quiet`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let seen = try onTerminal(["inspect", "chats.jsonl"], in: folder)
    #expect(seen.contains(" %)"), "\(seen)")
    #expect(seen.contains("/s"))
    #expect(seen.hasSuffix("\r\u{1B}[K"))
    #expect(try onTerminal(["inspect", "chats.jsonl", "--quiet"], in: folder).isEmpty)
  }

  /// Standard error as a terminal shows it; standard output goes nowhere.
  private func onTerminal(_ arguments: [String], in folder: Scratch) throws -> String {
    let command = arguments.joined(separator: " ")
    #if canImport(Glibc)
    let line = "script -qec \"'$ONPAR' \(command) >/dev/null\" /dev/null"
    #else
    let line = "script -q /dev/null /bin/sh -c \"'$ONPAR' \(command) >/dev/null\""
    #endif
    let outcome = try Program.shell(line + " </dev/null", in: folder)
    #expect(outcome.status == 0)
    return outcome.text
  }
}
