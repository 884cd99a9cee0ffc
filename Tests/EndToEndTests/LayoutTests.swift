import Foundation
import Testing

/// The same chats give the same report, however they lie in files.
///
/// Only the list of inputs may tell.
@Suite struct LayoutTests {
  /// The report of the messages layout, which all others are held against.
  static let expected: ReportFiles = {
    do {
      let folder = try Scratch()
      try folder.write("chats.jsonl", Sample.messages)
      return try report(["chats.jsonl"], in: folder)
    } catch {
      preconditionFailure("\(error)")
    }
  }()

  struct Packing: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let bytes: @Sendable (Scratch) throws -> [UInt8]
  }

  static let packings: [Packing] = [
    .init(testDescription: "grouped") { _ in Sample.grouped },
    .init(testDescription: "conversations") { _ in Sample.conversations },
    .init(testDescription: "XML") { _ in Sample.xml },
    .init(testDescription: "gzip of messages") { try gzip(Sample.messages, in: $0) },
    .init(testDescription: "gzip of conversations") { try gzip(Sample.conversations, in: $0) },
    .init(testDescription: "gzip of XML") { try gzip(Sample.xml, in: $0) },
    .init(testDescription: "gzip in gzip") { try gzip(gzip(Sample.grouped, in: $0), in: $0) },
    .init(testDescription: "two gzip members cut inside a line, zeros behind") { folder in
      let middle = Sample.messages.count / 2
      return try gzip(Array(Sample.messages[..<middle]), in: folder)
        + gzip(Array(Sample.messages[middle...]), in: folder) + [UInt8](repeating: 0, count: 512)
    },
    .init(testDescription: "UTF-16 with a mark") { _ in [0xFF, 0xFE] + utf16(Sample.messages) },
    .init(testDescription: "UTF-16 without a mark") { _ in utf16(Sample.conversations) },
    .init(testDescription: "UTF-8 mark and CRLF") { _ in
      [0xEF, 0xBB, 0xBF] + Sample.joined(Sample.lines(Sample.messages), by: "\r\n")
    },
    .init(testDescription: "blank lines, no line end at the end") { _ in
      Sample.joined(Sample.lines(Sample.messages), by: "\n\n \n")
    },
    .init(testDescription: "array of messages") { _ in
      Array("[".utf8) + Sample.joined(Sample.lines(Sample.messages), by: ",\n") + Array("]".utf8)
    },
    .init(testDescription: "object with one big array") { _ in
      Array("{\"page\":1,\"data\":[".utf8)
        + Sample.joined(Sample.lines(Sample.conversations), by: ",")
        + Array("],\"next\":null}".utf8)
    },
    .init(testDescription: "pretty objects in a row") { _ in
      try Sample.joined(Sample.lines(Sample.conversations).map(indented))
    },
    .init(testDescription: "values with nothing between them") { _ in
      Sample.joined(Sample.lines(Sample.messages), by: "")
    },
    .init(testDescription: "JSON text sequence") { _ in
      Sample.lines(Sample.messages).flatMap { [0x1E] + $0 + [0x0A] }
    },
  ]

  @Test(arguments: packings)
  func `the report does not depend on the packing`(_ packing: Packing) throws {
    let folder = try Scratch()
    // The name says nothing: the content decides.
    try folder.write("export", try packing.bytes(folder))
    let found = try report(["export"], in: folder)
    ReportFiles.expectSame(found, Self.expected, packing.testDescription)
  }

  @Test func `chats may be spread over files, layouts and folders in any order`() throws {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.conversations)
    let third = lines.count / 3
    try folder.write("day/a.jsonl", Sample.joined(Array(lines[..<third])))
    try folder.write(
      "day/deep/b.json.gz",
      try gzip(Sample.joined(Array(lines[third...])), in: folder)
    )
    try folder.write("day/.hidden", "not read")
    let one = try report(["day/deep/b.json.gz", "day/a.jsonl"], to: "one", in: folder)
    let other = try report(["day/a.jsonl", "day/deep/b.json.gz"], to: "other", in: folder)
    ReportFiles.expectIdentical(one, other, "the order of names")
    ReportFiles.expectSame(one, Self.expected, "two files")
    let whole = try report(["day"], to: "whole", in: folder)
    ReportFiles.expectSame(whole, Self.expected, "a folder")
    let pattern = try report(["d?y/*.jsonl", "day/*/*.gz"], to: "pattern", in: folder)
    ReportFiles.expectSame(pattern, Self.expected, "patterns")
  }

  @Test func `standard input is one input among others`() throws {
    let folder = try Scratch()
    let all = try report(["-"], input: Sample.messages, to: "all", in: folder)
    ReportFiles.expectSame(all, Self.expected, "standard input")
    let lines = Sample.lines(Sample.conversations)
    try folder.write("rest.jsonl", Sample.joined(Array(lines[5...])))
    let mixed = try report(
      ["rest.jsonl", "-"],
      input: Sample.joined(Array(lines[..<5])),
      to: "mixed",
      in: folder
    )
    ReportFiles.expectSame(mixed, Self.expected, "standard input and a file")
  }

  /// Messages of one conversation in two files meet again; the head of a conversation may follow in another file.
  @Test func `the messages of a conversation may lie in two files`() throws {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.messages)
    try folder.write("a.jsonl", Sample.joined(Array(lines[..<(lines.count / 2)])))
    try folder.write("b.jsonl", Sample.joined(Array(lines[(lines.count / 2)...])))
    let found = try report(["b.jsonl", "a.jsonl"], in: folder)
    ReportFiles.expectSame(found, Self.expected, "cut inside conversations")
  }

  /// A copy of a file adds nothing but counts of duplicates.
  @Test func `a file read twice counts once`() throws {
    let folder = try Scratch()
    try folder.write("a/chats.jsonl", Sample.conversations)
    try folder.write("b/chats.jsonl", Sample.conversations)
    let twice = try report(["a", "b"], in: folder)
    for name in ["metrics.csv", "comparison.csv", "curves.csv", "weekly.csv"] {
      #expect(twice.bytes[name] == Self.expected.bytes[name], "\(name)")
    }
    let copies = Sample.lines(Sample.conversations).count
    let manifest = try folder.text("out/run.json")
    let squeezed = manifest.filter { !$0.isWhitespace }
    #expect(squeezed.contains("{\"name\":\"duplicate_conversations\",\"count\":\(copies)}"))
  }
}

/// Little-endian, without a mark.
private func utf16(_ bytes: [UInt8]) -> [UInt8] {
  String(decoding: bytes, as: UTF8.self).utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
}

/// The same value over many lines.
private func indented(_ line: [UInt8]) throws -> [UInt8] {
  let value = try JSONSerialization.jsonObject(with: Data(line))
  return Array(
    try JSONSerialization.data(
      withJSONObject: value,
      options: [.prettyPrinted, .withoutEscapingSlashes]
    )
  )
}
