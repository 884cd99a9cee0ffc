import Comparisons
import Facts
import Testing

/// M06: the hours of the week in which customers are really answered.
@Suite struct ServedHoursTests {
  /// Contacts of a cohort in one hour of the week, some of them answered in time.
  private struct Hour {
    var entry = EntryCohort.botFirst
    var hour: UInt8
    var answered: Int
    var of: Int
    var durable = 0
  }

  private func table(_ hours: [Hour]) -> ContactTable {
    var maker = TableMaker()
    for hour in hours { maker.add(hour.entry, hour.durable, of: hour.of) }
    var table = maker.table()
    table.hourOfWeek = []
    for hour in hours {
      for index in 0..<hour.of {
        table[.served][table.hourOfWeek.count] = .known(index < hour.answered, .inferred)
        table.hourOfWeek.append(hour.hour)
      }
    }
    return table
  }

  private func found(_ table: ContactTable) async -> Findings {
    await findings(
      table: table,
      run: RunFacts(version: "1", dictionaryVersion: "1", lexiconVersion: "1"),
      quality: DataQuality(),
      options: ComparisonOptions()
    )
  }

  private func share(_ findings: Findings, _ cohort: Cohort) -> MetricSummary? {
    findings.summaries.first { $0.metric.id == "served_hours_share" && $0.cohort == cohort }
  }

  @Test func `nine in ten answered serve an hour, and four contacts are no evidence`() async throws
  {
    let findings = await found(
      table([
        Hour(hour: 0, answered: 9, of: 10), Hour(hour: 9, answered: 17, of: 19),
        Hour(hour: 100, answered: 5, of: 5), Hour(hour: 167, answered: 4, of: 4),
      ])
    )
    let bot = try #require(findings.servedHours.first)
    #expect(bot.hours[0].isServed == true)
    #expect(bot.hours[9].isServed == false)
    #expect(bot.hours[100].isServed == true)
    #expect(bot.hours[167].isServed == nil && bot.hours[167].contacts == 4)
    #expect(bot.hours[1].isServed == nil)
    #expect(bot.served == 2 && bot.judged == 3)
    let summary = try #require(share(findings, .entry(.botFirst)))
    #expect(summary.estimate.numerator == 2 && summary.estimate.denominator == 3)
    #expect(summary.estimate.value == 2.0 / 3)
    #expect(summary.statistic == "share" && summary.estimate.lower == nil)
  }

  @Test func `of all contacts together an hour may be served that no cohort can show`() async {
    let findings = await found(
      table([
        Hour(hour: 3, answered: 3, of: 3), Hour(entry: .humanFirst, hour: 3, answered: 3, of: 3),
      ])
    )
    #expect(share(findings, .all)?.estimate.value == 1)
    #expect(share(findings, .entry(.botFirst))?.estimate.nullReason == "too_few")
    #expect(share(findings, .entry(.botFirst))?.estimate.denominator == 0)
  }

  @Test func `contacts without a time or an hour are left out of it`() async {
    var table = table([Hour(hour: 3, answered: 0, of: 6)])
    table[.served][0] = .null(.missingTimestamp)
    table.hourOfWeek[1] = ContactTable.undatedHour
    let findings = await found(table)
    #expect(findings.servedHours.first?.hours[3].contacts == 4)
    #expect(findings.servedHours.first?.judged == 0)
  }

  @Test func `durable resolution is told in the hours that humans serve and outside`() async throws
  {
    let findings = await found(
      table([
        Hour(hour: 10, answered: 30, of: 30, durable: 24),
        Hour(hour: 3, answered: 40, of: 40, durable: 10),
        Hour(entry: .humanFirst, hour: 10, answered: 25, of: 25, durable: 20),
        Hour(entry: .humanFirst, hour: 3, answered: 0, of: 6, durable: 1),
      ])
    )
    let bot = findings.servedHours[0]
    #expect(bot.durableStaffed.numerator == 24 && bot.durableStaffed.denominator == 30)
    #expect(bot.durableUnstaffed.value == 0.25 && bot.durableUnstaffed.denominator == 40)
    #expect((bot.durableUnstaffed.lower ?? 1) < 0.25)
    let human = findings.servedHours[1]
    #expect(human.durableStaffed.value == 0.8)
    #expect(human.durableUnstaffed.nullReason == "too_few")
    #expect(human.durableUnstaffed.numerator == 1)
  }

  @Test func `a table without hours has no served one`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 5, of: 30)
    let findings = await found(maker.table())
    #expect(findings.servedHours.allSatisfy { $0.judged == 0 })
    #expect(share(findings, .all)?.estimate.value == nil)
  }
}
