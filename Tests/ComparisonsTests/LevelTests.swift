import Facts
import Statistics
import Testing

@testable import Comparisons

@Suite struct LevelTests {
  private func maker(_ bot: Int, _ human: Int, of count: Int = 1000) -> TableMaker {
    var maker = TableMaker()
    maker.add(.botFirst, bot, of: count) { row, index in row.comesBack = index % 5 == 0 }
    maker.add(.humanFirst, human, of: count) { row, index in row.comesBack = index % 5 == 0 }
    return maker
  }

  private func width(_ estimate: Estimate) throws -> Double {
    try #require(estimate.upper) - (try #require(estimate.lower))
  }

  @Test func `a higher level widens every interval and is named in every sentence`() async throws {
    let table = maker(540, 600).table()
    let usual = await table.findings()
    let strict = await table.findings(ComparisonOptions(level: 0.99))
    for (one, other) in zip(usual.headlineFamily, strict.headlineFamily)
    where one.difference.value != nil {
      #expect(try width(other.difference) > width(one.difference))
      #expect(try width(other.bot) > width(one.bot))
      #expect(try width(other.crudeDifference) > width(one.crudeDifference))
      #expect(other.sentence.contains("(99\u{202F}% interval"))
      #expect(!other.sentence.contains("95"))
    }
    for (one, other) in zip(usual.summaries, strict.summaries)
    where one.estimate.lower != nil && one.estimate.value != 0 && one.estimate.value != 1 {
      #expect(try width(other.estimate) > width(one.estimate), "\(one.metric.id)")
    }
    for (one, other) in zip(usual.topics, strict.topics) {
      #expect(try width(other.difference) > width(one.difference))
    }
    #expect(strict.equivalenceLevel == 0.98)
    #expect(usual.equivalenceLevel == 0.90)
  }

  @Test func `what is worse at 95 % may be open at 99 %`() async throws {
    // 4.6 of 100 points on 1000 contacts a side: p is about 0.04.
    let table = maker(554, 600).table()
    let margins = ["durable_resolution_rate": 0.001]
    let usual = await table.findings(ComparisonOptions(margins: margins, level: 0.9))
      .headlineFamily[0]
    let strict = await table.findings(ComparisonOptions(margins: margins, level: 0.99))
      .headlineFamily[0]
    #expect(usual.verdict == .worse)
    #expect(strict.verdict == .inconclusive)
  }

  @Test func `equivalence is decided by the interval of two one-sided tests at the same error`()
    async throws
  {
    // Half the 90 % interval is 2.5 points, half the 98 % one 3.6.
    let table = maker(1200, 1200, of: 2000).table()
    let usual = await table.findings().headlineFamily[0]
    #expect(usual.verdict == .equivalent)
    let strict = await table.findings(ComparisonOptions(level: 0.99)).headlineFamily[0]
    #expect(strict.verdict == .inconclusive)
    let pair = try #require(RatePair(x1: 1200, n1: 2000, x0: 1200, n0: 2000))
    let inner = pair.differenceInterval(level: 0.98)
    #expect(abs((strict.lower90 ?? 0) - inner.lower) < 1e-12)
  }

  @Test func `an always-valid interval is that of the sequence, and wider`() async throws {
    let table = maker(540, 600).table()
    let fixed = await table.findings()
    let valid = await table.findings(ComparisonOptions(alwaysValid: true))
    let one = valid.headlineFamily[0]
    // Nothing is dated here, so that the size now is the one at which it is tightest.
    let pair = try #require(RatePair(x1: 540, n1: 1000, x0: 600, n0: 1000))
    let sequence = try #require(ConfidenceSequence(pair, optimal: 2000))
    #expect(abs(try #require(one.difference.lower) - sequence.interval.lower) < 1e-9)
    #expect(abs(try #require(one.difference.upper) - sequence.interval.upper) < 1e-9)
    let ratio = try width(one.difference) / width(fixed.headlineFamily[0].difference)
    #expect(ratio > 1.2 && ratio < 2)
    // The bot's own rate is not compared with anything and keeps its interval.
    #expect(one.bot.lower == fixed.headlineFamily[0].bot.lower)
    #expect(valid.notes.contains { $0.contains("always-valid") })
    #expect(!fixed.notes.contains { $0.contains("always-valid") })
  }

  /// The p-value of a sequence is below an error exactly when the interval at that error leaves zero.
  @Test func `the p-value and the always-valid interval never contradict each other`() async throws
  {
    for bot in stride(from: 520, through: 680, by: 20) {
      let table = maker(bot, 600).table()
      let finding = await table.findings(ComparisonOptions(alwaysValid: true)).headlineFamily[0]
      let lower = try #require(finding.difference.lower)
      let upper = try #require(finding.difference.upper)
      let p = try #require(finding.pValue)
      #expect((p < 0.05) == (lower > 0 || upper < 0), "\(bot): \(p), \(lower) to \(upper)")
    }
  }
}
