import Facts
import Testing

@testable import Comparisons

/// Flagged rates with labels of both arms (STATISTICS 6.3).
@Suite struct AuditTests {
  private static let contacts = 1_000

  /// Truly 50 % of the bot's and 30 % of the humans' contacts are frustrated; the rule finds 45 % and 80 % of them.
  private static func table() -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 500, of: contacts)
    maker.add(.humanFirst, 500, of: contacts)
    var table = maker.table()
    let flagged: [EntryCohort: Int] = [.botFirst: 235, .humanFirst: 254]
    var seen: [EntryCohort: Int] = [:]
    table[.frustratedContact] = table.entry.map { entry in
      seen[entry, default: 0] += 1
      return .known(seen[entry, default: 0] <= flagged[entry, default: 0], .heuristic)
    }
    return table
  }

  private static func arm(_ flagged: Int, _ found: Int, _ missed: Int) -> DetectorAudit.Arm {
    var arm = DetectorAudit.Arm(contacts: contacts, flagged: flagged)
    arm.found = found
    arm.missed = missed
    arm.falseAlarms = 6
    arm.passed = 294
    return arm
  }

  private static let bot = arm(235, 135, 165)
  private static let human = arm(254, 240, 60)

  private func finding(
    _ bot: DetectorAudit.Arm?,
    _ human: DetectorAudit.Arm?,
    _ change: (inout ComparisonOptions) -> Void = { _ in }
  ) async throws -> (audited: ComparisonFinding, flagged: ComparisonFinding) {
    var options = ComparisonOptions(strata: [])
    options.audits = [DetectorAudit(metric: .frustratedContact, bot: bot, human: human)]
    change(&options)
    let findings = await Self.table().findings(options)
    return (
      try #require(findings.audited.first).finding,
      try #require(findings.secondary.first { $0.metric.id == RateMetric.frustratedContact.id })
    )
  }

  @Test func `labels of both arms turn a flagged difference round and allow a verdict`()
    async throws
  {
    let (audited, flagged) = try await finding(Self.bot, Self.human)
    #expect(try #require(flagged.difference.value) < 0)
    #expect(flagged.verdict == .inconclusive)
    #expect(flagged.reason == "detector_not_validated")
    #expect(flagged.sentence.contains(", flagged"))
    // (0.235 + 0.98 - 1) / 0.43 = 0.5 and (0.254 + 0.98 - 1) / 0.78 = 0.3
    #expect(abs(try #require(audited.bot.value) - 0.5) < 1e-9)
    #expect(abs(try #require(audited.human.value) - 0.3) < 1e-9)
    #expect(abs(try #require(audited.difference.value) - 0.2) < 1e-9)
    #expect(try #require(audited.difference.lower) > 0.05)
    #expect(audited.verdict == .worse)
    #expect(audited.crudeBot.numerator == 235)
    #expect(audited.sentence.contains("corrected by labels"))
    #expect(audited.caveat?.contains("found 45.0") == true)
  }

  @Test func `labels of one arm, or labels without a case, allow none`() async throws {
    var bare = Self.human
    (bare.found, bare.missed) = (0, 0)
    for (bot, human) in [(Self.bot, nil), (nil, Self.human), (Self.bot, bare)] {
      let audited = try await finding(bot, human).audited
      #expect(audited.verdict == .inconclusive)
      #expect(audited.reason == "detector_not_validated")
      #expect(audited.difference.value == nil && audited.bot.value == nil)
      #expect(audited.verdictSentence.contains("was not checked"))
    }
  }

  @Test func `intervals that may be read every week carry no verdict by labels`() async throws {
    let audited = try await finding(Self.bot, Self.human) { $0.alwaysValid = true }.audited
    #expect(audited.verdict == .inconclusive)
    #expect(audited.difference.value != nil)
  }

  @Test func `a margin of the user decides`() async throws {
    let audited = try await finding(Self.bot, Self.human) {
      $0.margins = [RateMetric.frustratedContact.id: 0.4]
    }.audited
    #expect(audited.verdict == .equivalent)
    #expect(!audited.marginIsDefault)
  }

  @Test func `without audits a report is as it was`() async throws {
    let findings = await Self.table().findings(ComparisonOptions(strata: []))
    #expect(findings.audited.isEmpty)
  }
}
