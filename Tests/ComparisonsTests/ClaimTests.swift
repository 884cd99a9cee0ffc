import Facts
import Testing

@testable import Comparisons

/// Each kind of claim of METRICS 11, supported, contradicted, undecided and not measurable, on hand-made contacts.
@Suite struct ClaimTests {
  private func check(
    _ kind: Claim.Kind,
    _ table: ContactTable,
    _ change: (inout ComparisonOptions) -> Void = { _ in }
  ) async throws -> ClaimResult {
    var options = ComparisonOptions(asOfWallClock: 0)
    options.periodDays = 365.25 / 12
    change(&options)
    options.claims = [Claim(say: "as said", kind: kind, source: "claims.yaml:2")]
    let result = try #require(await table.findings(options).claims.first)
    #expect(!result.reason.isEmpty && !result.confounders.isEmpty && !result.conditions.isEmpty)
    for figure in result.beside + result.conditions.map(\.figure) {
      #expect(
        (figure.estimate.value == nil) == (figure.estimate.nullReason != nil),
        "\(figure.label)"
      )
    }
    return result
  }

  /// Both sides with so many of 2 000 resolved for good, and a tenth coming back.
  private func maker(bot: Int, human: Int, of size: Int = 2_000) -> TableMaker {
    var maker = TableMaker()
    maker.add(.botFirst, bot, of: size) { row, index in row.comesBack = index % 10 == 0 }
    maker.add(.humanFirst, human, of: size) { row, index in row.comesBack = index % 10 == 0 }
    return maker
  }

  private func states(_ result: ClaimResult) -> [String] { result.conditions.map(\.state.name) }

  // MARK: C1

  /// 600 s of people's work for each of 2 000 contacts, 90 % of which last: 300 hours net, 333 gross.
  private func work() -> ContactTable {
    let maker = maker(bot: 1_800, human: 1_800)
    var table = maker.table()
    for (index, row) in maker.rows.enumerated() where row.entry == .humanFirst {
      table[.handleTimeAdjusted][index] = .known(600, .inferred)
    }
    return table
  }

  @Test func `C1: the work of agents is held against the whole range over staffing`() async throws {
    // 300 h by 160 x 0.8 x 0.9 to 160 x 0.6 x 0.75 hours: 2.60 to 4.17 agents.
    for (agents, verdict) in [
      (2.5, ClaimResult.Verdict.supported), (5, .contradicted), (3, .undecided),
    ] {
      let result = try await check(.agents(agents, contactsAMonth: nil, humanTime: nil), work())
      #expect(result.verdict == verdict, "\(agents): \(result.reason)")
      let net = try #require(result.conditions.first?.figure)
      #expect(abs(try #require(net.estimate.lower) - 300 / (160 * 0.8 * 0.9)) < 1e-9)
      #expect(net.limits == "range over staffing" && net.estimate.denominator == 2_000)
    }
    let none = try await check(
      .agents(3, contactsAMonth: nil, humanTime: nil),
      maker(bot: 1_800, human: 1_800).table()
    )
    #expect(none.verdict == .notMeasurable)
  }

  @Test func `C1: the numbers of the known case are held against each other`() async throws {
    let result = try await check(
      .agents(700, contactsAMonth: 2_300_000, humanTime: 660),
      work()
    )
    // 700 x 160 x 60 / 2 300 000 is 2.9 minutes, and 11 / 2.9 is 3.8.
    #expect(result.checks[0].contains("leave 2.9 paid minutes for each contact"))
    #expect(result.checks[1].contains("about 3.8 chats at once"))
    // Measured are 600 s, which is far from 2.9 minutes.
    #expect(result.checks[2].contains("of 2\u{202F}000 contacts"))
    #expect(result.checks[2].contains("differ from it by more than a quarter"))
    // The log holds 2 000 contacts a month, so it cannot be the log of that claim.
    #expect(result.verdict == .notMeasurable)
    #expect(result.checks.last?.contains("less than half of what the claim speaks of") == true)
    // 2 000 contacts a month and 2.1 agents: 10.08 minutes against 10.
    let near = try await check(.agents(2.1, contactsAMonth: 2_000, humanTime: nil), work())
    #expect(near.checks.last?.contains("are within a quarter of it") == true)
  }

  // MARK: C2

  @Test func `C2: more than a day is beyond what is known of resolutions in time`() async throws {
    let result = try await check(
      .resolutionTime(bot: 3 * 86_400, human: nil),
      times(quick: 1_200)
    )
    #expect(result.conditions[0].state == .unknown("beyond_horizons"))
    #expect(result.verdict != .supported)
    #expect(result.checks[0].contains("known up to 24 h"))
  }

  /// The bot resolves so many of 2 000 within 2 minutes, each within `seconds`; people a tenth, in 11 minutes.
  private func times(
    quick: Int,
    seconds: Double = 60,
    bot: Int = 1_400,
    human: Int = 1_400
  ) -> ContactTable {
    let maker = maker(bot: bot, human: human)
    var table = maker.table()
    for (index, row) in maker.rows.enumerated() {
      let isBot = row.entry == .botFirst
      table[.resolvedWithin2m][index] = .known(isBot ? index < quick : index % 10 == 0, .inferred)
      table[.fullResolutionTime][index] = .known(isBot ? seconds : 660, .inferred)
    }
    return table
  }

  @Test func `C2: quicker, and as many for good`() async throws {
    let claim = Claim.Kind.resolutionTime(bot: 120, human: 660)
    let wide: (inout ComparisonOptions) -> Void = {
      $0.margins["durable_resolution_rate"] = 0.10
    }
    let supported = try await check(claim, times(quick: 1_000), wide)
    #expect(supported.verdict == .supported, "\(supported.reason)")
    #expect(supported.checks.contains { $0.contains("its interval holds the claimed time") })
    // Not quicker; quicker but slower than said; quicker but fewer for good.
    let slow = try await check(claim, times(quick: 100), wide)
    #expect(slow.verdict == .contradicted && states(slow)[0] == "fails")
    let late = try await check(claim, times(quick: 1_000, seconds: 300), wide)
    #expect(late.verdict == .contradicted && states(late)[1] == "fails")
    let worse = try await check(claim, times(quick: 1_000, bot: 1_000), wide)
    #expect(worse.verdict == .contradicted && states(worse)[2] == "fails")
    // As quick as people, as far as the data can tell.
    let open = try await check(claim, times(quick: 201), wide)
    #expect(open.verdict == .undecided && states(open) == ["open", "holds", "holds"])
    let none = try await check(claim, maker(bot: 1_400, human: 1_400).table(), wide)
    #expect(none.verdict == .notMeasurable)
    #expect(none.checks.contains { $0.contains("stay unchecked") })
  }

  // MARK: C3

  private func returns(
    bot: Int,
    human: Int,
    later: Int? = nil,
    of size: Int = 4_000
  ) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 2_000, of: size) { row, index in row.comesBack = index < bot }
    maker.add(.humanFirst, 2_000, of: size) { row, index in row.comesBack = index < human }
    var table = maker.table()
    table[.repeat30dAny] = table[.repeat7dAny]
    guard let later else { return table }
    for index in 0..<size { table[.repeat30dAny][index] = .known(index < later, .inferred) }
    return table
  }

  @Test func `C3: every window, raw and adjusted, must agree`() async throws {
    let claim = Claim.Kind.fewerRepeats(by: 0.25)
    // 30 % fewer.
    #expect(try await check(claim, returns(bot: 560, human: 800)).verdict == .supported)
    // As many; 5 % fewer, certainly not 25 %.
    #expect(try await check(claim, returns(bot: 800, human: 800)).verdict == .contradicted)
    let few = try await check(claim, returns(bot: 760, human: 800))
    #expect(few.verdict == .contradicted, "\(few.reason)")
    // 30 % fewer within a week, as many within a month.
    let split = try await check(claim, returns(bot: 560, human: 800, later: 800))
    #expect(split.verdict == .undecided && split.reason.contains("do not agree"))
    // 20 % fewer: fewer for certain, and 25 % lies within the interval.
    #expect(try await check(claim, returns(bot: 640, human: 800)).verdict == .supported)
    // Few returns: nothing is settled.
    let small = try await check(claim, returns(bot: 12, human: 14))
    #expect(small.verdict == .undecided, "\(small.reason)")
    var young = returns(bot: 560, human: 800)
    for index in 0..<young.count { young[.repeat30dAny][index] = .null(.notEligible) }
    let none = try await check(claim, young)
    #expect(none.verdict == .notMeasurable && none.reason.contains("30 days"))
    #expect(
      none.checks.contains {
        $0.contains("4\u{202F}000 contacts of the bot and 4\u{202F}000 of people")
      }
    )
  }

  // MARK: C4

  private func rated(
    bot: Int,
    human: Int,
    of rated: Int = 1_600,
    people: Int? = nil
  ) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 1_400, of: 2_000) { row, index in
      row.isRated = index < rated
      row.isSatisfied = index < bot
    }
    maker.add(.humanFirst, 1_400, of: 2_000) { row, index in
      row.isRated = index < people ?? rated
      row.isSatisfied = index < human
    }
    return maker.table()
  }

  @Test func `C4: parity is shown by the margin, never by the lack of a difference`() async throws {
    let wide: (inout ComparisonOptions) -> Void = { $0.margins["csat_top2"] = 0.08 }
    let result = try await check(.satisfaction, rated(bot: 1_200, human: 1_200), wide)
    #expect(result.verdict == .supported, "\(result.reason)")
    #expect(result.beside.contains { $0.label == "Durable resolution, not rated, human first" })
    #expect(
      try await check(.satisfaction, rated(bot: 900, human: 1_200), wide).verdict == .contradicted
    )
    let narrow = try await check(.satisfaction, rated(bot: 1_200, human: 1_200)) {
      $0.margins["csat_top2"] = 0.01
    }
    #expect(narrow.verdict == .undecided)
    // One side answers five times as often, and the silent could turn it.
    let unlike = try await check(
      .satisfaction,
      rated(bot: 150, human: 800, of: 200, people: 1_000),
      wide
    )
    #expect(unlike.verdict == .notMeasurable && unlike.reason.contains("response rates"))
    #expect(
      try await check(.satisfaction, maker(bot: 1_400, human: 1_400).table()).verdict
        == .notMeasurable
    )
  }

  // MARK: C5

  private func asked(
    _ count: Int,
    met: Int,
    messages: Double?,
    staffed: Bool = false
  ) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 1_000, of: 2_000) { row, index in
      row.asksForHuman = index < count
      row.getsHuman = index < met
    }
    maker.add(.humanFirst, 50, of: 100)
    var table = maker.table()
    for index in 0..<2_000 where index < met {
      guard let messages else { break }
      table[.humanRequestEffortMessages][index] = .known(messages, .event)
    }
    // Monday, eight in the morning; people answer then, and the bot is asked at night too.
    table.hourOfWeek = maker.rows.enumerated().map { index, row in
      staffed && row.entry == .botFirst && index >= 500 ? 2 : 8
    }
    if staffed { for index in 2_000..<2_100 { table[.served][index] = .known(true, .inferred) } }
    return table
  }

  @Test func `C5: nearly all who ask reach a person, without much writing`() async throws {
    #expect(
      try await check(.alwaysHuman, asked(1_000, met: 990, messages: 1)).verdict == .supported
    )
    let unmet = try await check(.alwaysHuman, asked(1_000, met: 800, messages: 1))
    #expect(unmet.verdict == .contradicted)
    // 800 of 1 000.
    #expect(unmet.conditions[0].figure.estimate.numerator == 800)
    #expect(unmet.conditions[0].figure.estimate.denominator == 1_000)
    #expect(
      try await check(.alwaysHuman, asked(1_000, met: 990, messages: 4)).verdict == .contradicted
    )
    #expect(try await check(.alwaysHuman, asked(60, met: 58, messages: 1)).verdict == .undecided)
    #expect(
      try await check(.alwaysHuman, asked(0, met: 0, messages: nil)).verdict == .notMeasurable
    )
    // What fails contradicts even where the other figure is missing.
    let half = try await check(.alwaysHuman, asked(1_000, met: 500, messages: nil))
    #expect(half.verdict == .contradicted && states(half) == ["fails", "unknown"])
  }

  @Test func `C5: what counts are the hours that people serve`() async throws {
    // The first 500 ask in the morning and reach someone; the rest ask at night and do not.
    let result = try await check(.alwaysHuman, asked(1_000, met: 500, messages: 1, staffed: true))
    #expect(result.verdict == .supported, "\(result.reason)")
    #expect(result.conditions[0].figure.estimate.denominator == 500)
    #expect(
      result.beside.contains { $0.label.hasSuffix("when they do not") && $0.estimate.value == 1 }
    )
    // With too few requests in such hours, all hours count.
    let few = try await check(
      .alwaysHuman,
      asked(1_000, met: 500, messages: 1, staffed: true)
    ) { $0.minCell = 501 }
    #expect(few.verdict == .contradicted, "\(few.reason)")
    #expect(few.conditions[0].figure.estimate.denominator == 1_000)
    #expect(few.checks[0].contains("too few: all hours count"))
  }

  // MARK: C6

  private func spoken(_ groups: [(code: UInt16, contacts: Int, durable: Int)]) -> ContactTable {
    var maker = TableMaker()
    for group in groups { maker.add(.botFirst, group.durable, of: group.contacts) }
    var table = maker.table()
    for group in groups {
      table.spoken += [UInt16](repeating: group.code, count: group.contacts)
      table.repliesInKnownLanguage += [Int32](repeating: 1, count: group.contacts)
      table.repliesInSpokenLanguage += [Int32](repeating: 1, count: group.contacts)
    }
    return table
  }

  @Test func `C6: languages with evidence, and those without`() async throws {
    let two = spoken([(1, 4_000, 2_800), (2, 3_000, 2_130), (3, 10, 9)])
    #expect(try await check(.languages(2), two).verdict == .supported)
    // The third was written by ten customers: no evidence.
    #expect(try await check(.languages(3), two).verdict == .undecided)
    // Nobody wrote in others.
    #expect(try await check(.languages(35), two).verdict == .undecided)
    // Sixty customers of the second language do not show that it is on par, nor that it is worse.
    let wide = spoken([(1, 4_000, 2_800), (2, 60, 41)])
    #expect(try await check(.languages(2), wide).verdict == .undecided)
    let worse = spoken([(1, 4_000, 2_800), (2, 3_000, 1_000)])
    let result = try await check(.languages(2), worse)
    #expect(result.verdict == .contradicted)
    #expect(
      result.checks[0].contains("2 languages: 1 served, 0 without enough evidence, 1 answered")
    )
    #expect(
      try await check(.languages(2), maker(bot: 1, human: 1).table()).verdict == .notMeasurable
    )
  }

  // MARK: C7

  /// So many contacts in each of so many hours, of which this many are answered in time.
  private func open(_ hours: Int, _ answered: Int, of count: Int, broken: Int = 0) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, 0, of: hours * count)
    maker.add(.humanFirst, 0, of: 100)
    var table = maker.table()
    table.hourOfWeek = []
    for hour in 0..<hours {
      for index in 0..<count {
        let isAnswered = index < (hour < broken ? 0 : answered)
        table[.served][table.hourOfWeek.count] = .known(isAnswered, .inferred)
        table.hourOfWeek.append(UInt8(hour))
      }
    }
    table.hourOfWeek += [UInt8](repeating: 8, count: 100)
    return table
  }

  @Test func `C7: all 168 hours, and what looks bad by chance is not held against it`() async throws
  {
    #expect(try await check(.alwaysOpen, open(168, 10, of: 10)).verdict == .supported)
    #expect(try await check(.alwaysOpen, open(120, 10, of: 10)).verdict == .undecided)
    #expect(try await check(.alwaysOpen, open(168, 10, of: 10, broken: 3)).verdict == .contradicted)
    // Four of five answered is below nine in ten, and no wonder with five contacts.
    let few = try await check(.alwaysOpen, open(168, 4, of: 5))
    #expect(few.verdict == .undecided)
    #expect(few.checks[0].contains("in 168 of them fewer than nine in ten"))
    #expect(few.checks[0].hasSuffix("in 0 beyond chance."))
    #expect(try await check(.alwaysOpen, open(168, 4, of: 4)).verdict == .notMeasurable)
  }

  // MARK: C8

  private func shares(alone: Int, durable: Int, of all: Int = 2_000) -> ContactTable {
    var maker = TableMaker()
    maker.add(.botFirst, durable, of: alone)
    maker.add(.humanFirst, (all - alone) / 2, of: all - alone)
    return maker.table()
  }

  @Test func `C8: taking part is not resolving`() async throws {
    let claim = Claim.Kind.share(0.5)
    #expect(try await check(claim, shares(alone: 1_500, durable: 1_400)).verdict == .supported)
    #expect(try await check(claim, shares(alone: 500, durable: 500)).verdict == .contradicted)
    let both = try await check(claim, shares(alone: 1_500, durable: 300))
    #expect(both.verdict == .undecided && both.reason.contains("depends on"))
    #expect(both.conditions[0].figure.estimate.numerator == 1_500)
    #expect(both.conditions[1].figure.estimate.numerator == 300)
    #expect(try await check(claim, shares(alone: 1_000, durable: 1_000)).verdict == .undecided)
    #expect(try await check(claim, shares(alone: 5, durable: 5, of: 10)).verdict == .notMeasurable)
  }

  // MARK: C9

  /// Every chain of people costs half an hour of work, give or take; the bot hands a tenth of its own on.
  private func chains() -> ContactTable {
    let maker = maker(bot: 1_400, human: 1_400)
    var table = maker.table()
    table.chainWork = maker.rows.enumerated().map { index, row in
      let noise = Double(index % 7) * 60_000
      return row.entry == .humanFirst
        ? ChainWork(humanMilliseconds: 1_620_000 + noise, botContacts: 0, botResolutions: 0)
        : ChainWork(
          humanMilliseconds: index % 10 == 0 ? 1_800_000 : 0,
          botContacts: 1,
          botResolutions: 0
        )
    }
    return table
  }

  private func priced(_ options: inout ComparisonOptions) {
    options.prices.botContact = 1
    options.prices.humanHour = 30
  }

  @Test func `C9: the difference of whole chains times the contacts`() async throws {
    func claim(_ amount: Double, _ days: Double = 365.25 / 12) -> Claim.Kind {
      .savings(amount, days: days, failedContact: 4)
    }
    // People 15 a contact, the bot 1 and a tenth of 15: 12.50 times 2 000 contacts.
    let result = try await check(claim(20_000), chains(), priced)
    #expect(result.verdict == .supported, "\(result.reason)")
    let money = try #require(result.conditions.first?.figure.estimate)
    #expect(abs(try #require(money.value) - 25_000) < 30)
    #expect(money.denominator == 2_000)
    #expect(try await check(claim(30_000), chains(), priced).verdict == .contradicted)
    #expect(try await check(claim(25_000), chains(), priced).verdict == .undecided)
    // Twelve months hold twelve times as many contacts.
    #expect(try await check(claim(250_000, 365.25), chains(), priced).verdict == .supported)
    let none = try await check(claim(20_000), chains())
    #expect(none.verdict == .notMeasurable && none.reason.contains("no price"))
    // As many resolved for good: a price of failure changes the figure by nothing.
    let failed = try #require(result.beside.last?.estimate)
    #expect(abs(try #require(failed.value) - (try #require(money.value))) < 1e-6)
    #expect(try #require(failed.lower) < (try #require(money.lower)))
  }

  @Test func `nothing at all is no trap, and nothing is measurable`() async throws {
    let kinds: [Claim.Kind] = [
      .agents(5, contactsAMonth: nil, humanTime: nil), .resolutionTime(bot: 120, human: nil),
      .fewerRepeats(by: 0.2), .satisfaction, .alwaysHuman, .languages(3), .alwaysOpen, .share(0.5),
      .savings(5, days: 30, failedContact: nil),
    ]
    #expect(Set(kinds.map(\.number)).count == 9)
    for kind in kinds {
      let empty = try await check(kind, TableMaker().table())
      #expect(empty.verdict == .notMeasurable, "\(kind.name): \(empty.reason)")
    }
  }
}
