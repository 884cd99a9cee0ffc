import Foundation
import Testing

/// Facts in columns, and the receipt that says that they are whole.
@Suite struct ReceiptTests {
  private struct Receipt: Decodable {
    struct Unit: Decodable {
      var id: String
      var path: String
      var bytes: Int?
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
    var bytes: Int?
    var records: Int
    var rows: Int
    var rejected: [String: Int]
    var output: Output
  }

  private func receipt(_ folder: Scratch, _ name: String = "receipt") throws -> Receipt {
    try JSONDecoder().decode(Receipt.self, from: Data(try folder.read(name)))
  }

  private static let broken = Array("{\"conversation_id\":\"x\"}\n{not json\n".utf8)

  @Test(arguments: ["jsonl", "csv", "arrow", "parquet"])
  func `a receipt names the units, and its sums are those of the files`(format: String) throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.messages)
    try folder.write("more/b.jsonl", Sample.few + Self.broken)
    let outcome = try Program.run(
      [
        "facts", "a.jsonl", "more", "--raw-ids", "--format", format, "-o", "rows", "--receipt",
        "receipt",
      ],
      in: folder
    )
    try #require(outcome.status == 0, "\(outcome.errors)")
    let found = try receipt(folder)
    let rows = try folder.read("rows")
    #expect(found.schema == "onpar-receipt/1")
    #expect(found.output.format == format)
    #expect(found.output.bytes == rows.count)
    let sum = try Program.shell("sha256sum rows | cut -c1-64", in: folder)
    #expect(found.output.sha256 + "\n" == sum.text)
    #expect(try folder.mode("receipt") == 0o600)
    #expect(Set(found.units.map(\.path)) == ["a.jsonl", "more/b.jsonl"])
    for unit in found.units {
      #expect(unit.bytes == (try folder.read(unit.path).count))
      let id = try Program.shell("printf %s '\(unit.path)' | sha256sum | cut -c1-16", in: folder)
      #expect(unit.id + "\n" == id.text)
    }
    #expect(found.units.map(\.id) == found.units.map(\.id).sorted())
    #expect(found.bytes == found.units.reduce(0) { $0 + ($1.bytes ?? 0) })
    #expect(found.records == found.units.reduce(0) { $0 + $1.records })
    #expect(found.rejected == ["malformed": 1, "missing_field": 1])
    #expect(found.units.reduce(0) { $0 + $1.rejected } == 2)
    if format == "jsonl" {
      let lines = Sample.lines(rows)
      let contacts = lines.count {
        String(decoding: $0, as: UTF8.self).contains("\"contact_id\"")
      }
      #expect(found.rows == contacts)
    }
  }

  @Test func `the hash is that of what standard output was given`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.few)
    let outcome = try Program.shell(
      "$ONPAR facts a.jsonl --raw-ids --format arrow -o - --receipt receipt | sha256sum | cut -c1-64",
      in: folder
    )
    #expect(try receipt(folder).output.sha256 + "\n" == outcome.text)
  }

  @Test func `without a whole output there is no receipt, not even an old one`() throws {
    let folder = try Scratch()
    try folder.write("good.jsonl", Sample.few)
    try folder.write("bad.jsonl", Self.broken)
    let packed = try gzip(Sample.messages, in: folder)
    try folder.write("cut.jsonl.gz", Array(packed.dropLast(40)))
    let runs = [
      (["facts", "bad.jsonl", "-o", "rows"], Int32(65)),
      (["facts", "cut.jsonl.gz", "-o", "rows"], 65),
      (["facts", "good.jsonl", "bad.jsonl", "--strict", "-o", "rows"], 65),
      (["facts", "good.jsonl", "-o", "/dev/full"], 74),
    ]
    for (arguments, status) in runs {
      try folder.write("receipt", "old")
      let outcome = try Program.run(
        arguments + ["--raw-ids", "--receipt", "receipt"],
        in: folder
      )
      #expect(outcome.status == status, "\(arguments): \(outcome.errors)")
      #expect(!folder.exists("receipt"), "\(arguments)")
    }
  }

  @Test func `a run that is killed leaves neither rows nor receipt`() throws {
    let folder = try Scratch()
    try folder.write("receipt", "old")
    // A pipe that stays open holds the run until it is killed.
    let outcome = try Program.shell(
      """
      mkfifo pipe; exec 7<>pipe
      "$ONPAR" facts - --raw-ids -o rows --receipt receipt <pipe & child=$!
      while [[ -e receipt ]] && kill -0 $child; do sleep 0.05; done
      kill -9 $child; wait $child; echo $?
      """,
      in: folder
    )
    #expect(outcome.text == "137\n", "\(outcome.errors)")
    #expect(try folder.names() == ["pipe"])
  }

  @Test func `an output that nobody reads to its end has no receipt`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.messages)
    _ = try Program.shell(
      "$ONPAR facts a.jsonl --raw-ids --format arrow -o - --receipt receipt | head -c 100 >/dev/null",
      in: folder
    )
    #expect(!folder.exists("receipt"))
  }

  @Test func `a receipt replaces neither an input nor the rows`() throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.few)
    for name in ["a.jsonl", "rows"] {
      let outcome = try Program.run(
        ["facts", "a.jsonl", "--raw-ids", "-o", "rows", "--receipt", name],
        in: folder
      )
      #expect(outcome.status == 64, "\(outcome.errors)")
    }
    #expect(try folder.read("a.jsonl") == Sample.few)
  }

  @Test(arguments: ["arrow", "parquet", "csv", "jsonl"])
  func `workers and blocks do not change a byte`(format: String) throws {
    let folder = try Scratch()
    try folder.write("a.jsonl", Sample.messages)
    let base = ["facts", "a.jsonl", "--raw-ids", "--format", format, "-o", "-"]
    let one = try Program.run(base + ["--jobs", "1"], in: folder)
    let seven = try Program.run(base + ["--jobs", "7", "--block-size", "100"], in: folder)
    #expect(one.status == 0 && one.output == seven.output)
    #expect(one.output.count > 10_000)
  }
}
