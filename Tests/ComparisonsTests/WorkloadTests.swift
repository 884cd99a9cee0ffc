import Comparisons
import Facts
import Testing

/// M61 and M62, from the text of the dictionary.
@Suite struct WorkloadTests {
  /// A month of 365.25 / 12 days, so that paid hours need no scaling.
  private static let month = 365.25 / 12

  private func options(_ days: Double? = month) -> ComparisonOptions {
    var options = ComparisonOptions(asOfWallClock: 0)
    options.periodDays = days
    return options
  }

  /// People need 600 s for billing and 1200 s for refunds.
  private func maker() -> TableMaker {
    var maker = TableMaker()
    maker.add(.humanFirst, 20, of: 20, topic: 1) { row, _ in row.comesBack = false }
    maker.add(.humanFirst, 20, of: 20, topic: 2) { row, _ in row.comesBack = false }
    maker.add(.botFirst, 18, of: 30, topic: 1) { row, _ in row.comesBack = false }
    maker.add(.botFirst, 20, of: 20, topic: 2) { row, _ in row.comesBack = false }
    return maker
  }

  private func table(_ maker: TableMaker) -> ContactTable {
    var table = maker.table()
    for (index, row) in maker.rows.enumerated() where row.entry == .humanFirst {
      table[.handleTimeAdjusted][index] = .known(row.topic == 2 ? 1200 : 600, .inferred)
    }
    return table
  }

  private func workload(_ table: ContactTable, _ days: Double? = month) async -> Workload {
    await table.findings(options(days)).workload
  }

  private func summary(
    _ findings: Findings,
    _ id: String,
    _ statistic: String,
    _ cohort: Cohort = .all
  ) -> MetricSummary? {
    findings.summaries.first {
      $0.metric.id == id && $0.statistic == statistic && $0.cohort == cohort
    }
  }

  @Test func `gross is people's time for as many contacts of the same kind`() async throws {
    let found = await workload(table(maker()))
    // 30 times 600 s and 20 times 1200 s.
    let gross = try #require(found.gross)
    #expect(gross.hours == 42_000.0 / 3600)
    #expect(found.botOnly == 50)
    #expect(found.handled == 40)
    #expect(found.meanHandleTime == 900)
    #expect(found.fallbackShare == 0)
    let agents = try #require(gross.agents)
    #expect(abs(agents - 42_000 / 3600 / (160 * 0.7 * 0.85)) < 1e-12)
    let least = try #require(gross.least)
    let most = try #require(gross.most)
    #expect(abs(least - 42_000 / 3600 / (160 * 0.8 * 0.9)) < 1e-12)
    #expect(abs(most - 42_000 / 3600 / (160 * 0.6 * 0.75)) < 1e-12)
  }

  @Test func `net counts what lasted`() async throws {
    let found = await workload(table(maker()))
    // 18 of billing and all 20 refunds; nobody came back.
    #expect(found.durable == 38)
    #expect(found.returnHours == 0)
    #expect(try #require(found.net).hours == (18.0 * 600 + 20 * 1200) / 3600)
  }

  @Test func `additional repeats are taken off, fewer repeats are not a gain`() async throws {
    var maker = maker()
    for index in maker.rows.indices {
      switch (maker.rows[index].entry, maker.rows[index].topic) {
      // Billing: people 5 of 20, the bot 15 of 30.
      case (.humanFirst, 1): maker.rows[index].comesBack = index % 4 == 0
      case (.botFirst, 1): maker.rows[index].comesBack = index % 2 == 0
      // Refunds: people all, the bot none.
      case (.humanFirst, _): maker.rows[index].comesBack = true
      default: maker.rows[index].comesBack = false
      }
    }
    let found = await workload(table(maker))
    // 30 bot-first contacts of billing, a quarter more of them at 600 s.
    let hours = try #require(found.returnHours)
    #expect(abs(hours - 30 * 0.25 * 600 / 3600) < 1e-12)
    let net = try #require(found.net).hours
    #expect(abs(net - ((18.0 * 600 + 20 * 1200) / 3600 - hours)) < 1e-12)
  }

  @Test func `what is not known to last is counted, and not as lasting`() async {
    var maker = maker()
    for index in 40..<45 { maker.rows[index].durable = nil }
    let found = await workload(table(maker))
    #expect(found.undecided == 5)
    #expect(found.durable == 33)
  }

  @Test func `too few of a kind are measured by topic, then by all`() async throws {
    var maker = maker()
    // A topic that people never had, and one of which they had ten in two lengths each.
    maker.add(.botFirst, 0, of: 10, topic: 3) { row, _ in row.comesBack = false }
    maker.add(.humanFirst, 20, of: 20, topic: 4) { row, _ in row.comesBack = false }
    maker.add(.botFirst, 0, of: 10, topic: 4) { row, _ in row.comesBack = false }
    var table = table(maker)
    for index in 100..<110 { table.strata.firstLength[index] = 2 }
    let found = await workload(table)
    #expect(found.byTopic == 10)
    #expect(found.byAll == 10)
    #expect(found.fallbackShare == 20.0 / 70)
    #expect(!found.isFallbackMarked)
    // 60 handled contacts: 40 at 600 s and 20 at 1200 s make 800 s.
    let gross = try #require(found.gross)
    #expect(abs(gross.hours - (42_000 + 10 * 800 + 10 * 600) / 3600) < 1e-9)
  }

