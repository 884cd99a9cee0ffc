import Foundation
import Testing

/// A history store in a folder of its own, filled and asked through the program.
enum WeeklyHistory {
  static let key = "an entirely invented key of good length"

  /// Four files of whole conversations, by the quarter in which they begin.
  ///
  /// Where they overlap, each file holds the conversations of the one before it too; in that one, every third was not
  /// at its end yet.
  static func weeks(overlapping: Bool) throws -> Scratch {
    let folder = try Scratch()
    try folder.write("key", key)
    let lines = Sample.lines(Sample.conversations)
    let quarter = (lines.count + 3) / 4
    for number in 0..<4 {
      let range = min(number * quarter, lines.count)..<min((number + 1) * quarter, lines.count)
      var part = Array(lines[range])
      if overlapping {
        if number < 3 {
          for index in part.indices where index % 3 == 0 { part[index] = try cut(part[index]) }
        }
        if number > 0 { part = Array(lines[range.lowerBound - quarter..<range.lowerBound]) + part }
      }
      try folder.write("\(number + 1).jsonl", Sample.joined(part) + [0x0A])
    }
    return folder
  }

  /// A conversation without its last message.
  private static func cut(_ line: [UInt8]) throws -> [UInt8] {
    var value = try #require(
      try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
    )
    var messages = try #require(value["items"] as? [Any])
    if messages.count > 1 { messages.removeLast() }
    value["items"] = messages
    return Array(try JSONSerialization.data(withJSONObject: value, options: .sortedKeys))
  }

  static func customer(of line: [UInt8]) -> String? {
    let text = String(decoding: line, as: UTF8.self)
    return text.firstMatch(of: /"customer_id":"([^"]*)"/).map { String($0.output.1) }
  }

  static func run(_ arguments: [String], in folder: Scratch) throws -> Outcome {
    try Program.run(["history"] + arguments, in: folder)
  }

  static func add(
    _ arguments: [String],
    input: [UInt8] = [],
    in folder: Scratch,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let outcome = try Program.run(
      ["history", "add", "--pseudonym-key-file", "key"] + arguments,
      input: input,
      in: folder
    )
    #expect(outcome.status == 0, "\(outcome.errors)", sourceLocation: sourceLocation)
  }

  static func report(in folder: Scratch) throws -> ReportFiles {
    let outcome = try run(["report", "--out", "history", "--quiet"], in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try ReportFiles(folder, "history")
  }

  static func kept(_ folder: Scratch) throws -> Int {
    let text = try run(["list"], in: folder).text
    let found = try #require(text.firstMatch(of: /Kept: (\d+) conversations/), "\(text)")
    return try #require(Int(found.output.1))
  }
}
