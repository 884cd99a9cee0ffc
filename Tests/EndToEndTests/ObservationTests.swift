import Foundation
import TestSupport
import Testing

/// The end of observation, given before that of the data.
@Suite struct ObservationTests {
  private static let tables = ["metrics.csv", "comparison.csv", "curves.csv", "weekly.csv"]

  @Test func `an as-of instant within the data is the same whichever way the data comes`() throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", Sample.joined(Sample.lines(Sample.conversations)) + [0x0A])
    let asOf = ["--as-of", "2026-03-29"]
    for arguments in [
      ["facts", "chats.jsonl", "--raw-ids", "-o", "facts.jsonl", "-q"],
      ["summarize", "chats.jsonl", "--raw-ids", "-o", "chats.summary", "-q"],
      ["report", "chats.jsonl", "--out", "all", "-q"],
      ["report", "chats.jsonl", "--out", "direct", "-q"] + asOf,
      ["report", "facts.jsonl", "--from-facts", "--out", "facts", "-q"] + asOf,
      ["report", "chats.summary", "--from-summary", "--out", "summary", "-q"] + asOf,
    ] {
      let outcome = try Program.run(arguments, in: folder)
      try #require(outcome.status == 0, "\(arguments): \(outcome.errors)")
    }
    for name in Self.tables {
      let direct = try folder.read("direct/" + name)
      for way in ["facts", "summary"] {
        let isSame = try folder.read("\(way)/\(name)") == direct
        #expect(isSame, "\(way)/\(name)")
      }
    }
    // Or the instant cuts nothing off, and the rest says nothing.
    let isCut = try folder.read("all/metrics.csv") != folder.read("direct/metrics.csv")
    #expect(isCut)
  }
}
