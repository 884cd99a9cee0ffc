import Comparisons
import Facts
import Testing

@Suite struct HeadlineFamilyTests {
  private func rated(bot: Int, human: Int, satisfied: Int = 2) -> TableMaker {
    var maker = TableMaker()
    maker.add(.botFirst, 600, of: 1000) { row, index in
      row.isRated = index < bot
      row.isSatisfied = index % satisfied == 0
    }
    maker.add(.humanFirst, 600, of: 1000) { row, index in
      row.isRated = index < human
      row.isSatisfied = index % 2 == 0
    }
    return maker
  }

  @Test func `the family has five measures in the order of the specification`() async {
    let family = await rated(bot: 300, human: 300).table().findings().headlineFamily
    #expect(
      family.map(\.metric.id) == [
        "durable_resolution_rate", "repeat_contact_rate_7d_any", "resolved_within_24h",
        "first_response_time", "csat_top2",
      ]
    )
    #expect(family[2].statistic == "cif_24h")
  }

  @Test func `too few or unlike answers make satisfaction not measurable`() async throws {
    let findings = await rated(bot: 40, human: 190).table().findings()
    let csat = try #require(findings.headlineFamily.last)
    #expect(csat.verdict == .notMeasurable)
    #expect(csat.reason == "response_rates")
    #expect(csat.difference.value == nil)
    #expect(csat.qValue == nil)
    #expect(
      findings.cannotSay.contains(
        "Satisfaction: 4.0\u{202F}% of 1\u{202F}000 bot contacts were rated, against"
          + " 19.0\u{202F}% of 1\u{202F}000 human ones."
      )
    )
  }

  @Test func `ratings are never called equivalent when many did not answer`() async throws {
    // 15 % answered on both sides: the same share, but below 20 %.
    var few = rated(bot: 150, human: 150)
    few.rows = few.rows + few.rows
    for index in few.rows.indices { few.rows[index].customer = Int32(index) }
    let options = ComparisonOptions(margins: ["csat_top2": 0.4])
    let csat = try #require(await few.table().findings(options).headlineFamily.last)
    #expect(csat.verdict == .inconclusive)
    // The same with 50 % of answers is equivalent within that margin.
    let many = await rated(bot: 500, human: 500).table().findings(options)
    #expect(many.headlineFamily.last?.verdict == .equivalent)
  }

  @Test func `without ratings satisfaction is not measurable and said so`() async {
    let findings = await rated(bot: 0, human: 0).table().findings()
    #expect(findings.headlineFamily.last?.verdict == .notMeasurable)
    #expect(findings.cannotSay.contains("Satisfaction: there are no ratings."))
  }

  private func returning(tooYoung: Int) -> TableMaker {
    var maker = TableMaker()
    for entry in [EntryCohort.botFirst, .humanFirst] {
      maker.add(entry, 300, of: 500) { row, index in row.comesBack = index % 5 == 0 }
    }
    return maker
  }

  @Test func `returns are a plain rate while nearly all were followed for a week`() async {
    let finding = await returning(tooYoung: 0).table().findings().headlineFamily[1]
    #expect(finding.statistic == "rate")
    #expect(finding.crudeBot.numerator == 100)
    #expect(finding.bot.value == 0.2)
  }

  @Test func `returns are a cumulative incidence when many are too young`() async throws {
    var table = returning(tooYoung: 0).table()
    // A fifth of the bot's contacts were last seen two days ago.
    for row in 300..<400 {
      table[.repeat7dAny][row] = .null(.notEligible)
      table.nextContact[row] = TimedStatus(milliseconds: 2 * 86_400_000, status: 0)
    }
    let findings = await table.findings()
    let finding = findings.headlineFamily[1]
    #expect(finding.statistic == "cif_7d")
    // Returns come after one day, before anyone is censored: 80 of 500 by hand.
    #expect(abs(try #require(finding.bot.value) - 80.0 / 500) < 1e-9)
    #expect(findings.secondary.first?.statistic == "rate")
    let km = findings.summaries.filter { $0.statistic == "km" && $0.cohort == .entry(.botFirst) }
    #expect(km.map(\.metric.id) == ["repeat_contact_rate_7d_any_km"])
    #expect(abs(try #require(km.first?.estimate.value) - 80.0 / 500) < 1e-9)
  }

  @Test func `unlike evidence and unknown customers are warned about`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 300, of: 500) { row, index in
      row.evidence = .explicit
      row.isKnown = index % 2 == 0
    }
    maker.add(.humanFirst, 300, of: 500)
    let findings = await maker.table().findings()
    #expect(
      findings.headlineFamily[0].warnings == ["measured_differently", "identity_coverage"]
    )
    #expect(findings.headlineFamily[0].caveat?.hasPrefix("The two sides were measured") == true)
    #expect(findings.cannotSay.contains { $0.hasPrefix("Returns may be missed") })
    // Half of the bot's customers are known, and all of the humans'.
    var lax = ComparisonOptions()
    lax.identityCoverage = 0.5
    lax.identityGap = 0.5
    let own = await maker.table().findings(lax)
    #expect(own.headlineFamily[0].warnings == ["measured_differently"])
    lax.identityGap = 0.4
    #expect(
      await maker.table().findings(lax).headlineFamily[0].warnings.contains("identity_coverage")
    )
  }

  @Test func `many unknown outcomes give a range`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 40, of: 80) { row, _ in row.outcome = .agentDeclared }
    maker.add(.botFirst, 0, of: 20) { row, _ in row.outcome = .unknown }
    maker.add(.humanFirst, 60, of: 100)
    // By hand: the bot between 40 and 60 of 100, humans 60 of 100.
    #expect(
      await maker.table().findings().cannotSay.contains(
        "Depending on what happened in the 20 contacts with unknown outcome, the difference in"
          + " lenient resolution lies between 20.0 points fewer and 0.0 points more."
      )
    )
  }

  @Test func `unmet requests for a person are counted with their whole`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 300, of: 500) { row, index in
      row.asksForHuman = index < 100
      row.getsHuman = index < 75
    }
    maker.add(.humanFirst, 300, of: 500)
    #expect(
      await maker.table().findings().lookNext == [
        "25 contacts that the bot opened asked the bot for a person and never got one"
          + " (25.0\u{202F}% of the 100 that asked)."
      ]
    )
  }

  @Test func `the contained view is labelled`() async throws {
    var maker = TableMaker()
    maker.add(.botFirst, 300, of: 500) { row, index in
      row.handledBy = index >= 400 ? .botToHuman : .botOnly
    }
    maker.add(.humanFirst, 300, of: 500)
    let view = try #require(await maker.table().findings().containedOnly)
    #expect(view.rate.numerator == 300)
    #expect(view.rate.denominator == 400)
    #expect(view.leftOutShare == 0.2)
    #expect(view.sentence.hasSuffix("and flatters the bot."))
  }
}
