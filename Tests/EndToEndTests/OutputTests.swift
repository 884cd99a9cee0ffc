import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Where results go, who may read them, and what is left when something comes between.
@Suite struct OutputTests {
  @Test func `files are for their owner only, and nothing else is left behind`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    try report(["chats.jsonl"], to: "a/b/out", in: folder)
    #expect(try folder.names("a/b/out") == ReportFiles.names.sorted())
    for name in ReportFiles.names { #expect(try folder.mode("a/b/out/" + name) == 0o600) }
    #expect(try folder.mode("a/b/out") == 0o700)
    // A second report takes the place of the first, and leaves alone what is not its own.
    try folder.write("a/b/out/notes.txt", "mine")
    try report(["chats.jsonl"], to: "a/b/out", in: folder)
    #expect(try folder.names("a/b/out") == (ReportFiles.names + ["notes.txt"]).sorted())
    #expect(try folder.names("a/b") == ["out"])
  }

  @Test func `a new report takes the old one's place as a whole, and keeps what is not its own`()
    throws
  {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    try report(["chats.jsonl"], to: "plain", in: folder)
    try folder.write("plain/notes.txt", "mine")
    let modes = try Program.shell(
      "chmod 750 plain; stat -c %i plain || stat -f %i plain",
      in: folder
    )
    try report(["chats.jsonl"], to: "plain", in: folder)
    let after = try Program.shell("stat -c %i plain || stat -f %i plain", in: folder)
    // Another folder under the same name: nobody saw half of the one and half of the other.
    #expect(modes.text != after.text)
    #expect(try folder.mode("plain") == 0o750)
    #expect(try folder.text("plain/notes.txt") == "mine")
    // What cannot be given a second name is left where it is, and so is a folder behind a link.
    try report(["chats.jsonl"], to: "deep", in: folder)
    try folder.write("deep/kept/notes.txt", "mine")
    _ = try Program.shell("ln -s deep link; ln -s nowhere deep/lost", in: folder)
    try report(["chats.jsonl"], to: "link", in: folder)
    #expect(try folder.text("deep/kept/notes.txt") == "mine")
    #expect(try folder.names("deep") == (ReportFiles.names + ["kept", "lost"]).sorted())
    #expect(try folder.names() == ["chats.jsonl", "deep", "link", "plain"])
    // Someone who stands in the folder still sees the report.
    let inside = try Program.shell(
      "cd plain && $ONPAR report ../chats.jsonl --out . -q && ls",
      in: folder
    )
    #expect(inside.text.contains("report.html"))
    #expect(try folder.names("plain") == (ReportFiles.names + ["notes.txt"]).sorted())
  }

