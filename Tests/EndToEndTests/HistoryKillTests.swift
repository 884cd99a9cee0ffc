import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What is left of a history store when the process that changes it dies.
@Suite struct HistoryKillTests {
  /// The process is really killed, at moments that chance chooses.
  @Test func `a killed add leaves a store that can be used, as it was or with all of it`() throws {
    let folder = try WeeklyHistory.weeks(overlapping: true)
    let names = ["1.jsonl", "2.jsonl", "3.jsonl", "4.jsonl"]
    let expected = try report(names, to: "all", in: folder)
    var random = SeededRandom(11)
    let start = ContinuousClock.now
    try WeeklyHistory.add(["1.jsonl"], in: folder)
    let whole = Int((ContinuousClock.now - start) / .microseconds(1))
    try FileManager.default.removeItem(atPath: folder.path + "/onpar-history.sqlite")
    var deaths = 0
    for round in 0..<24 {
      let outcome = try killed(
        ["add", names[round % 4], "--pseudonym-key-file", "key"],
        after: random.below(whole),
        in: folder
      )
      if outcome == 128 + SIGKILL { deaths += 1 }
      guard folder.exists("onpar-history.sqlite") else { continue }
      let verified = try WeeklyHistory.run(["verify"], in: folder)
      // An empty file is a store that holds nothing yet.
      #expect([0, 66].contains(verified.status), "round \(round): \(verified.errors)")
    }
    #expect(deaths > 0)
    for name in names { try WeeklyHistory.add([name], in: folder) }
    ReportFiles.expectSame(try WeeklyHistory.report(in: folder), expected, "after \(deaths) kills")
  }

  @Test(arguments: [
    ["prune", "--keep-weeks", "1"], ["forget", "-", "--pseudonym-key-file", "key"],
  ])
  func `a killed removal leaves the store as it was or as it should be`(
    command: [String]
  ) throws {
    let folder = try WeeklyHistory.weeks(overlapping: false)
    try WeeklyHistory.add(["1.jsonl", "2.jsonl", "3.jsonl", "4.jsonl"], in: folder)
    let lines = Sample.lines(Sample.conversations)
    let input = try #require(lines.lazy.compactMap(WeeklyHistory.customer).first) + "\n"
    let full = try folder.read("onpar-history.sqlite")
    let before = try WeeklyHistory.kept(folder)
    let start = ContinuousClock.now
    let whole = try Program.run(["history"] + command, input: Array(input.utf8), in: folder)
    let length = Int((ContinuousClock.now - start) / .microseconds(1))
    #expect(whole.status == 0, "\(whole.errors)")
    let after = try WeeklyHistory.kept(folder)
    #expect(after < before)
    var random = SeededRandom(12)
    var deaths = 0
    for round in 0..<12 {
      for name in try folder.names() where name.hasPrefix("onpar-history") {
        try FileManager.default.removeItem(atPath: folder.path + "/" + name)
      }
      try folder.write("onpar-history.sqlite", full)
      let status = try killed(
        command,
        input: Array(input.utf8),
        after: random.below(length),
        in: folder
      )
      if status == 128 + SIGKILL { deaths += 1 }
      let verified = try WeeklyHistory.run(["verify"], in: folder)
      #expect(verified.status == 0, "round \(round): \(verified.errors)")
      #expect([before, after].contains(try WeeklyHistory.kept(folder)), "round \(round)")
    }
    #expect(deaths > 0)
    let again = try Program.run(["history"] + command, input: Array(input.utf8), in: folder)
    // Of a customer who is gone already nothing is found.
    #expect(again.status == 0 || again.status == 66 && command[0] == "forget", "\(again.errors)")
    #expect(try WeeklyHistory.kept(folder) == after)
  }

  /// The exit status of a command that is killed, if it still runs, so many microseconds after its start.
  private func killed(
    _ arguments: [String],
    input: [UInt8] = [],
    after delay: Int,
    in folder: Scratch
  ) throws -> Int32 {
    let streams = [try unnamedFile(holding: input), try unnamedFile(), try unnamedFile()]
    defer { for descriptor in streams { close(descriptor) } }
    let child = try Program.start(
      [Program.path, "history"] + arguments,
      in: folder,
      streams: streams
    )
    usleep(UInt32(delay))
    kill(child.identifier, SIGKILL)
    return child.wait()
  }
}
