import Comparisons
import Facts
import Testing

/// M05: languages with evidence of service.
@Suite struct LanguagesServedTests {
  private struct Group {
    var code: UInt16
    var contacts: Int
    var durable: Int
    /// Replies per contact whose language is known, and how many contacts got theirs in another one.
    var known: Int32 = 1
    var foreign = 0
  }

  private func found(_ groups: [Group], _ options: ComparisonOptions = .init()) async -> Findings {
    var maker = TableMaker()
    for group in groups { maker.add(.botFirst, group.durable, of: group.contacts) }
    var table = maker.table()
    for group in groups {
      for index in 0..<group.contacts {
        table.spoken.append(group.code)
        table.repliesInKnownLanguage.append(group.known)
        table.repliesInSpokenLanguage.append(index < group.foreign ? 0 : group.known)
      }
    }
    return await findings(
      table: table,
      run: RunFacts(version: "1", dictionaryVersion: "1", lexiconVersion: "1"),
      quality: DataQuality(),
      options: options
    )
  }

  private func statuses(_ findings: Findings) -> [LanguagesServed.Status] {
    findings.languagesServed.first?.languages.map(\.status) ?? []
  }

  private func count(_ findings: Findings) -> MetricSummary? {
    findings.summaries.first {
      $0.metric.id == "languages_served" && $0.cohort == .entry(.botFirst)
    }
  }

  @Test func `a language needs contacts, replies in it and a result that is not worse`()
    async throws
  {
    let findings = await found([
      Group(code: 1, contacts: 4000, durable: 2800), Group(code: 2, contacts: 3000, durable: 2130),
      Group(code: 3, contacts: 2000, durable: 1000),
      Group(code: 4, contacts: 100, durable: 70, foreign: 6),
      Group(code: 5, contacts: 90, durable: 63, known: 0),
      Group(code: 6, contacts: 19, durable: 19),
      Group(code: 0, contacts: 7, durable: 7),
    ])
    #expect(
      statuses(findings)
        == [.served, .served, .notOnPar, .otherLanguage, .repliesUnknown, .tooFew]
    )
    let bot = try #require(findings.languagesServed.first)
    #expect(bot.languages.map(\.contacts) == [4000, 3000, 2000, 100, 90, 19])
    #expect(bot.unknown == 7 && bot.served == 2)
    #expect(bot.languages[3].match.numerator == 94 && bot.languages[3].match.denominator == 100)
    // 71 % against 70 %.
    #expect(abs((bot.languages[1].difference.value ?? 0) - 0.01) < 1e-9)
    #expect((bot.languages[1].difference.lower ?? -1) > -0.03)
    let summary = try #require(count(findings))
    #expect(summary.estimate.value == 2 && summary.estimate.denominator == 9209)
    #expect(summary.excluded.map(\.reason) == ["language_unknown"])
  }

  @Test func `95 in a hundred replies are enough`() async {
    let findings = await found([Group(code: 1, contacts: 100, durable: 70, foreign: 5)])
    #expect(statuses(findings) == [.served])
  }

  @Test func `what the data do not settle is not counted as served`() async {
    // The same share, but in 40 contacts: the interval reaches far below the margin.
    let groups = [
      Group(code: 1, contacts: 4000, durable: 2800), Group(code: 2, contacts: 40, durable: 28),
    ]
    #expect(statuses(await found(groups)) == [.served, .notOnPar])
    // With a margin of one's own it is.
    let wide = ComparisonOptions(margins: ["durable_resolution_rate": 0.25])
    let own = await found(groups, wide)
    #expect(statuses(own) == [.served, .served])
    #expect(own.languagesServed.first?.marginIsDefault == false)
  }

  @Test func `without any known language there is no count`() async {
    let none = await found([Group(code: 0, contacts: 30, durable: 10)])
    #expect(count(none)?.estimate.value == nil)
    #expect(count(none)?.estimate.nullReason == "language_unknown")
    var maker = TableMaker()
    maker.add(.botFirst, 5, of: 30)
    let summaries = await summaries(of: maker.table(), options: .init())
    #expect(
      summaries.first { $0.metric.id == "languages_served" }?.estimate.nullReason
        == "language_unknown"
    )
  }
}
