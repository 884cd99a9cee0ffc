import Comparisons
import Facts
import Testing

@Suite struct PlantedTruthTests {
  @Test func `without strata or repeat customers it is Wilson and Newcombe`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 56, of: 70)
    maker.add(.humanFirst, 48, of: 80)
    let finding = try #require(await maker.table().findings().headlineFamily.first)
    // Newcombe, Stat Med 17 (1998), 873, example (a), method 10: 0.2000 (0.0524 to 0.3339).
    #expect(abs(try #require(finding.difference.value) - 0.2) < 1e-12)
    #expect(abs(try #require(finding.difference.lower) - 0.0524) < 5e-5)
    #expect(abs(try #require(finding.difference.upper) - 0.3339) < 5e-5)
    // Wilson for 56 of 70, by hand: (0.8 + 0.02744 -+ 0.09764) / 1.05488.
    #expect(abs(try #require(finding.bot.lower) - 0.6918) < 5e-5)
    #expect(abs(try #require(finding.bot.upper) - 0.8770) < 5e-5)
    #expect(finding.crudeBot.numerator == 56)
    #expect(finding.crudeHuman.denominator == 80)
    #expect(finding.caseMixClass == "consistent")
    #expect(finding.verdict == .better)
    #expect(
      finding.sentence
        == "The bot resolved 80.0\u{202F}% and humans 60.0\u{202F}% of comparable contacts for good"
        + " (70 and 80 contacts): 20.0 points more (95\u{202F}% interval 5.2 to 33.4 more)."
    )
  }

  /// The bot is 10 points worse on each topic but gets nearly all of the easy one.
  private func simpson() -> TableMaker {
    var maker = TableMaker()
    maker.add(.botFirst, 1440, of: 1800, topic: 1)
    maker.add(.humanFirst, 180, of: 200, topic: 1)
    maker.add(.botFirst, 60, of: 200, topic: 2)
    maker.add(.humanFirst, 720, of: 1800, topic: 2)
    return maker
  }

  @Test func `a Simpson reversal is found, said and decided on comparable contacts`() async throws {
    let findings = await simpson().table().findings()
    let durable = try #require(findings.headlineFamily.first)
    // Crude: 1500 of 2000 against 900 of 2000. Adjusted: both topics differ by 10 points.
    #expect(abs(try #require(durable.crudeDifference.value) - 0.3) < 1e-12)
    #expect(abs(try #require(durable.difference.value) + 0.1) < 1e-9)
    #expect(durable.caseMixClass == "reversal")
    #expect(durable.signFlip)
    #expect(durable.verdict == .worse)
    #expect(findings.headline == "No. On comparable contacts the bot resolves fewer for good.")
    let first = try #require(findings.hides.first)
    #expect(first.hasPrefix("Raw figures say the opposite (30.0 points more, "))
    #expect(first.hasSuffix("): the bot gets the easier contacts."))
    #expect(findings.topics.map(\.name) == ["billing", "refund"])
    #expect(findings.topics.map(\.verdict) == [.worse, .worse])
  }

  @Test func `adjusting for topic alone speaks of topics`() async throws {
    let findings = await simpson().table().findings(ComparisonOptions(strata: [.topic]))
    #expect(try #require(findings.hides.first).hasSuffix("the bot gets the easier topics."))
    #expect(findings.caseMix.strata == ["topic"])
    #expect(findings.caseMix.strataWithBoth == 2)
  }

  @Test func `without strata the raw figure stands and nothing is said to hide`() async throws {
    let findings = await simpson().table().findings(ComparisonOptions(strata: []))
    let durable = try #require(findings.headlineFamily.first)
    #expect(durable.difference.value == durable.crudeDifference.value)
    #expect(!findings.hides.contains { $0.hasPrefix("Raw") })
    #expect(findings.notes.contains("Nothing was adjusted for."))
  }

  @Test func `the same shares on much data are equivalent, with the default margin named`()
    async throws
  {
    var maker = TableMaker()
    maker.add(.botFirst, 4200, of: 6000)
    maker.add(.humanFirst, 4200, of: 6000)
    let findings = await maker.table().findings()
    let durable = try #require(findings.headlineFamily.first)
    #expect(durable.verdict == .equivalent)
    #expect(durable.margin == 0.03)
    #expect(durable.marginIsDefault)
    #expect(
      durable.verdictSentence
        == "Equivalent within 3 points (default margin, not chosen by you)."
    )
    #expect(findings.headline.hasPrefix("Yes, within the margin"))
  }

  @Test func `a margin that was given is used and not called a default`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 420, of: 600)
    maker.add(.humanFirst, 420, of: 600)
    let options = ComparisonOptions(margins: ["durable_resolution_rate": 0.1])
    let durable = try #require(await maker.table().findings(options).headlineFamily.first)
    #expect(durable.verdict == .equivalent)
    #expect(!durable.marginIsDefault)
    #expect(durable.verdictSentence == "Equivalent within 10 points.")
  }

  @Test func `fewer than 50 customers carry no verdict`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 10, of: 300) { row, index in row.customer = Int32(index % 40) }
    maker.add(.humanFirst, 290, of: 300) { row, index in row.customer = Int32(1000 + index) }
    let durable = try #require(await maker.table().findings().headlineFamily.first)
    #expect(durable.verdict == .inconclusive)
    #expect(durable.reason == "too_few_customers")
    #expect(durable.verdictSentence.contains("only 40 customers"))
  }

  @Test func `a comparable share below a half gives no difference`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 300, of: 400, topic: 1)
    maker.add(.botFirst, 100, of: 200, topic: 2)
    maker.add(.humanFirst, 100, of: 200, topic: 2)
    let findings = await maker.table().findings(ComparisonOptions(strata: [.topic]))
    let durable = try #require(findings.headlineFamily.first)
    #expect(durable.verdict == .notComparable)
    #expect(durable.reason == "no_overlap")
    #expect(durable.difference.value == nil)
    #expect(durable.crudeDifference.value == nil)
    #expect(
      durable.sentence
        == "Only 33.3\u{202F}% of the bot\u{2019}s contacts (200 of 600) are of a kind"
        + " of which each side has at least 5."
    )
    #expect(findings.headline == "It cannot be said: bot and people get different contacts.")
    #expect(findings.caseMix.onlyBot.map(\.name) == ["billing"])
    #expect(findings.caseMix.onlyBot.map(\.bot) == [400])
  }

  @Test func `first response time is compared as a ratio of medians`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 100, of: 200) { row, index in row.firstResponse = Double(2 + index % 5) }
    maker.add(.humanFirst, 100, of: 200) { row, index in
      row.firstResponse = Double(100 + index % 41)
    }
    let finding = await maker.table().findings().headlineFamily[3]
    #expect(finding.metric.id == "first_response_time")
    #expect(finding.bot.value == 4)
    // 100 to 119 occur five times each, so that the hundredth value is 119 and the next is 120.
    #expect(finding.human.value == 119.5)
    #expect(abs(try #require(finding.ratio?.value) - 4.0 / 119.5) < 1e-12)
    #expect(finding.verdict == .better)
    #expect(finding.reason == "beyond_margin")
    #expect(finding.verdictSentence.contains("a factor of 1.1"))
  }
}
