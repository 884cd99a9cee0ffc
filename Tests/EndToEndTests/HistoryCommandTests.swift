import Foundation
import TestSupport
import Testing

/// The history: exports go in week by week, and the report is that of all of them at once.
@Suite struct HistoryCommandTests {
  @Test(arguments: 1...3)
  func `files added one by one, in any order, give the report of all at once`(seed: Int) throws {
    let folder = try WeeklyHistory.weeks(overlapping: false)
    let names = ["1.jsonl", "2.jsonl", "3.jsonl", "4.jsonl"]
    let expected = try report(names, to: "all", in: folder)
    var random = SeededRandom(seed)
    for name in names.shuffled(using: &random) { try WeeklyHistory.add([name], in: folder) }
    ReportFiles.expectSame(try WeeklyHistory.report(in: folder), expected, "seed \(seed)")
    // Once more, in other company: nothing changes.
    let before = try WeeklyHistory.run(["list"], in: folder).text
    try WeeklyHistory.add(["2.jsonl"], in: folder)
    #expect(try WeeklyHistory.run(["list"], in: folder).text == before)
    try WeeklyHistory.add(names, in: folder)
    ReportFiles.expectSame(
      try WeeklyHistory.report(in: folder),
      expected,
      "added again, seed \(seed)"
    )
    #expect(try WeeklyHistory.run(["verify"], in: folder).status == 0)
  }

  @Test(arguments: 1...3)
  func `exports that overlap give it too, though older copies are cut short`(seed: Int) throws {
    let folder = try WeeklyHistory.weeks(overlapping: true)
    let names = ["1.jsonl", "2.jsonl", "3.jsonl", "4.jsonl"]
    let expected = try report(names, to: "all", in: folder)
    let text = String(decoding: expected.bytes["report.json"] ?? [], as: UTF8.self)
    #expect(!text.contains("\"duplicate_conversations\": 0"))
    var random = SeededRandom(seed)
    for name in names.shuffled(using: &random) { try WeeklyHistory.add([name], in: folder) }
    ReportFiles.expectSame(try WeeklyHistory.report(in: folder), expected, "seed \(seed)")
  }

  @Test func `facts files, messages and standard input give it too`() throws {
    let folder = try Scratch()
    try folder.write("key", WeeklyHistory.key)
    try folder.write("chats.jsonl", Sample.messages)
    try folder.write("raw.jsonl", Sample.few)
    let facts = try Program.run(
      ["facts", "chats.jsonl", "--pseudonym-key-file", "key", "-o", "facts.jsonl", "--quiet"],
      in: folder
    )
    #expect(facts.status == 0)
    try WeeklyHistory.add(["facts.jsonl", "--from-facts"], in: folder)
    ReportFiles.expectSame(try WeeklyHistory.report(in: folder), LayoutTests.expected, "facts")
    try FileManager.default.removeItem(atPath: folder.path + "/onpar-history.sqlite")
    try WeeklyHistory.add(["chats.jsonl"], in: folder)
    ReportFiles.expectSame(try WeeklyHistory.report(in: folder), LayoutTests.expected, "messages")
    try FileManager.default.removeItem(atPath: folder.path + "/onpar-history.sqlite")
    for _ in 0..<2 { try WeeklyHistory.add(["-"], input: Sample.messages, in: folder) }
    ReportFiles.expectSame(
      try WeeklyHistory.report(in: folder),
      LayoutTests.expected,
      "standard input"
    )
    // The store lies in the folder that is read, and is no input.
    let outcome = try WeeklyHistory.run(["add", ".", "--pseudonym-key-file", "key"], in: folder)
    #expect(!outcome.errors.contains("onpar-history.sqlite:"), "\(outcome.errors)")
  }

