import ByteStreams
import Foundation
import Samples
import Simulation
import Testing
import Wording

@Suite struct SimulatedReportTests {
  private static let lexicon = Result { try Lexicon.embedded() }

  private func line(_ name: String, seed: UInt64, contacts: Int) async throws -> [String: Any] {
    let scenario = try #require(Scenario.named(name))
    let path = NSTemporaryDirectory() + "onpar-simulation-\(name)-\(seed)-\(UUID()).jsonl"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let bytes = SimulatedReport.bytes(scenario, seed: seed, contacts: contacts)
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let report = await SimulatedReport(
      of: scenario,
      seed: seed,
      contacts: contacts,
      input: Input(path: path, name: "sample.jsonl", bytes: bytes.count),
      lexicon: try Self.lexicon.get()
    )
    return try #require(
      JSONSerialization.jsonObject(with: Data(report.json())) as? [String: Any]
    )
  }

  @Test func `a line holds the five measures and the words of the report`() async throws {
    let line = try await line("bot-worse", seed: 1, contacts: 1000)
    let family = try #require(line["family"] as? [[String: Any]])
    #expect(
      family.compactMap { $0["name"] as? String } == [
        "durable_resolution_rate rate", "repeat_contact_rate_7d_any cif_7d",
        "resolved_within_24h cif_24h", "first_response_time p50", "csat_top2 rate",
      ]
    )
    #expect((line["strata"] as? [String])?.first == "topic")
    #expect((line["words"] as? String)?.contains("Durable resolution") == true)
    #expect((line["seed"] as? Int) == 1)
  }

  @Test func `the same seed gives the same line`() async throws {
    let once = try await line("small", seed: 4, contacts: 300)
    let again = try await line("small", seed: 4, contacts: 300)
    let other = try await line("small", seed: 5, contacts: 300)
    #expect(NSDictionary(dictionary: once) == NSDictionary(dictionary: again))
    #expect(NSDictionary(dictionary: once) != NSDictionary(dictionary: other))
  }

  @Test func `the adjusted interval holds the planted effect where the raw one is far off`()
    async throws
  {
    let line = try await line("bot-worse", seed: 2, contacts: 2000)
    let family = try #require(line["family"] as? [[String: Any]])
    let effect = try #require(family[0]["effect"] as? [Double])
    let crude = try #require(family[0]["crude"] as? [Double])
    let scenario = try #require(Scenario.named("bot-worse"))
    let strata = try #require(line["strata"] as? [String])
    let planted = Planted(of: scenario, strata: strata, contacts: 6000)
    let truth = try #require(planted.measure("durable_resolution_rate rate")).effect
    #expect(truth < -0.05)
    #expect((effect[1]...effect[2]).contains(truth))
    #expect(crude[1] > 0)
  }
}