  @Test func `output that cannot be made ends with 73 and says which`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    for arguments in [
      ["report", "chats.jsonl", "--out", "chats.jsonl/out"],
      ["report", "chats.jsonl", "--out", "chats.jsonl"],
      ["facts", "chats.jsonl", "--raw-ids", "-o", "chats.jsonl/rows"],
      ["facts", "chats.jsonl", "--raw-ids", "-o", "absent/rows"],
      ["facts", "chats.jsonl", "--raw-ids", "-o", "."],
    ] {
      let outcome = try Program.run(arguments, in: folder)
      #expect(outcome.status == 73, "\(arguments)")
      #expect(
        outcome.errors.contains("onpar: error: " + (arguments.last ?? "")),
        "\(outcome.errors)"
      )
    }
    #expect(try folder.names() == ["chats.jsonl"])
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func `a full disk ends with 74, and a device stays what it is`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.few)
    for line in [
      "$ONPAR facts chats.jsonl --raw-ids -o /dev/full",
      "$ONPAR facts chats.jsonl --raw-ids -o - > /dev/full",
      "$ONPAR inspect chats.jsonl > /dev/full",
      "$ONPAR sample > /dev/full",
    ] {
      let outcome = try Program.shell(line, in: folder)
      #expect(outcome.status == 74, "\(line): \(outcome.errors)")
      #expect(outcome.errors.contains("No space left"), "\(line): \(outcome.errors)")
    }
    var info = stat()
    #expect(stat("/dev/full", &info) == 0)
    #expect(info.st_mode & S_IFMT == S_IFCHR)
  }

  /// A limit on the size of files stands for a full disk, which would need an administrator.
  @Test func `a report that cannot be written whole leaves the old one`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    try folder.write("few.jsonl", Sample.few)
    let old = try report(["few.jsonl"], in: folder)
    let outcome = try Program.shell(
      "ulimit -f 100; $ONPAR report chats.jsonl --out out",
      in: folder
    )
    #expect(outcome.status == 74, "\(outcome.errors)")
    #expect(outcome.errors.contains("the old report, if any, is untouched"))
    ReportFiles.expectIdentical(try ReportFiles(folder, "out"), old, "after a failed run")
    #expect(try folder.names("out") == ReportFiles.names.sorted())
  }

  @Test func `an interrupted run leaves the old report and nothing of its own`() throws {
    let folder = try Scratch()
    try folder.write("few.jsonl", Sample.few)
    let old = try report(["few.jsonl"], in: folder)
    var ends: [Int32] = [0, 0]
    try #require(pipe(&ends) == 0)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let errors = try unnamedFile()
    defer { close(errors) }
    let child = try Program.start(
      [Program.path, "report", "-", "--out", "out"],
      in: folder,
      streams: [ends[0], errors, errors]
    )
    close(ends[0])
    // A pipe holds 64 KiB: once more than that is written, the program has read, and it waits for the rest.
    let input = Sample.messages
    #expect(input.count > 80_000)
    var rest = input[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(ends[1], $0.baseAddress, $0.count) }
      try #require(count > 0)
      rest = rest.dropFirst(count)
    }
    kill(child.identifier, SIGINT)
    #expect(child.wait() == 128 + SIGINT)
    close(ends[1])
    #expect(
      String(decoding: contents(of: errors), as: UTF8.self)
        == "onpar: stopped by Ctrl-C; nothing was written, the report that was there is untouched\n"
    )
    ReportFiles.expectIdentical(try ReportFiles(folder, "out"), old, "after Ctrl-C")
    #expect(try folder.names("out") == ReportFiles.names.sorted())
    #expect(try folder.names() == ["few.jsonl", "out"])
  }

  @Test func `a reader that leaves early is no error`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.messages)
    for command in [
      "sample", "facts chats.jsonl --raw-ids -o -", "inspect --json chats.jsonl", "explain",
    ] {
      let outcome = try Program.shell(
        "set -o pipefail; $ONPAR \(command) | head -n 1",
        in: folder
      )
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      #expect(outcome.errors.isEmpty, "\(command): \(outcome.errors)")
      #expect(Sample.lines(outcome.output).count == 1)
    }
  }

  @Test func `the hash of an input is that of sha256sum`() throws {
    let folder = try Scratch()
    try folder.write("chats.gz", try gzip(Sample.few, in: folder))
    let sum = try Program.shell("sha256sum chats.gz || shasum -a 256 chats.gz", in: folder)
    let hash = try #require(sum.text.split(separator: " ").first)
    #expect(hash.count == 64)
    try report(["chats.gz", "--hash-inputs"], in: folder)
    #expect(try folder.text("out/run.json").contains("\"sha256\": \"\(hash)\""))
    try report(["chats.gz"], in: folder)
    #expect(try !folder.text("out/run.json").contains(String(hash)))
  }

  @Test(arguments: [
    ["facts", "log.jsonl", "--raw-ids"], ["signals", "log.jsonl"],
    ["audit", "sample", "log.jsonl", "--signal", "M50"],
  ])
  func `a result never replaces what it is made from`(command: [String]) throws {
    let folder = try Scratch()
    let log = #"{"conversation_id":"a","role":"customer","text":"hi"}"# + "\n"
    try folder.write("log.jsonl", log)
    let outcome = try Program.run(command + ["-q", "-o", "./log.jsonl"], in: folder)
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains("would replace"))
    #expect(try folder.read("log.jsonl") == Array(log.utf8))
  }

  @Test func `a sheet that is there is replaced only when asked`() throws {
    let folder = try Scratch()
    try folder.write("log.jsonl", #"{"conversation_id":"a","role":"customer","text":"hi"}"# + "\n")
    try folder.write("sheet.csv", "my labels")
    let draw = ["audit", "sample", "log.jsonl", "--signal", "M50", "-q", "-o", "sheet.csv"]
    #expect(try Program.run(draw, in: folder).status == 73)
    #expect(try folder.read("sheet.csv") == Array("my labels".utf8))
    #expect(try Program.run(draw + ["--force"], in: folder).status == 0)
    #expect(try folder.read("sheet.csv") != Array("my labels".utf8))
  }
}