  @Test func `facts that were made with other options are told apart, in a store and in a report`()
    throws
  {
    let folder = try Scratch()
    try folder.write("key", WeeklyHistory.key)
    try folder.write("chats.jsonl", Sample.messages)
    try folder.write("few.jsonl", Sample.few)
    try folder.write(
      "own",
      "# language: en\n# version: 3\n# source: us\n# licence: ours\n[human_request]\nthe wizard\n"
    )
    for (export, facts, options) in [
      ("chats.jsonl", "plain", []),
      ("few.jsonl", "zoned", ["--assume-tz", "Europe/Berlin", "--lexicon", folder.path + "/own"]),
    ] {
      let outcome = try Program.run(
        ["facts", export, "--pseudonym-key-file", "key", "-o", facts, "--quiet"] + options,
        in: folder
      )
      #expect(outcome.status == 0)
      try WeeklyHistory.add([facts, "--from-facts"], in: folder)
    }
    #expect(try WeeklyHistory.run(["list"], in: folder).text.contains("assume_tz=Europe/Berlin"))
    let weekly = try WeeklyHistory.run(["report", "--out", "weekly"], in: folder)
    #expect(weekly.errors.contains("were read in 2 ways"), "\(weekly.errors)")
    let both = try Program.run(
      ["report", "plain", "zoned", "--from-facts", "--out", "both"],
      in: folder
    )
    #expect(both.errors.contains("were made in 2 ways"), "\(both.errors)")
    #expect(both.errors.contains("assume_tz=Europe/Berlin"), "\(both.errors)")
    // Whoever gets the file learns nothing of the disk that it was made on.
    #expect(try folder.text("zoned").contains("lexicon=own"))
    #expect(try !folder.text("zoned").contains(folder.path))
    let one = try Program.run(["report", "zoned", "--from-facts", "--out", "one"], in: folder)
    #expect(!one.errors.contains("ways"), "\(one.errors)")
  }

