import Foundation
import Testing

/// Prices and staffing reach the report, which prints every one of them.
@Suite struct WorkloadFlagsTests {
  private func chats() throws -> Scratch {
    let folder = try Scratch()
    let sample = try Program.run(
      ["sample", "--scenario", "easy-topics", "--seed", "3", "--conversations", "1500"],
      in: folder
    )
    try folder.write("chats.jsonl", sample.output)
    return folder
  }

  private func workload(_ folder: Scratch, _ out: String) throws -> [String: Any] {
    let json = try JSONSerialization.jsonObject(with: Data(try folder.read(out + "/report.json")))
    let object = try #require(json as? [String: Any])
    return try #require(object["workload"] as? [String: Any])
  }

  private func agents(_ workload: [String: Any], _ name: String) throws -> Double {
    try #require((workload[name] as? [String: Any])?["agents"] as? Double)
  }

  private static let priced = [
    "--cost-bot-resolution", "0.99", "--cost-human-hour", "32", "--currency", "EUR",
  ]

  @Test func `without prices cost is null for that reason, and staffing is the default`() throws {
    let folder = try chats()
    try report(["chats.jsonl"], to: "out", in: folder)
    let rows = try folder.text("out/metrics.csv").split(separator: "\r\n")
      .filter { $0.contains(",cost_per_contact,") }
    #expect(!rows.isEmpty)
    #expect(rows.allSatisfy { $0.contains(",no_price,") })
    let page = try folder.text("out/report.html")
    #expect(page.contains("How much work does the bot take over, and what does it cost?"))
    #expect(page.contains("no prices given"))
    let found = try workload(folder, "out")
    #expect(found["paid_hours"] as? Double == 160)
    #expect(found["shrinkage"] as? Double == 0.3)
    #expect(found["occupancy"] as? Double == 0.85)
  }

  @Test func `prices and staffing change what they should, and facts give the same bytes`() throws {
    let folder = try chats()
    try report(["chats.jsonl"] + Self.priced, to: "usual", in: folder)
    let staffing = ["--paid-hours", "80", "--shrinkage", "30%", "--occupancy", "0.85"]
    try report(["chats.jsonl"] + Self.priced + staffing, to: "half", in: folder)
    let (usual, half) = (try workload(folder, "usual"), try workload(folder, "half"))
    for name in ["gross", "net"] {
      let ratio = try agents(half, name) / agents(usual, name)
      #expect(abs(ratio - 2) < 1e-8)
    }
    #expect(try folder.text("usual/report.html").contains("0.99 EUR"))
    let cost = try folder.text("usual/metrics.csv").split(separator: "\r\n")
      .filter { $0.contains(",cost_per_contact,") && $0.contains(",bot_first,") }
    #expect(cost.count == 1 && !cost[0].contains("no_price"))
    _ = try Program.run(["facts", "chats.jsonl", "--raw-ids", "-o", "facts.jsonl"], in: folder)
    try report(["facts.jsonl", "--from-facts"] + Self.priced, to: "again", in: folder)
    #expect(try folder.read("again/metrics.csv") == folder.read("usual/metrics.csv"))
  }

  @Test(arguments: [
    ["--cost-human-hour", "-1"], ["--cost-bot-contact", "nan"], ["--paid-hours", "0"],
    ["--shrinkage", "1"], ["--occupancy", "0"], ["--currency", ""],
  ])
  func `values that make no sense are refused by name`(flag: [String]) throws {
    let folder = try Scratch()
    try folder.write("chats.jsonl", [])
    let outcome = try Program.run(
      ["report", "chats.jsonl", "--out", "out", "\(flag[0])=\(flag[1])"],
      in: folder
    )
    #expect(outcome.status == 64)
    #expect(outcome.errors.contains(flag[0]))
  }
}
