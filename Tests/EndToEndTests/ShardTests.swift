import Foundation
import Testing

/// `onpar shard`: what belongs together lies together, and nothing is lost.
@Suite struct ShardTests {
  private struct Receipt: Decodable {
    struct File: Decodable {
      var bucket: Int
      var name: String
      var lines: Int
      var bytes: Int
      var sha256: String
    }
    struct Unit: Decodable {
      var path: String
      var lines: Int
    }
    var by: String
    var buckets: Int
    var units: [Unit]
    var lines: Int
    var rejected: [String: Int]
    var files: [File]
  }

  /// Three files with the messages of all conversations scattered over them, and a line that is broken.
  private func scattered() throws -> Scratch {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.messages)
    for part in 0..<3 {
      let mine = lines.enumerated().filter { $0.offset % 3 == part }.map(\.element)
      try folder.write("in/\(part).jsonl", Sample.joined(mine) + [0x0A])
    }
    try folder.write("in/empty.jsonl", "")
    try folder.write("in/1.jsonl", try folder.read("in/1.jsonl") + Array("\n{broken\n".utf8))
    return folder
  }

  private func shard(_ arguments: [String], in folder: Scratch) throws -> Receipt {
    let outcome = try Program.run(
      ["shard", "--quiet", "--receipt", "receipt"] + arguments,
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try JSONDecoder().decode(Receipt.self, from: Data(try folder.read("receipt")))
  }

  /// FNV-1a as its authors describe it, apart from the program's.
  private func bucket(_ key: String, _ count: UInt64) -> Int {
    Int(
      key.utf8.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 } % count
    )
  }

  private func member(_ name: String, of line: [UInt8]) -> String? {
    let object = try? JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
    return object?[name] as? String
  }

  @Test func `every line is in the bucket of its conversation, in its order`() throws {
    let folder = try scattered()
    let receipt = try shard(
      ["in", "--by", "conversation", "--buckets", "5", "--out", "out"],
      in: folder
    )
    var all = try ["0", "1", "2"].flatMap { Sample.lines(try folder.read("in/\($0).jsonl")) }
    #expect(receipt.lines == all.count)
    #expect(receipt.units.reduce(0) { $0 + $1.lines } == all.count)
    #expect(receipt.rejected == ["malformed": 1])
    #expect(receipt.files.map(\.name) == (try folder.names("out")))
    for file in receipt.files {
      let bytes = try folder.read("out/" + file.name)
      let lines = Sample.lines(bytes)
      #expect(bytes.count == file.bytes && lines.count == file.lines)
      let sum = try Program.shell("sha256sum out/\(file.name) | cut -c1-64", in: folder)
      #expect(sum.text == file.sha256 + "\n")
      #expect(try folder.mode("out/" + file.name) == 0o600)
      // In the order of the inputs: what is left of them, bucket by bucket, begins with each line in turn.
      let wanted = all.filter { line in
        bucket(
          member("conversation_id", of: line) ?? String(decoding: line, as: UTF8.self),
          5
        ) == file.bucket
      }
      #expect(lines == wanted)
      all.removeAll { wanted.contains($0) }
    }
    #expect(all.isEmpty)
  }

  @Test func `the report of the buckets is that of the files`() throws {
    let folder = try scattered()
    _ = try shard(["in", "--by", "conversation", "--buckets", "7", "--out", "out"], in: folder)
    let one = try report(["in"], to: "one", in: folder)
    let all = try report(["out"], to: "all", in: folder)
    let (left, right) = (one.withoutInputs(), all.withoutInputs())
    for name in ["metrics.csv", "comparison.csv", "curves.csv", "weekly.csv"] {
      #expect(left[name] == right[name], "\(name)")
    }
  }

  @Test func `order of inputs, packing and blocks change nothing`() throws {
    let folder = try scattered()
    let base = ["--by", "conversation", "--buckets", "3", "--out"]
    let one = try shard(["in"] + base + ["a"], in: folder)
    let two = try shard(
      ["in/2.jsonl", "in/0.jsonl", "in/1.jsonl", "--block-size", "100", "--jobs", "3"] + base
        + ["b"],
      in: folder
    )
    #expect(one.files.map(\.sha256) == two.files.map(\.sha256))
  }

  @Test func `facts are dealt by customer, and give the report of the whole`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let facts = try Program.run(
      ["facts", "chats.jsonl", "--raw-ids", "--quiet", "-o", "facts.jsonl"],
      in: folder
    )
    #expect(facts.status == 0)
    let receipt = try shard(
      ["facts.jsonl", "--by", "customer", "--buckets", "4", "--out", "out"],
      in: folder
    )
    #expect(receipt.rejected.isEmpty)
    var homes: [String: Set<String>] = [:]
    var lines: [[UInt8]] = []
    for file in receipt.files {
      for line in Sample.lines(try folder.read("out/" + file.name)) {
        lines.append(line)
        if let customer = member("customer", of: line) {
          homes[customer, default: []].insert(file.name)
        }
      }
    }
    #expect(homes.count > 10 && homes.values.allSatisfy { $0.count == 1 })
    #expect(Set(lines) == Set(Sample.lines(try folder.read("facts.jsonl"))))
    #expect(lines.count == Sample.lines(try folder.read("facts.jsonl")).count)
    let found = try report(["out", "--from-facts"], in: folder)
    ReportFiles.expectSame(found, LayoutTests.expected, "dealt by customer")
  }

  @Test func `what cannot be dealt is refused before anything is written`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.few)
    try folder.write("a.xml", Sample.xml)
    try folder.write("notes.txt", "nothing that is read here")
    let packed = try gzip(Sample.messages, in: folder)
    try folder.write("cut.jsonl.gz", Array(packed.dropLast(40)))
    try folder.write("full/x", "")
    let by = ["--by", "conversation"]
    for (arguments, status, words) in [
      (["a.jsonl", "--by", "customer", "--buckets", "2", "--out", "o"], Int32(65), "onpar facts"),
      (["a.xml", "--buckets", "2", "--out", "o"] + by, 65, "onpar-xml"),
      (["notes.txt", "--buckets", "2", "--out", "o"] + by, 65, "of no known format"),
      (["cut.jsonl.gz", "--buckets", "2", "--out", "o"] + by, 65, "ends inside compressed data"),
      (["a.jsonl", "--buckets", "0", "--out", "o"] + by, 64, "1 to 10000"),
      (["a.jsonl", "--buckets", "10001", "--out", "o"] + by, 64, "1 to 10000"),
      (["a.jsonl", "--buckets", "2", "--out", "full"] + by, 73, "holds something already"),
    ] {
      let outcome = try Program.run(["shard", "--receipt", "receipt"] + arguments, in: folder)
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      #expect(outcome.errors.contains(words), "\(arguments): \(outcome.errors)")
      #expect(try folder.names() == ["a.jsonl", "a.xml", "cut.jsonl.gz", "full", "notes.txt"])
    }
  }
}
