import Foundation
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// `--memory`: what does not fit waits on disk, and nobody sees a difference.
@Suite struct MemoryTests {
  /// Messages of all conversations, scattered over files of every kind, and much that is wrong with them.
  private func scattered() throws -> Scratch {
    let folder = try Scratch()
    let lines = Sample.lines(Sample.messages)
    func part(_ number: Int) -> [[UInt8]] {
      lines.enumerated().filter { $0.offset % 4 == number }.map(\.element)
    }
    var first = part(0)
    first[20..<20] = [
      Array("{broken".utf8), [], Array("{\"conversation_id\":\"x\"}".utf8),
      Array("{\"conversation_id\":\"y\",\"role\":\"customer\",\"text\":7,\"odd\":NaN}".utf8),
    ]
    try folder.write("in/a.jsonl", Sample.joined(first) + [0x0A])
    try folder.write("in/b.jsonl.gz", try gzip(Sample.joined(part(1)), in: folder))
    // Records of several lines, in an array.
    let pretty = part(2).map { [0x0A] + $0.dropLast() + [0x0A, 0x7D] }
    try folder.write("in/c.json", [0x5B] + Sample.joined(pretty, by: ",\n") + [0x5D])
    // A mark of its encoding, line ends of another system, whole conversations between messages, and an early end.
    let whole = Sample.lines(Sample.conversations).prefix(5)
    let last = Sample.joined(part(3) + whole, by: "\r\n")
    try folder.write(
      "in/d/a.jsonl",
      [0xEF, 0xBB, 0xBF] + last + Array("\n{\"conversation_id\":".utf8)
    )
    try folder.write("in/e.xml", Sample.xml)
    try folder.write("in/empty.jsonl", "")
    return folder
  }

  @Test(arguments: ["1M", "3000K", "64m", "2G"])
  func `a report within a bound of memory is that of a run without, in every file`(
    size: String
  ) throws {
    let folder = try scattered()
    // An input ends early, so the status is 65.
    let wanted = try report(["in", "--keep-raw"], to: "whole", in: folder, status: 65)
    for jobs in ["1", "2", "7"] {
      for more in [[], ["--block-size", "1000"]] {
        let bounded = try report(
          ["in", "--keep-raw", "--memory", size, "--jobs", jobs] + more,
          in: folder,
          status: 65
        )
        ReportFiles.expectIdentical(bounded, wanted, "\(size), \(jobs) workers \(more)")
      }
    }
  }

  @Test func `without a file, by wish or by need, nothing differs`() throws {
    let folder = try scattered()
    let wanted = try report(["in"], to: "whole", in: folder, status: 65)
    let kept = try report(["in", "--in-memory"], in: folder, status: 65)
    ReportFiles.expectIdentical(kept, wanted, "--in-memory")
    let outcome = try Program.shell("TMPDIR=/nowhere $ONPAR report in --out there", in: folder)
    #expect(outcome.status == 65, "\(outcome.errors)")
    ReportFiles.expectIdentical(try ReportFiles(folder, "there"), wanted, "no such TMPDIR")
    for command in ["report in --out x", "facts in --raw-ids -o x"] {
      let both = try Program.shell("$ONPAR \(command) --in-memory --memory 64M", in: folder)
      #expect(both.status == 64)
      #expect(both.errors.contains("--in-memory and --memory exclude each other"))
    }
    #expect(!folder.exists("x"))
  }

  @Test func `a pipe, the core, facts and a stop at the first problem are the same too`() throws {
    let folder = try scattered()
    try folder.write("chats.jsonl", Sample.messages)
    for options in ["-", "- --metrics core"] {
      let plain = try Program.shell("$ONPAR report -q --out a \(options) <chats.jsonl", in: folder)
      let bounded = try Program.shell(
        "$ONPAR report -q --out b --memory 1M \(options) <chats.jsonl",
        in: folder
      )
      #expect(plain.status == 0 && bounded.status == 0, "\(bounded.errors)")
      ReportFiles.expectIdentical(
        try ReportFiles(folder, "b"),
        try ReportFiles(folder, "a"),
        options
      )
    }
    let rows = try Program.run(["facts", "in", "--raw-ids", "-q", "-o", "-"], in: folder)
    let again = try Program.run(
      ["facts", "in", "--raw-ids", "-q", "--memory", "1M", "-o", "-"],
      in: folder
    )
    #expect(!rows.output.isEmpty && again.output == rows.output)
    let strict = ["report", "in", "--strict", "--out", "out"]
    let one = try Program.run(strict, in: folder)
    let other = try Program.run(strict + ["--memory", "1M"], in: folder)
    #expect(one.status == 65 && other.status == 65)
    #expect(one.errors == other.errors)
  }

  @Test func `what waits on disk has no name, whatever happens`() throws {
    let folder = try scattered()
    try folder.write("chats.jsonl", Sample.messages)
    // Stopped while it reads: the pipe stays open.
    let outcome = try Program.shell(
      """
      mkdir spill
      export TMPDIR=$PWD/spill
      $ONPAR report chats.jsonl --memory 1M --out whole -q
      mkfifo pipe
      $ONPAR report - --memory 1M --out out -q < pipe &
      child=$!
      exec 3> pipe
      cat chats.jsonl >&3
      for try in {1..200}; do
        if readlink /proc/$child/fd/* 2>/dev/null | grep -q "$PWD/spill/onpar-.*deleted"; then break; fi
        sleep 0.05
      done
      ls spill | wc -l
      kill -9 $child
      wait $child
      ls spill | wc -l
      """,
      in: folder
    )
    #expect(outcome.text.split(separator: "\n").suffix(2) == ["0", "0"], "\(outcome.errors)")
    #expect(folder.exists("whole") && !folder.exists("out"))
  }

  /// A limit on the size of files stands for a full disk, which would need an administrator.
  @Test func `a full disk ends with 74, and no room at all with 73`() throws {
    let folder = try scattered()
    let full = try Program.shell(
      "trap '' XFSZ; ulimit -f 100; $ONPAR report in --memory 1M --out out",
      in: folder
    )
    #expect(full.status == 74, "\(full.errors)")
    #expect(full.errors.contains("--memory cannot be written"), "\(full.errors)")
    let none = try Program.shell(
      "TMPDIR=/nowhere/at/all $ONPAR report in --memory 1M --out out",
      in: folder
    )
    #expect(none.status == 73 && none.errors.contains("/nowhere/at/all"), "\(none.errors)")
    #expect(!folder.exists("out"))
  }

  @Test(arguments: [
    ["--memory", "1"], ["--memory", "some"], ["--memory", "9999999999G"], ["--memory", "-1M"],
    ["--memory", "1M", "--examples", "1"], ["--memory", "1M", "--from-facts"],
    ["--memory", "1M", "--from-summary"],
  ])
  func `what cannot be is wrong usage`(options: [String]) throws {
    let folder = try Scratch()
    try folder.write("few.jsonl", Sample.few)
    let outcome = try Program.run(["report", "few.jsonl", "--out", "out"] + options, in: folder)
    #expect(outcome.status == 64, "\(outcome.errors)")
    #expect(outcome.errors.contains("--memory"))
  }
}
