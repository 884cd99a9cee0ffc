import Facts
import Testing

@testable import Comparisons

@Suite struct WeeklyTests {
  private static let firstMonday = 20_514  // 2026-03-02

  /// 100 contacts a side and week, so many of them resolved for good.
  private func weeks(bot: [Int], human: [Int]) -> ContactTable {
    var maker = TableMaker()
    for (entry, shares) in [(EntryCohort.botFirst, bot), (.humanFirst, human)] {
      for (week, yes) in shares.enumerated() {
        maker.add(entry, yes, of: 100) { row, _ in
          row.week = Int32(Self.firstMonday + 7 * week)
        }
      }
    }
    return maker.table()
  }

  private func options(weeks: Int, launch: Int? = nil) -> ComparisonOptions {
    // Long after the last week, so that all are complete.
    ComparisonOptions(
      launchDay: launch,
      asOfWallClock: Int64(Self.firstMonday + 7 * weeks + 40) * 86_400_000
    )
  }

  private func durable(_ findings: Findings) throws -> WeeklyChart {
    try #require(
      findings.weeklyCharts.first {
        $0.metric.id == "durable_resolution_rate" && $0.cohort == .entry(.botFirst)
      }
    )
  }

  @Test func `limits come from the first twenty weeks and are then frozen`() async throws {
    let bot = [Int](repeating: 20, count: 20) + [31, 33]
    let chart = try await durable(weeks(bot: bot, human: bot).findings(options(weeks: 22)))
    #expect(chart.baselineWeeks == 20)
    #expect(chart.center == 0.2)
    // By hand: 3 standard errors are 3 sqrt(0.2 * 0.8 / 100) = 0.12; the baseline itself never moves.
    let last = try #require(chart.weeks.last)
    #expect(abs(last.lower - 0.08) < 1e-12)
    #expect(abs(last.upper - 0.32) < 1e-12)
    #expect(chart.weeks.map(\.isAlert) == [Bool](repeating: false, count: 21) + [true])
  }

  @Test func `fewer than twelve complete weeks give no limits`() async throws {
    let bot = [Int](repeating: 50, count: 11)
    let chart = try await durable(weeks(bot: bot, human: bot).findings(options(weeks: 11)))
    #expect(chart.baselineWeeks == nil)
    #expect(chart.weeks.isEmpty)
    #expect(chart.nullReason == "too_few_weeks")
    // The twelfth week is there but can still change.
    let more = bot + [50]
    var open = options(weeks: 12)
    open.asOfWallClock = Int64(Self.firstMonday + 7 * 12) * 86_400_000
    #expect(try await durable(weeks(bot: more, human: more).findings(open)).baselineWeeks == nil)
  }

  private func changes(_ findings: Findings) throws -> [Launch.Change] {
    try #require(findings.launch).changes.filter { $0.metric.id == "durable_resolution_rate" }
  }

  @Test func `a jump at the launch is found, and the humans' own change is taken off`() async throws
  {
    let bot = [Int](repeating: 40, count: 10) + [Int](repeating: 60, count: 9)
    let human = [Int](repeating: 50, count: 10) + [Int](repeating: 55, count: 9)
    let launch = Self.firstMonday + 70
    let found = try changes(
      await weeks(bot: bot, human: human).findings(options(weeks: 19, launch: launch))
    )
    let series = try #require(
      found.first { $0.method == .interruptedSeries && $0.cohort == .entry(.botFirst) }
    )
    #expect(series.weeksBefore == 10 && series.weeksAfter == 9)
    #expect(abs((series.level.value ?? 0) - 0.2) < 1e-9)
    #expect(abs(series.slope?.value ?? 1) < 1e-9)
    #expect(series.sentence.contains("20.0 points more"))
    #expect(series.sentence.hasSuffix(Launch.assumption))
    let both = try #require(found.first { $0.method == .differenceInDifferences })
    #expect(abs((both.level.value ?? 0) - 0.15) < 1e-9)
    #expect((both.level.lower ?? 0) < 0.15 && (both.level.upper ?? 0) > 0.15)
    #expect(both.sentence.hasSuffix(Launch.assumption))
  }

  @Test func `the week of a launch on a Thursday counts as after`() async throws {
    let bot = [Int](repeating: 40, count: 20)
    let table = weeks(bot: bot, human: bot)
    let launch = Self.firstMonday + 70
    let thursday = try #require(
      await table.findings(options(weeks: 20, launch: launch + 3)).launch
    )
    #expect(thursday.day == launch + 3)
    #expect(thursday.monday == launch)
    let before = try #require(await table.findings(options(weeks: 20, launch: launch - 1)).launch)
    #expect(before.monday == launch - 7)
    #expect(await table.findings(options(weeks: 20)).launch == nil)
  }

  @Test func `seven weeks on one side are too few, and a gap ends a side`() async throws {
    let bot = [Int](repeating: 40, count: 17)
    let launch = Self.firstMonday + 70
    let few = try changes(
      await weeks(bot: bot, human: bot).findings(options(weeks: 17, launch: launch))
    )
    for change in few where change.method == .interruptedSeries {
      #expect(change.level.value == nil)
      #expect(change.level.nullReason == "too_few_weeks")
      #expect(change.sentence.contains("not estimable"))
    }
    var maker = TableMaker()
    for week in 0..<24 where week != 4 {
      for entry in [EntryCohort.botFirst, .humanFirst] {
        maker.add(entry, 40, of: 100) { row, _ in
          row.week = Int32(Self.firstMonday + 7 * week)
        }
      }
    }
    let gap = try await changes(maker.table().findings(options(weeks: 24, launch: launch)))
    let series = try #require(gap.first { $0.method == .interruptedSeries })
    #expect(series.weeksBefore == 5)
    #expect(series.level.value == nil)
  }
}
