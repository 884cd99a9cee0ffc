import Foundation
import Testing

/// Files dealt one by one: their buckets give the report of the files, byte for byte.
@Suite struct DealtTests {
  /// Messages of all conversations scattered over files, of which two share a name and one is packed; with lines that
  /// are broken, blank, there twice, or of conversations that nobody knows.
  private func scattered(_ count: Int) throws -> Scratch {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.messages)
    for part in 0..<count {
      var mine = lines.enumerated().filter { $0.offset % count == part }.map(\.element)
      mine.insert([], at: 5)
      mine.insert(Array("{broken \(part)".utf8), at: 0)
      mine.insert(Array("{\"conversation_id\":\"x\",\"note\":\(part)}".utf8), at: 9)
      mine.append(lines[7])
      try folder.write("in/\(part % 2)/part.\(part / 2).jsonl", Sample.joined(mine) + [0x0A])
    }
    try folder.write(
      "in/packed.jsonl.gz",
      try gzip(
        Array("\n{\"conversation_id\":\"only\",\"role\":\"bot\",\"text\":\"hi\"}".utf8),
        in: folder
      )
    )
    try folder.write("in/empty.jsonl", "")
    return folder
  }

  private func run(_ arguments: [String], in folder: Scratch) throws {
    let outcome = try Program.run(arguments, in: folder)
    try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
  }

  /// Deals each file by itself, and says which they are.
  private func deal(_ folder: Scratch, buckets: Int, to target: String = "dealt") throws -> [String]
  {
    let files = try Program.shell("find in -type f | sort -r", in: folder).text
      .split(separator: "\n").map(String.init)
    for (number, file) in files.enumerated() {
      try folder.write("\(target)/none", "")
      try run(
        [
          "shard", file, "-q", "--by", "conversation", "--buckets", "\(buckets)", "--out",
          "\(target)/\(number)",
        ],
        in: folder
      )
    }
    return files
  }

  private func summarize(_ parts: [String], _ name: String, in folder: Scratch) throws {
    try run(
      ["summarize", "-q", "--bucket", "--raw-ids", "--max-loss", "100%", "-o", name] + parts,
      in: folder
    )
  }

  private func names(_ pattern: String, in folder: Scratch) throws -> [String] {
    try Program.shell("ls -d \(pattern) 2>/dev/null || true", in: folder).text
      .split(separator: "\n").map(String.init)
  }

  @Test(arguments: zip([1, 2, 7, 7], [3, 1, 2, 40]))
  func `buckets of scattered files give the report of the files`(files: Int, buckets: Int) throws {
    let folder = try scattered(files)
    _ = try deal(folder, buckets: buckets)
    var summaries: [String] = []
    for bucket in 0..<buckets {
      let name = String(format: "bucket-%05d.jsonl", bucket)
      let parts = try names("dealt/*/\(name)", in: folder)
      guard !parts.isEmpty else { continue }
      summaries.append("\(bucket).summary")
      try summarize(parts.reversed(), summaries[summaries.count - 1], in: folder)
    }
    // A file without a line has no bucket, and is a unit of its own.
    try run(
      ["summarize", "-q", "in/empty.jsonl", "--raw-ids", "--max-loss", "100%", "-o", "empty"],
      in: folder
    )
    summaries.append("empty")
    let plan = try Program.run(
      ["plan", "--json", "in/empty.jsonl"] + names("dealt/*/bucket-*", in: folder),
      in: folder
    )
    try folder.write("plan", plan.output)
    try run(["merge", "-q", "--plan", "plan", "-o", "all"] + summaries, in: folder)
    let loss = ["--max-loss", "100%"]
    ReportFiles.expectIdentical(
      try report(["all", "--from-summary"] + loss, to: "parts", in: folder),
      try report(["in"] + loss, to: "whole", in: folder),
      "\(files) files in \(buckets) buckets"
    )
    let less = try Program.run(
      ["merge", "--plan", "plan", "-o", "less"] + summaries.dropFirst(),
      in: folder
    )
    #expect(less.status == 65 && less.errors.contains("are missing"), "\(less.errors)")
  }

  @Test func `a bucket gives the same bytes for any workers, blocks and order`() throws {
    let folder = try scattered(3)
    _ = try deal(folder, buckets: 1)
    let parts = try names("dealt/*/bucket-00000.jsonl", in: folder)
    try summarize(parts, "one", in: folder)
    try summarize(
      parts.reversed() + ["--jobs", "3", "--block-size", "200"],
      "other",
      in: folder
    )
    #expect(try folder.read("one") == folder.read("other"))
  }

  @Test func `what is no bucket of one file is refused`() throws {
    let folder = try scattered(2)
    _ = try deal(folder, buckets: 2)
    _ = try deal(folder, buckets: 2, to: "again")
    try run(
      ["shard", "in", "-q", "--by", "conversation", "--buckets", "2", "--out", "all"],
      in: folder
    )
    let name = "bucket-00000.jsonl"
    let one = try names("dealt/*/\(name)", in: folder)
    let twice = try names("again/*/\(name)", in: folder)
    try #require(one.count >= 2 && one.count == twice.count)
    for (parts, words) in [
      (["all/" + name], "nothing beside all/\(name)"),
      (["in/0/part.0.jsonl"], "nothing beside in/0/part.0.jsonl"),
      ([one[0], twice[0]], "both come from"),
    ] {
      let outcome = try Program.run(
        ["summarize", "--bucket", "--raw-ids", "-o", "out"] + parts,
        in: folder
      )
      #expect(outcome.status == 65 && outcome.errors.contains(words), "\(outcome.errors)")
      #expect(!folder.exists("out"))
    }
    // Dealt twice and counted twice: the conversations are met again.
    try summarize(one, "a", in: folder)
    try summarize(twice, "b", in: folder)
    let outcome = try Program.run(
      ["report", "a", "b", "--from-summary", "--out", "out"],
      in: folder
    )
    #expect(outcome.status == 65 && outcome.errors.contains("has messages in"), "\(outcome.errors)")
  }

  @Test func `a receipt of a summary says what was read and written`() throws {
    struct Receipt: Decodable {
      struct Unit: Decodable {
        var path: String
        var bytes: Int
        var records: Int
        var rejected: Int
      }
      struct Output: Decodable {
        var format: String
        var bytes: Int
        var sha256: String
      }
      var schema: String
      var units: [Unit]
      var bytes: Int
      var rows: Int
      var rejected: [String: Int]
      var output: Output
    }
    let folder = try scattered(2)
    let files = ["in/0/part.0.jsonl", "in/1/part.0.jsonl"]
    let flags = ["--raw-ids", "--receipt", "receipt", "-q", "-o"]
    for output in ["some", "-"] {
      let outcome = try Program.run(
        ["summarize", "--max-loss", "100%"] + files + flags + [output],
        in: folder
      )
      try #require(outcome.status == 0, "\(outcome.errors)")
      if output == "-" { try folder.write("some", outcome.output) }
      let receipt = try JSONDecoder().decode(Receipt.self, from: Data(folder.read("receipt")))
      #expect(receipt.schema == "onpar-receipt/1" && receipt.output.format == "onpar-summary/1")
      #expect(receipt.output.bytes == (try folder.read("some").count))
      let sum = try Program.shell("sha256sum some | cut -c1-64", in: folder)
      #expect(receipt.output.sha256 + "\n" == sum.text)
      #expect(receipt.rejected == ["malformed": 2, "missing_field": 2])
      #expect(Set(receipt.units.map(\.path)) == Set(files))
      for unit in receipt.units {
        #expect(unit.bytes == (try folder.read(unit.path).count))
        // All lines but the blank one and the two that are broken.
        let lines = Sample.lines(try folder.read(unit.path)).filter { !$0.isEmpty }.count
        #expect(unit.records == lines - 2 && unit.rejected == 2)
      }
      let rows = try Program.shell("grep -c '\"timeline\"' some", in: folder)
      #expect(rows.text == "\(receipt.rows)\n")
    }
    // Too much was set aside: the receipt of the run before is gone.
    let strict = try Program.run(
      ["summarize", "--max-loss", "0%"] + files + flags + ["x"],
      in: folder
    )
    #expect(strict.status == 65 && !folder.exists("receipt"))
  }
}
