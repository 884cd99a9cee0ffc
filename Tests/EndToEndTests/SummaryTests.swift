import Foundation
import TestSupport
import Testing

/// Summaries: the report of one run, whoever read what.
@Suite struct SummaryTests {
  /// Whole conversations in so many files of one folder, one of them packed and one with broken lines.
  private func parts(_ count: Int) throws -> Scratch {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.conversations)
    for part in 0..<count {
      let mine = lines.enumerated().filter { $0.offset % count == part }.map(\.element)
      var bytes = Sample.joined(mine) + [0x0A]
      if part == 0 { bytes += Array("{broken\n{\"conversation_id\":\"x\"}\n".utf8) }
      try folder.write("in/\(part % 2)/part.\(part).jsonl", bytes)
    }
    // One file twice over: its conversations are duplicates, in one run and in many.
    try folder.write(
      "in/again/part.0.jsonl",
      try gzip(folder.read("in/0/part.0.jsonl"), in: folder)
    )
    return folder
  }

  private func files(_ folder: Scratch) throws -> [String] {
    try Program.shell("find in -type f | sort", in: folder).text.split(separator: "\n")
      .map(String.init)
  }

  private func run(_ arguments: [String], in folder: Scratch) throws {
    let outcome = try Program.run(arguments, in: folder)
    try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
  }

  private func summarize(_ files: [String], _ name: String, in folder: Scratch) throws {
    try run(
      ["summarize", "--quiet", "--raw-ids", "--max-loss", "100%", "-o", name] + files,
      in: folder
    )
  }

  private func merge(_ files: [String], _ name: String, in folder: Scratch) throws -> [UInt8] {
    try run(["merge", "--quiet", "-o", name] + files, in: folder)
    return try folder.read(name)
  }

  @Test(arguments: [1, 2, 7])
  func `the report of a summary is that of one run, byte for byte`(count: Int) throws {
    let folder = try parts(count)
    let whole = try report(["in"], to: "whole", in: folder)
    for (number, file) in try files(folder).enumerated() {
      try summarize([file], "\(number).summary", in: folder)
    }
    let names = try folder.names().filter { $0.hasSuffix(".summary") }
    let merged = try merge(names, "merged", in: folder)
    ReportFiles.expectIdentical(
      try report(["merged", "--from-summary"], to: "a", in: folder),
      whole,
      "merged"
    )
    ReportFiles.expectIdentical(
      try report(Array(names.reversed()) + ["--from-summary"], to: "b", in: folder),
      whole,
      "not merged"
    )
    for jobs in ["1", "7"] {
      try summarize(["in", "--jobs", jobs, "--block-size", "1000"], "at-once", in: folder)
      #expect(try folder.read("at-once") == merged, "\(jobs) workers")
    }
  }

  /// Associative, commutative and idempotent: any tree over any order, with repetitions, gives the same bytes.
  @Test(arguments: 1...6)
  func `merging in any order, grouping and repetition gives the same bytes`(seed: Int) throws {
    let folder = try parts(7)
    var random = SeededRandom(seed)
    var names: [String] = []
    for (number, file) in try files(folder).enumerated() {
      names.append("\(number).summary")
      try summarize([file], names[number], in: folder)
    }
    let wanted = try merge(names, "wanted", in: folder)
    var left = names + [random.pick(names), random.pick(names)]
    left.shuffle(using: &random)
    var made = 0
    while left.count > 1 {
      let group = 2 + random.below(min(3, left.count - 1))
      made += 1
      _ = try merge(Array(left.prefix(group)), "merged-\(made)", in: folder)
      left.removeFirst(group)
      left.insert("merged-\(made)", at: random.below(left.count + 1))
    }
    #expect(try folder.read(left[0]) == wanted)
    #expect(try merge([left[0], left[0], names[0]], "again", in: folder) == wanted)
  }

  @Test func `a unit with other content is refused`() throws {
    let folder = try parts(2)
    try summarize(["in"], "old", in: folder)
    try folder.write("in/1/part.1.jsonl", Sample.few)
    try summarize(["in/1/part.1.jsonl"], "new", in: folder)
    for command in [
      ["merge", "old", "new", "-o", "out"],
      ["report", "old", "new", "--from-summary", "--out", "out"],
    ] {
      let outcome = try Program.run(command, in: folder)
      #expect(outcome.status == 65)
      #expect(
        outcome.errors.contains("has one content in new and another in old"),
        "\(outcome.errors)"
      )
      #expect(!folder.exists("out"))
    }
  }

  @Test func `a plan tells what is missing and what is too much`() throws {
    let folder = try parts(2)
    let files = try files(folder)
    let plan = try Program.run(["plan", "in", "--json"], in: folder)
    try folder.write("plan", plan.output)
    for (number, file) in files.enumerated() { try summarize([file], "\(number).s", in: folder) }
    try run(["merge", "0.s", "1.s", "2.s", "--plan", "plan", "-o", "all"], in: folder)
    let less = try Program.run(["merge", "0.s", "2.s", "--plan", "plan", "-o", "less"], in: folder)
    #expect(less.status == 65 && !folder.exists("less"))
    #expect(
      less.errors.contains("1 of 3 units") && less.errors.contains(files[1]),
      "\(less.errors)"
    )
    let part = try Program.run(["plan", files[0], files[1], "--json"], in: folder)
    try folder.write("part", part.output)
    let more = try Program.run(["merge", "all", "--plan", "part", "-o", "more"], in: folder)
    #expect(more.status == 65 && more.errors.contains("1 units are not in part"))
    let none = try Program.run(["merge", "all", "--plan", "0.s", "-o", "none"], in: folder)
    #expect(none.status == 65 && none.errors.contains("is no plan"))
  }

  @Test func `units of other manners, keys and versions do not stand together`() throws {
    let folder = try parts(1)
    try folder.write("key", "an entirely invented key of good length")
    try summarize(["in"], "plain", in: folder)
    try run(
      ["summarize", "in", "-q", "--pseudonym-key-file", "key", "-o", "keyed"],
      in: folder
    )
    try run(
      ["summarize", "in", "-q", "--raw-ids", "--assume-tz", "Europe/Berlin", "-o", "berlin"],
      in: folder
    )
    try folder.write(
      "older",
      try folder.text("plain").replacing("\"version\":\"", with: "\"version\":\"0")
    )
    for (other, words) in [
      ("keyed", "customers as they are against pseudonyms"), ("berlin", "assume_tz=Europe/Berlin"),
      ("older", "version"),
    ] {
      let outcome = try Program.run(["merge", "plain", other, "-o", "out"], in: folder)
      #expect(outcome.status == 65 && outcome.errors.contains(words), "\(outcome.errors)")
    }
    let other = try Program.run(["report", "berlin", "--from-summary", "--out", "out"], in: folder)
    #expect(other.status == 64 && other.errors.contains("assume_tz=Europe/Berlin"))
    ReportFiles.expectIdentical(
      try report(
        ["berlin", "--from-summary", "--assume-tz", "Europe/Berlin"],
        to: "a",
        in: folder
      ),
      try report(["in", "--assume-tz", "Europe/Berlin"], to: "b", in: folder),
      "with a zone"
    )
    ReportFiles.expectIdentical(
      try report(["keyed", "--from-summary"], to: "c", in: folder),
      try report(["in"], to: "d", in: folder),
      "under a key"
    )
  }

  @Test func `a conversation whose messages lie in two units is told`() throws {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.messages)
    for part in 0..<2 {
      let mine = lines.enumerated().filter { $0.offset % 2 == part }.map(\.element)
      try folder.write("in/\(part).jsonl", Sample.joined(mine) + [0x0A])
    }
    try summarize(["in"], "split", in: folder)
    let outcome = try Program.run(
      ["report", "split", "--from-summary", "--out", "out"],
      in: folder
    )
    #expect(outcome.status == 65 && outcome.errors.contains("onpar shard --by conversation"))
    try run(
      ["shard", "in", "-q", "--by", "conversation", "--buckets", "3", "--out", "dealt"],
      in: folder
    )
    try summarize(["dealt"], "whole", in: folder)
    ReportFiles.expectSame(
      try report(["whole", "--from-summary"], in: folder),
      try report(["in"], to: "one", in: folder),
      "dealt and summarized"
    )
  }

  @Test func `a summary that was cut or changed is refused`() throws {
    let folder = try parts(2)
    try summarize(["in"], "good", in: folder)
    let text = try folder.text("good")
    let lines = text.split(separator: "\n")
    var damaged = [
      "empty": "", "no end": lines.dropLast().joined(separator: "\n") + "\n",
      "cut": String(text.dropLast(text.count / 2)), "more": text + "{}\n",
      "changed": text.replacing("\"timeline\":[[0,", with: "\"timeline\":[[1,", maxReplacements: 1),
      "other": "{\"schema\":\"onpar-facts/3\"}\n",
    ]
    damaged["a unit less"] = text.replacing("{\"units\":3}", with: "{\"units\":4}")
    for (name, text) in damaged {
      try folder.write("bad", text)
      let outcome = try Program.run(
        ["report", "bad", "--from-summary", "--out", "out"],
        in: folder
      )
      #expect(outcome.status == 65, "\(name): \(outcome.errors)")
      #expect(outcome.errors.contains("bad is"), "\(name): \(outcome.errors)")
      #expect(!folder.exists("out"))
    }
  }

  @Test func `exports whose files complete each other are refused`() throws {
    let folder = try Scratch()
    let sample = Repository.root + "/Tests/PipelineTests/Samples/zendesk-tickets"
    let outcome = try Program.run(
      ["summarize", sample, "--raw-ids", "-o", "out"],
      in: folder
    )
    #expect(outcome.status == 65 && outcome.errors.contains("--from-facts"), "\(outcome.errors)")
    #expect(try folder.names().isEmpty)
  }
}
