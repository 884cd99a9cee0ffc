import Foundation
import Testing

/// Facts files: a report made of them is the report made of the chats.
@Suite struct FactsFileTests {
  private static let key = "an entirely invented key of good length"

  @Test func `facts give the report of the chats, as they are and under a key`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try folder.write("key", Self.key)
    try folder.write("other key", "another invented key of good length")
    for (name, options) in [
      ("raw", ["--raw-ids"]), ("keyed", ["--pseudonym-key-file", "key"]),
      ("other", ["--pseudonym-key-file", "other key"]),
    ] {
      try facts(["chats.jsonl", "-o", name + ".jsonl"] + options, in: folder)
      let found = try report([name + ".jsonl", "--from-facts"], to: name, in: folder)
      ReportFiles.expectSame(found, LayoutTests.expected, "facts, \(name)")
    }
    let raw = try folder.text("raw.jsonl")
    let keyed = try folder.text("keyed.jsonl")
    let other = try folder.text("other.jsonl")
    #expect(raw.contains("\"customer\":\"sim-"))
    #expect(!keyed.contains("\"customer\":\"sim-"))
    #expect(customers(keyed).isDisjoint(with: customers(other)))
    #expect(customers(keyed).count == customers(raw).count)
    #expect(try folder.mode("keyed.jsonl") == 0o600)
  }

  /// Two machines share the work: no conversation is split between them.
  @Test func `halves written apart give the whole in either order`() throws {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.conversations)
    try folder.write("key", Self.key)
    for (name, part) in [("one", 0), ("two", 1)] {
      let half = lines.enumerated().filter { $0.offset % 2 == part }.map(\.element)
      try folder.write(name + ".jsonl", Sample.joined(half) + [0x0A])
      try facts(
        [name + ".jsonl", "-o", name + ".facts", "--pseudonym-key-file", "key"],
        in: folder
      )
    }
    let one = try folder.read("one.facts")
    let two = try folder.read("two.facts")
    try folder.write("12.facts", one + two)
    try folder.write("21.facts", two + one)
    for names in [["12.facts"], ["21.facts"], ["one.facts", "two.facts"]] {
      let found = try report(names + ["--from-facts"], in: folder)
      ReportFiles.expectSame(found, LayoutTests.expected, names.joined(separator: " and "))
    }
  }

  @Test func `facts of unlike keys are not read together`() throws {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.conversations)
    try folder.write("key", Self.key)
    try folder.write("other key", "another invented key of good length")
    try folder.write("first.jsonl", Sample.joined(Array(lines[..<30])) + [0x0A])
    try folder.write("second.jsonl", Sample.joined(Array(lines[30...])) + [0x0A])
    try folder.write("nothing.jsonl", "")
    for (name, options) in [
      ("a", ["first.jsonl", "--pseudonym-key-file", "key"]),
      ("b", ["second.jsonl", "--pseudonym-key-file", "other key"]),
      ("c", ["second.jsonl", "--raw-ids"]),
      ("d", ["second.jsonl", "--pseudonym-key-file", "key"]),
    ] { try facts(["-o", name + ".facts"] + options, in: folder) }
    let a = try folder.read("a.facts")
    try folder.write("ab.facts", a + (try folder.read("b.facts")))
    try folder.write("ac.facts", a + (try folder.read("c.facts")))
    for (names, words) in [
      (["a.facts", "b.facts"], "a.facts was written under a key, b.facts under another, and"),
      (["c.facts", "a.facts"], "a.facts was written under a key, c.facts with --raw-ids, and"),
      (["ab.facts"], "ab.facts holds rows written under a key and others written under another"),
      (["ac.facts"], "ac.facts holds rows written under a key and others written with --raw-ids"),
    ] {
      for command in [
        ["report", "--out", "out"], ["trace", "handoff_rate"],
        ["claims", "--claims", "claims.yaml"],
      ] {
        try folder.write("claims.yaml", "claims: [{say: Always, kind: always_a_human}]\n")
        let outcome = try Program.run(
          [command[0]] + (command[0] == "trace" ? [command[1]] : []) + names + ["--from-facts"]
            + (command[0] == "trace" ? [] : Array(command[1...])),
          in: folder
        )
        #expect(outcome.status == 64, "\(command)")
        #expect(outcome.errors.contains("onpar: error: " + words), "\(outcome.errors)")
        #expect(outcome.output.isEmpty && !folder.exists("out"))
      }
    }
    let empty = try Program.run(
      ["facts", "nothing.jsonl", "--raw-ids", "-o", "e.facts"],
      in: folder
    )
    #expect(empty.status == 65)
    try report(["a.facts", "d.facts", "e.facts", "--from-facts", "--max-loss", "100%"], in: folder)
  }

  @Test func `problems of the chats are listed in the order of their files`() throws {
    let folder = try Scratch()
    let cut = try gzip(Sample.messages, in: folder)
    for (names, files) in [
      (
        ["a.png", "aa.jsonl", "b.txt"],
        [Array("no chat".utf8), Sample.few + Array("broken\n".utf8), Array("none".utf8)]
      ),
      (
        ["broken.jsonl", "trunc.gz"],
        [Sample.messages + Array("broken\n".utf8), Array(cut.dropLast(200))]
      ),
    ] {
      for (name, bytes) in zip(names, files) { try folder.write("in/" + name, bytes) }
      let direct = try Program.run(["report", "in", "--out", "direct", "--quiet"], in: folder)
      let kept = try Program.run(
        ["facts", "in", "--raw-ids", "--quiet", "-o", "rows"],
        in: folder
      )
      let again = try Program.run(
        ["report", "rows", "--from-facts", "--out", "again", "--quiet"],
        in: folder
      )
      #expect([direct.status, kept.status, again.status] == [65, 65, 65], "\(again.errors)")
      #expect(
        try folder.text("again/quarantine.jsonl") == folder.text("direct/quarantine.jsonl")
      )
      ReportFiles.expectSame(
        try ReportFiles(folder, "again"),
        try ReportFiles(folder, "direct"),
        "\(names)"
      )
      // The only input is the facts file; what stands behind it is not listed, and certainly not as unused.
      #expect(try !folder.text("again/report.html").contains("not used"))
      for name in names { try folder.write("in/" + name, "") }
      _ = try Program.shell("rm -r in", in: folder)
    }
  }

  /// Rows name file and line, which depend on the layout; everything else must not.
  @Test func `workers and blocks do not change a row`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    let base = ["chats.jsonl", "--raw-ids", "-o", "-"]
    let first = try Program.run(["facts", "--jobs", "1"] + base, in: folder)
    let again = try Program.run(["facts", "--jobs", "7", "--block-size", "100"] + base, in: folder)
    #expect(first.status == 0)
    #expect(first.output == again.output)
    #expect(first.errors.isEmpty)
  }

  @Test func `facts without a key or leave to write ids refuse, and write nothing`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    try folder.write("short", "too short")
    for (options, wanted, status) in [
      ([], "--pseudonym-key-file", Int32(64)),
      (["--raw-ids", "--pseudonym-key-file", "short"], "exclude each other", 64),
      (["--pseudonym-key-file", "short"], "too short", 64),
      (["--pseudonym-key-file", "absent"], "absent", 66),
    ] {
      let outcome = try Program.run(["facts", "chats.jsonl", "-o", "rows"] + options, in: folder)
      #expect(outcome.status == status, "\(options)")
      #expect(outcome.errors.contains(wanted), "\(outcome.errors)")
    }
    #expect(try folder.names() == ["chats.jsonl", "short"])
  }

  @Test func `every row has the columns that others rely on, engaged or not`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few + Array(notEngaged.utf8))
    let rows = try Program.run(["facts", "chats.jsonl", "--raw-ids", "-o", "-"], in: folder)
    let needed: Set = [
      "contact_id", "conversation_ids", "customer", "contact_start", "entry", "handled_by",
      "outcome", "source", "metrics",
    ]
    var saw = false
    for line in Sample.lines(rows.output) {
      let value = try #require(
        try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
      )
      guard value["contact_id"] != nil else { continue }
      #expect(needed.isSubset(of: value.keys))
      if value["contact_id"] as? String == "sim-greeting-only" {
        saw = true
        #expect(value["outcome"] as? String == "not_engaged")
        #expect(value["engaged"] as? Bool == false)
      }
    }
    #expect(saw)
  }

  @Test func `the table for spreadsheets has a row per contact and a reason beside each value`()
    throws
  {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    let rows = try Program.run(["facts", "chats.jsonl", "--raw-ids", "-o", "-"], in: folder)
    let contacts = Sample.lines(rows.output).count {
      String(decoding: $0, as: UTF8.self).contains("\"contact_id\"")
    }
    let table = try Table(
      try Program.run(
        ["facts", "chats.jsonl", "--raw-ids", "--format", "csv", "-o", "-"],
        in: folder
      ).output
    )
    #expect(table.rows.count == contacts)
    for name in [
      "contact_id", "conversation_ids", "customer", "contact_start", "entry", "handled_by",
      "outcome",
    ] { #expect(table.columns.contains(name), "\(name)") }
    let measures = table.columns.filter { table.columns.contains($0 + "_null") }
    #expect(measures.count > 20)
    for row in table.rows {
      for name in measures {
        let hasValue = row[name]?.isEmpty == false
        let hasReason = row[name + "_null"]?.isEmpty == false
        #expect(hasValue != hasReason, "\(row["contact_id"] ?? "") \(name)")
        let evidence = try #require(row[name + "_evidence"])
        let known = ["explicit", "event", "inferred", "heuristic"]
        #expect(hasValue ? known.contains(evidence) : evidence.isEmpty, "\(name): \(evidence)")
      }
    }
  }

  private let notEngaged = """
    {"conversation_id":"sim-greeting-only","message_id":"g1","timestamp":"2026-03-05T10:00:00Z",\
    "role":"customer","text":"hello"}

    """

  private func facts(_ arguments: [String], in folder: Scratch) throws {
    let outcome = try Program.run(["facts", "--quiet"] + arguments, in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
  }

  private func customers(_ rows: String) -> Set<Substring> {
    Set(rows.matches(of: /"customer":"([^"]*)"/).map(\.output.1))
  }
}
