import Foundation
import TestSupport
import Testing

/// What `make install` puts beside the program: the manual, and completions for shells.
@Suite struct ManualTests {
  private static let canWritePages = FileManager.default.isExecutableFile(
    atPath: "/usr/bin/python3"
  )

  /// The pages, by name without their ending.
  private func pages(in folder: Scratch) throws -> [String: String] {
    let outcome = try Program.shell(
      "mkdir man && python3 '\(Repository.root)/Scripts/packaging/manual.py' \"$ONPAR\" man 1767225600 /docs",
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    var pages: [String: String] = [:]
    for name in try folder.names("man") {
      pages[String(name.dropLast(2))] = try folder.text("man/" + name)
    }
    return pages
  }

  @Test(.enabled(if: canWritePages, "there is no Python 3"))
  func `every command has a page with its options and its examples`() throws {
    let folder = try Scratch()
    let pages = try pages(in: folder)
    #expect(pages.count >= 20)
    for (name, page) in pages {
      let words = name.split(separator: "-").map(String.init)
      let outcome = try Program.run(Array(words.dropFirst()) + ["--help"], in: folder)
      try #require(outcome.status == 0, "\(name)")
      let lines = outcome.text.split(separator: "\n", omittingEmptySubsequences: false)
      #expect(page.contains(" 1 2026-01-01 \"onpar "), "\(name)")
      for line in lines where line.hasPrefix("  -") {
        let option = line.split(separator: " ").first { $0.hasPrefix("--") } ?? "-"
        #expect(page.contains("\\fB" + escaped(option) + "\\fR"), "\(name) \(option)")
      }
      let start = lines.firstIndex { $0.hasSuffix("EXAMPLES:") } ?? lines.endIndex
      let examples = lines[start...].dropFirst().prefix { !$0.isEmpty }
      if !examples.isEmpty { #expect(page.contains(".SH EXAMPLES\n"), "\(name)") }
      for example in examples {
        let typed = example.trimmingCharacters(in: .whitespaces)
        #expect(page.contains("\n" + escaped(typed) + "\n"), "\(name): \(typed)")
      }
    }
    for child in ["onpar-report", "onpar-history-add", "onpar-mapping-new"] {
      #expect(pages[child] != nil, "\(child)")
    }
  }

  /// As roff wants text that is to be copied.
  private func escaped(_ text: some StringProtocol) -> String {
    String(text).replacing("-", with: "\\-").replacing("'", with: "\\(aq").replacing(
      "`",
      with: "\\(ga"
    )
  }

  struct Typed: Sendable, CustomTestStringConvertible {
    let words: [String]
    let offered: String
    var testDescription: String { words.joined(separator: " ") }
  }

  @Test(arguments: [
    Typed(words: ["rep"], offered: "report"),
    Typed(words: ["report", "exp"], offered: "export.jsonl"),
    Typed(words: ["report", "--unit", "conv"], offered: "conversation"),
    Typed(words: ["report", "export.jsonl", "--out", "week"], offered: "weekly"),
    Typed(words: ["report", "--input-format", "onpar-x"], offered: "onpar-xml"),
    Typed(words: ["history", "add", "exp"], offered: "export.jsonl"),
    Typed(words: ["explain", "handoff_r"], offered: "handoff_rate"),
  ])
  func `bash completes what is typed`(_ typed: Typed) throws {
    let folder = try Scratch()
    try folder.write("export.jsonl", "")
    try folder.write("weekly/report.md", "")
    let words = (["onpar"] + typed.words).map { "'\($0)'" }
    let line = """
      onpar() { "$ONPAR" "$@"; }
      source <("$ONPAR" --generate-completion-script bash)
      COMP_WORDS=(\(words.joined(separator: " "))); COMP_CWORD=\(typed.words.count)
      COMP_LINE="${COMP_WORDS[*]}"; COMP_POINT=${#COMP_LINE}
      _onpar onpar "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    let outcome = try Program.shell(line, in: folder)
    #expect(outcome.text.split(separator: "\n").contains(typed.offered[...]), "\(outcome.text)")
  }
}
