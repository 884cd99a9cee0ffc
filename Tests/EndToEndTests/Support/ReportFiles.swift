import Foundation
import Testing

/// The files of a report, with and without the part that lists the inputs.
struct ReportFiles {
  static let names = [
    "report.html", "report.md", "report.json", "metrics.csv", "comparison.csv", "curves.csv",
    "weekly.csv", "run.json", "quarantine.jsonl",
  ]

  let bytes: [String: [UInt8]]

  init(_ folder: Scratch, _ name: String) throws {
    try self.init(root: folder.path, name)
  }

  init(root: String, _ name: String) throws {
    var bytes: [String: [UInt8]] = [:]
    for file in Self.names {
      let path = root + "/" + name + "/" + file
      bytes[file] = Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }
    self.bytes = bytes
  }

  /// The files with the delimited list of inputs taken out: what must not depend on how chats lie in files.
  ///
  /// `nil` for a file whose list cannot be found.
  func withoutInputs() -> [String: String] {
    var texts: [String: String] = [:]
    for (name, bytes) in bytes {
      let text = String(decoding: bytes, as: UTF8.self)
      switch name {
      case "report.html":
        texts[name] = Self.cut(text, from: "<section id=\"inputs\"", to: "</section>")
      case "report.md":
        texts[name] = Self.cut(text, from: "<a id=\"inputs\"></a>", to: "<!-- end of inputs -->")
      case "report.json", "run.json":
        texts[name] = Self.cut(text, from: "\n \"inputs\": {", to: "\n }")
      default: texts[name] = text
      }
    }
    return texts
  }

  private static func cut(_ text: String, from start: String, to end: String) -> String? {
    guard let first = text.range(of: start),
      let last = text.range(of: end, range: first.upperBound..<text.endIndex)
    else { return nil }
    return String(text[..<first.lowerBound]) + String(text[last.upperBound...])
  }

  /// Expects the same report, apart from the list of inputs.
  static func expectSame(
    _ left: ReportFiles,
    _ right: ReportFiles,
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let (left, right) = (left.withoutInputs(), right.withoutInputs())
    for name in names {
      guard let one = left[name], let other = right[name] else {
        Issue.record("\(name) has no delimited list of inputs", sourceLocation: sourceLocation)
        continue
      }
      #expect(
        one == other,
        "\(what): \(name) \(difference(one, other))",
        sourceLocation: sourceLocation
      )
    }
  }

  /// Expects the same bytes in every file.
  static func expectIdentical(
    _ left: ReportFiles,
    _ right: ReportFiles,
    _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for name in names where left.bytes[name] != right.bytes[name] {
      let one = String(decoding: left.bytes[name] ?? [], as: UTF8.self)
      let other = String(decoding: right.bytes[name] ?? [], as: UTF8.self)
      Issue.record("\(what): \(name) \(difference(one, other))", sourceLocation: sourceLocation)
    }
  }

  /// The first lines that are unlike, short enough for a test's message.
  private static func difference(_ one: String, _ other: String) -> String {
    let left = one.split(separator: "\n", omittingEmptySubsequences: false)
    let right = other.split(separator: "\n", omittingEmptySubsequences: false)
    for (number, pair) in zip(left, right).enumerated() where pair.0 != pair.1 {
      return "differs in line \(number + 1): \(pair.0.prefix(200)) | \(pair.1.prefix(200))"
    }
    return "has \(left.count) lines against \(right.count)"
  }
}

/// Runs `onpar report` on files of a folder and gives what it wrote.
@discardableResult
func report(
  _ arguments: [String],
  input: [UInt8] = [],
  to out: String = "out",
  in folder: Scratch,
  status: Int32 = 0,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> ReportFiles {
  let outcome = try Program.run(
    ["report"] + arguments + ["--out", out, "--quiet"],
    input: input,
    in: folder
  )
  try #require(outcome.status == status, "\(outcome.errors)", sourceLocation: sourceLocation)
  return try ReportFiles(folder, out)
}