  @Test func `facts without the key of the store are refused, and nothing of them is kept`() throws
  {
    let folder = try Scratch()
    try folder.write("key", WeeklyHistory.key)
    try folder.write("other", "another invented key of good length")
    try folder.write("chats.jsonl", Sample.few)
    for (name, options) in [
      ("raw", ["--raw-ids"]), ("keyed", ["--pseudonym-key-file", "other"]),
    ] {
      _ = try Program.run(["facts", "chats.jsonl", "-o", name, "--quiet"] + options, in: folder)
      let outcome = try WeeklyHistory.run(
        ["add", name, "--from-facts", "--pseudonym-key-file", "key"],
        in: folder
      )
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("onpar facts --pseudonym-key-file"), "\(outcome.errors)")
    }
    let old = try folder.text("keyed").replacingOccurrences(
      of: "onpar-facts/",
      with: "onpar-facts/1"
    )
    try folder.write("old", old)
    let outcome = try WeeklyHistory.run(
      ["add", "old", "--from-facts", "--pseudonym-key-file", "key"],
      in: folder
    )
    #expect(outcome.status == 65)
    #expect(outcome.errors.contains("Write them again"), "\(outcome.errors)")
    #expect(try WeeklyHistory.run(["list"], in: folder).text.contains("Kept: 0 conversations"))
  }

  @Test func `without a key, or with another, nothing is added`() throws {
    let folder = try Scratch()
    try folder.write("key", WeeklyHistory.key)
    try folder.write("other", "another invented key of good length")
    try folder.write("chats.jsonl", Sample.few)
    let without = try WeeklyHistory.run(["add", "chats.jsonl"], in: folder)
    #expect(without.status == 64)
    #expect(without.errors.contains("head -c 32 /dev/urandom | base64 > key"))
    #expect(try folder.names() == ["chats.jsonl", "key", "other"])
    try WeeklyHistory.add(["chats.jsonl"], in: folder)
    #expect(try folder.mode("onpar-history.sqlite") == 0o600)
    let store = try folder.read("onpar-history.sqlite")
    let text = String(decoding: store, as: UTF8.self)
    #expect(!text.contains("sim-c"), "a customer's id, or a name made of one")
    for arguments in [["add", "chats.jsonl"], ["forget", "someone"]] {
      let outcome = try WeeklyHistory.run(
        arguments + ["--pseudonym-key-file", "other"],
        in: folder
      )
      #expect(outcome.status == 64)
      #expect(outcome.errors.contains("another key"), "\(outcome.errors)")
    }
    #expect(try folder.read("onpar-history.sqlite") == store)
  }

  @Test func `what is no store, or none yet, is named by its exit status`() throws {
    let folder = try Scratch()
    try folder.write("text", "no database at all, but long enough to be looked at as one\n")
    for command in [
      ["report", "--out", "out"], ["verify"], ["list"], ["prune", "--keep-weeks", "1"],
    ] {
      let absent = try WeeklyHistory.run(command, in: folder)
      #expect(absent.status == 66, "\(command)")
      #expect(absent.errors.contains("onpar history add"))
      let text = try WeeklyHistory.run(command + ["--store", "text"], in: folder)
      #expect(text.status == 65, "\(command)")
      #expect(text.errors.contains("expected a file that `onpar history add` wrote"))
      for name in ["-", ":memory:", "."] {
        let outcome = try WeeklyHistory.run(command + ["--store=" + name], in: folder)
        #expect(outcome.status == 64, "\(command) \(name)")
        #expect(outcome.errors.contains("expected the name of a file"), "\(outcome.errors)")
      }
    }
    try folder.write("key", WeeklyHistory.key)
    try folder.write("chats.jsonl", Sample.few)
    let add = ["add", "chats.jsonl", "--pseudonym-key-file", "key", "--store"]
    #expect(try WeeklyHistory.run(add + ["text"], in: folder).status == 65)
    #expect(try WeeklyHistory.run(add + ["absent/store"], in: folder).status == 73)
    #expect(try folder.names() == ["chats.jsonl", "key", "text"])
  }

  @Test func `a store that was emptied has no report`() throws {
    let folder = try WeeklyHistory.weeks(overlapping: false)
    try WeeklyHistory.add(["1.jsonl"], in: folder)
    #expect(try WeeklyHistory.run(["prune", "--before", "2100-01-01"], in: folder).status == 0)
    let outcome = try WeeklyHistory.run(["report", "--out", "history"], in: folder)
    #expect(outcome.status == 66)
    #expect(outcome.errors.contains("holds no conversations"), "\(outcome.errors)")
    #expect(!folder.exists("history"))
  }

  @Test func `gates and claims are held against all weeks`() throws {
    let folder = try Scratch()
    try folder.write("key", WeeklyHistory.key)
    let sample = try Program.run(
      ["sample", "--scenario", "easy-topics", "--seed", "5", "--conversations", "900"],
      in: folder
    )
    try folder.write("chats.jsonl", sample.output)
    try WeeklyHistory.add(["chats.jsonl"], in: folder)
    try folder.write("onpar.yaml", "gates: {unmet_human_request_rate: {max: 1%}}\n")
    try folder.write("claims.yaml", "claims: [{say: Available 24/7, kind: always_open}]\n")
    let arguments = ["report", "--out", "history"]
    let judged = try WeeklyHistory.run(
      arguments + ["--gates", "--claims", "claims.yaml"],
      in: folder
    )
    #expect(judged.status == 1, "\(judged.errors)")
    #expect(try folder.text("history/gates.junit.xml").contains("<failure "))
    #expect(try folder.text("history/report.json").contains("Available 24/7"))
    #expect(try WeeklyHistory.run(arguments + ["--quiet"], in: folder).status == 0)
    #expect(!folder.exists("history/gates.junit.xml"))
    #expect(
      try WeeklyHistory.run(arguments + ["--gates", "--junit", "onpar-history.sqlite"], in: folder)
        .status
        == 64
    )
    #expect(try WeeklyHistory.run(["verify"], in: folder).status == 0)
  }

  @Test func `a damaged store is found out`() throws {
    let folder = try WeeklyHistory.weeks(overlapping: false)
    try WeeklyHistory.add(["1.jsonl", "2.jsonl"], in: folder)
    let sound = try WeeklyHistory.run(["verify"], in: folder)
    #expect(sound.status == 0)
    #expect(sound.text.contains("sound") && sound.text.contains("week"))
    var bytes = try folder.read("onpar-history.sqlite")
    let word = Array("\"timeline\":[[0,".utf8)
    let place = try #require(
      (0..<bytes.count - word.count).first { bytes[$0..<$0 + word.count].elementsEqual(word) }
    )
    bytes[place + 13] = UInt8(ascii: "7")
    try folder.write("onpar-history.sqlite", bytes)
    let damaged = try WeeklyHistory.run(["verify"], in: folder)
    #expect(damaged.status == 65)
    #expect(damaged.errors.contains("its content is not what was written"), "\(damaged.errors)")
    #expect(try WeeklyHistory.run(["report", "--out", "out"], in: folder).status == 65)
    #expect(!folder.exists("out"))
  }

  @Test func `facts that hold the core give a report of the core, and replace no others`() throws {
    let folder = try Scratch()
    try folder.write("key", WeeklyHistory.key)
    try folder.write("chats.jsonl", Sample.conversations)
    let made = try Program.run(
      [
        "facts", "chats.jsonl", "--metrics", "core", "--pseudonym-key-file", "key", "-o",
        "core.jsonl",
      ],
      in: folder
    )
    #expect(made.status == 0, "\(made.errors)")
    let add = ["history", "add", "core.jsonl", "--from-facts", "--pseudonym-key-file", "key"]
    #expect(try Program.run(add + ["--store", "core"], in: folder).status == 0)
    let report = try Program.run(
      ["history", "report", "--store", "core", "--out", "out"],
      in: folder
    )
    #expect(report.status == 0, "\(report.errors)")
    let direct = try Program.run(
      ["report", "core.jsonl", "--from-facts", "--out", "direct"],
      in: folder
    )
    #expect(direct.status == 0, "\(direct.errors)")
    #expect(try folder.text("out/metrics.csv") == folder.text("direct/metrics.csv"))
    #expect(try folder.text("out/metrics.csv").contains("not_computed"))
    try WeeklyHistory.add(["chats.jsonl"], in: folder)
    let store = try folder.read("onpar-history.sqlite")
    let refused = try Program.run(add, in: folder)
    #expect(
      refused.status == 64 && refused.errors.contains("they hold the core alone"),
      "\(refused.errors)"
    )
    #expect(try folder.read("onpar-history.sqlite") == store)
  }

  @Test func `a forgotten customer leaves the report, and every byte of the store`() throws {
    let folder = try Scratch()
    try folder.write("key", WeeklyHistory.key)
    let lines = Sample.lines(Sample.conversations)
    let customer = try #require(WeeklyHistory.customer(of: lines[0]))
    let others = lines.filter { WeeklyHistory.customer(of: $0) != customer }
    #expect(others.count < lines.count)
    try folder.write("\(customer).jsonl", Sample.joined(lines))
    try folder.write("others.jsonl", Sample.joined(others))
    try WeeklyHistory.add(["\(customer).jsonl"], in: folder)
    #expect(try holds(customer, folder))
    // Of several ids not even the first is erased: a list must not pass for done.
    let several = try Program.run(
      ["history", "forget", "-", "--pseudonym-key-file", "key"],
      input: Array((customer + "\nanother\n").utf8),
      in: folder
    )
    #expect(several.status == 64 && several.errors.contains("more than one line"))
    #expect(try holds(customer, folder))
    let outcome = try Program.run(
      ["history", "forget", "-", "--pseudonym-key-file", "key"],
      input: Array((customer + "\n").utf8),
      in: folder
    )
    #expect(outcome.status == 0)
    #expect(outcome.errors.contains("\(lines.count - others.count) conversations"))
    #expect(try !holds(customer, folder))
    // Nobody takes a wrong id for an erased person.
    let kept = try folder.read("onpar-history.sqlite")
    for flags in [[], ["-q"]] {
      let again = try Program.run(
        ["history", "forget", customer, "--pseudonym-key-file", "key"] + flags,
        in: folder
      )
      #expect(again.status == 66)
      #expect(again.errors.contains("holds nothing of this customer"), "\(again.errors)")
    }
    #expect(try folder.read("onpar-history.sqlite").count == kept.count)
    let pseudonyms = try WeeklyHistory.run(["verify"], in: folder)
    #expect(pseudonyms.status == 0)
    // What is left is what was never more.
    let found = try WeeklyHistory.report(in: folder)
    let expected = try report(["others.jsonl"], to: "all", in: folder)
    #expect(found.bytes["comparison.csv"] == expected.bytes["comparison.csv"])
    #expect(found.bytes["weekly.csv"] == expected.bytes["weekly.csv"])
  }

  @Test func `weeks are pruned by date or by number`() throws {
    let folder = try WeeklyHistory.weeks(overlapping: false)
    try WeeklyHistory.add(["1.jsonl", "2.jsonl", "3.jsonl", "4.jsonl"], in: folder)
    let all = Sample.lines(Sample.conversations).count
    let wrong = try WeeklyHistory.run(["prune"], in: folder)
    #expect(wrong.status == 64)
    let first = try WeeklyHistory.run(["prune", "--keep-weeks", "1"], in: folder)
    #expect(first.status == 0)
    let (gone, kept) = try numbers(first.errors)
    #expect(gone > 0 && kept > 0 && gone + kept == all)
    let second = try WeeklyHistory.run(["prune", "--before", "2099-01-01"], in: folder)
    #expect(try numbers(second.errors) == (kept, 0))
    #expect(try WeeklyHistory.run(["verify"], in: folder).status == 0)
  }

  private func holds(_ text: String, _ folder: Scratch) throws -> Bool {
    for name in try folder.names() where name.hasPrefix("onpar-history") {
      if Data(try folder.read(name)).range(of: Data(text.utf8)) != nil { return true }
    }
    return false
  }

  private func numbers(_ text: String) throws -> (Int, Int) {
    let found = try #require(text.firstMatch(of: /(\d+) conversations removed from .*, (\d+) kept/))
    return (try #require(Int(found.output.1)), try #require(Int(found.output.2)))
  }
}