  @Test func `above thirty per cent in coarser groups there is a warning`() async {
    var maker = maker()
    maker.add(.botFirst, 0, of: 22, topic: 3)
    #expect(await workload(table(maker)).isFallbackMarked)
  }

  @Test func `without enough contacts of people nothing is said, and why`() async throws {
    var maker = TableMaker()
    maker.add(.humanFirst, 19, of: 19)
    maker.add(.botFirst, 30, of: 30)
    let few = await table(maker).findings(options())
    #expect(few.workload.gross == nil)
    #expect(few.workload.nullReason == "too_few")
    let row = try #require(summary(few, "workload_fte", "net"))
    #expect(row.estimate.value == nil)
    #expect(row.estimate.nullReason == "too_few")
    #expect(row.estimate.denominator == 30)
    let none = await workload(maker.table())
    #expect(none.nullReason == "not_in_export")
  }

  @Test func `repeats that nobody could observe leave the net figure open`() async {
    var maker = maker()
    for index in maker.rows.indices { maker.rows[index].comesBack = nil }
    let found = await workload(table(maker))
    #expect(found.gross != nil)
    #expect(found.net == nil)
    #expect(found.nullReason == "too_few")
  }

  @Test func `without a period there are hours and no agents`() async throws {
    let found = await table(maker()).findings(options(nil))
    #expect(try #require(found.workload.gross).agents == nil)
    #expect(summary(found, "workload_fte", "gross")?.estimate.nullReason == "missing_timestamp")
  }

  @Test func `staffing is scaled to the period`() async throws {
    let month = try #require(await workload(table(maker())).gross?.agents)
    let half = try #require(await workload(table(maker()), Self.month / 2).gross?.agents)
    #expect(abs(half - 2 * month) < 1e-12)
  }

  // MARK: M61

  /// 40 contacts of the bot begin chains, of which every second one needs half an hour of a person.
  private func costly() -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 30, of: 40)
    maker.add(.humanFirst, 0, of: 5)
    var table = maker.table()
    table.chainWork = maker.rows.indices.map { index in
      guard index < 40 else { return nil }
      return ChainWork(
        humanMilliseconds: index % 2 == 0 ? 1_800_000 : 0,
        botContacts: 2,
        botResolutions: index < 10 ? 1 : 0
      )
    }
    for index in 0..<40 { table[.contactsPerIssue][index] = .known(2, .inferred) }
    for index in 40..<45 { table[.contactsPerIssue][index] = .null(.notEligible) }
    return table
  }

  private func costs(_ prices: Prices, _ table: ContactTable) async -> Findings {
    var options = options()
    options.prices = prices
    return await table.findings(options)
  }

  @Test func `without prices there is no cost`() async throws {
    for prices in [Prices(), Prices(humanHour: 30), Prices(botContact: 1)] {
      let found = await costs(prices, costly())
      let row = try #require(summary(found, "cost_per_contact", "ratio", .entry(.botFirst)))
      #expect(row.estimate.value == nil)
      #expect(row.estimate.nullReason == "no_price")
      #expect(row.estimate.denominator == 40)
    }
  }

  @Test func `cost is that of whole chains, by contact and by durable resolution`() async throws {
    let found = await costs(Prices(botContact: 0.5, humanHour: 30), costly())
    // Forty chains with two fees each, twenty half hours at 15: 40 + 300.
    let contact = try #require(summary(found, "cost_per_contact", "ratio", .entry(.botFirst)))
    #expect(contact.estimate.value == 8.5)
    #expect(contact.estimate.denominator == 40)
    let durable = try #require(
      summary(found, "cost_per_durable_resolution", "ratio", .entry(.botFirst))
    )
    let value = try #require(durable.estimate.value)
    #expect(abs(value - 340.0 / 30) < 1e-12)
    #expect(durable.estimate.denominator == 30)
    let lower = try #require(durable.estimate.lower)
    let upper = try #require(durable.estimate.upper)
    #expect(lower < value && value < upper)
    #expect(abs((upper - value) - (value - lower)) < 1e-9)
  }

  @Test func `a fee for resolutions is paid for resolutions`() async throws {
    let found = await costs(Prices(botResolution: 2, humanHour: 0), costly())
    let row = try #require(summary(found, "cost_per_contact", "ratio", .entry(.botFirst)))
    // Ten resolutions at 2 over forty contacts.
    #expect(row.estimate.value == 0.5)
  }

  @Test func `open chains and unknown work are left out and counted`() async throws {
    var table = costly()
    table.chainWork[0] = nil
    let found = await costs(Prices(botContact: 1, humanHour: 0), table)
    let row = try #require(summary(found, "cost_per_contact", "ratio"))
    #expect(row.estimate.denominator == 39)
    #expect(row.excluded.map(\.reason) == ["not_eligible", "work_unknown"])
    #expect(row.excluded.map(\.count) == [5, 1])
    let none = try #require(summary(found, "cost_per_contact", "ratio", .entry(.humanFirst)))
    #expect(none.estimate.nullReason == "not_eligible")
  }
}
