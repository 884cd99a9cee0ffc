import Comparisons
import Facts
import Testing

/// Findings are complete and sound whatever the table holds.
@Suite struct RobustnessTests {
  private func check(_ findings: Findings, sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(findings.headlineFamily.count == 5, sourceLocation: sourceLocation)
    #expect(!findings.numbers.contains { $0.isNaN }, sourceLocation: sourceLocation)
    #expect(findings.headline.split(separator: " ").count <= 14, sourceLocation: sourceLocation)
    for finding in findings.headlineFamily + findings.secondary {
      #expect(!finding.sentence.isEmpty, "\(finding.metric.id)", sourceLocation: sourceLocation)
      #expect(!finding.verdictSentence.isEmpty, sourceLocation: sourceLocation)
      if finding.verdict == .notComparable || finding.verdict == .notMeasurable {
        #expect(finding.difference.value == nil, sourceLocation: sourceLocation)
        #expect(finding.difference.nullReason != nil, sourceLocation: sourceLocation)
      }
    }
    for (text, verdict) in findings.sentences {
      #expect(
        forbidden(in: text, verdict: verdict) == nil,
        "\(text)",
        sourceLocation: sourceLocation
      )
    }
    for summary in findings.summaries where summary.estimate.value == nil {
      #expect(
        summary.estimate.nullReason != nil,
        "\(summary.metric.id) \(summary.statistic)",
        sourceLocation: sourceLocation
      )
    }
  }

  @Test func `an empty table has complete findings`() async {
    let findings = await ContactTable().findings()
    check(findings)
    #expect(findings.headline == "There is nothing to compare: no contact was counted.")
    #expect(findings.headlineFamily.allSatisfy { $0.verdict == .notComparable })
  }

  @Test func `an arm without contacts gives nothing to compare`() async {
    var onlyBot = TableMaker()
    onlyBot.add(.botFirst, 30, of: 60)
    check(await onlyBot.table().findings())
    #expect(
      await onlyBot.table().findings().headline
        == "There is nothing to compare: no contact was opened by a person."
    )
    var onlyHuman = TableMaker()
    onlyHuman.add(.humanFirst, 30, of: 60)
    check(await onlyHuman.table().findings())
    #expect(await onlyHuman.table().findings().headlineFamily[0].reason == "no_conversations")
  }

  @Test func `undated contacts are in whole-period figures and in no week`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 30, of: 60) { row, _ in row.week = nil }
    maker.add(.humanFirst, 30, of: 60) { row, _ in row.week = nil }
    let findings = await maker.table().findings()
    check(findings)
    #expect(findings.summaries.allSatisfy { $0.period == .whole })
  }

  @Test func `without topics all contacts are one kind, and that is warned about`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 30, of: 60, topic: 0)
    maker.add(.humanFirst, 30, of: 60, topic: 0)
    let findings = await maker.table().findings()
    check(findings)
    #expect(findings.headlineFamily[0].warnings.contains("unknown_topics"))
    #expect(findings.caseMix.unknownTopicShare == 1)
  }

  @Test func `one customer carries no verdict`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 30, of: 60) { row, _ in row.customer = 0 }
    maker.add(.humanFirst, 30, of: 60) { row, _ in row.customer = 0 }
    let findings = await maker.table().findings()
    check(findings)
    #expect(findings.headlineFamily[0].reason == "too_few_customers")
    #expect(findings.headlineFamily[0].verdictSentence.contains("only 1 customer on"))
  }

  @Test func `a metric that is null everywhere is not measurable, with its reason`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 30, of: 60)
    maker.add(.humanFirst, 30, of: 60)
    var table = maker.table()
    for row in 0..<table.count { table[.durableResolution][row] = .null(.unknownCustomer) }
    let findings = await table.findings()
    check(findings)
    #expect(findings.headlineFamily[0].verdict == .notMeasurable)
    #expect(findings.headlineFamily[0].reason == "unknown_customer")
  }

  @Test func `a table that lacks its measures is not measurable, and nothing traps`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 30, of: 60)
    maker.add(.humanFirst, 30, of: 60)
    var table = maker.table()
    table.rates = []
    table.values = []
    table.replies = []
    table.resolution = []
    table.nextContact = []
    table.ratingScale = []
    table.strata = StrataColumns()
    let findings = await table.findings()
    check(findings)
    #expect(findings.headlineFamily.allSatisfy { $0.verdict == .notMeasurable })
  }

  @Test func `a handful of contacts shows counts and no figures`() async {
    var maker = TableMaker()
    maker.add(.botFirst, 3, of: 8)
    maker.add(.humanFirst, 3, of: 8)
    let findings = await maker.table().findings()
    check(findings)
    let durable = findings.headlineFamily[0]
    #expect(durable.bot.value == nil && durable.crudeBot.value == nil)
    #expect(durable.crudeBot.numerator == 3 && durable.crudeBot.denominator == 8)
    let rate = findings.summaries.first {
      $0.metric.id == "durable_resolution_rate" && $0.cohort == .entry(.botFirst)
    }
    #expect(rate?.estimate.nullReason == "too_few")
    #expect(rate?.estimate.numerator == 3)
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5, 6])
  func `generated tables have sound findings in permitted words`(seed: UInt64) async {
    var chance = SeededGenerator(seed: seed)
    var maker = TableMaker()
    let customers = Int32.random(in: 20...400, using: &chance)
    for entry in [EntryCohort.botFirst, .humanFirst] {
      for topic in Int32(0)...5 {
        let count = Int.random(in: 0...120, using: &chance)
        let yes = count > 0 ? Int.random(in: 0...count, using: &chance) : 0
        maker.add(entry, yes, of: count, topic: topic) { row, _ in
          row.customer = Int32.random(in: 0..<customers, using: &chance)
          row.comesBack = Int.random(in: 0..<4, using: &chance) == 0
          row.isRated = Int.random(in: 0..<5, using: &chance) < Int(seed % 4)
          row.isSatisfied = Bool.random(using: &chance)
          row.firstResponse = Double.random(in: 0...900, using: &chance)
          row.week = 20_000 + 7 * Int32.random(in: 0..<3, using: &chance)
          row.frustratedBefore = Bool.random(using: &chance)
          row.asksForHuman = Bool.random(using: &chance)
          row.isKnown = Int.random(in: 0..<3, using: &chance) > 0
          row.outcome = Outcome.allCases.randomElement(using: &chance) ?? .unknown
        }
      }
    }
    let table = maker.table()
    for standard in Standard.allCases {
      check(await table.findings(ComparisonOptions(standard: standard)))
    }
  }
}
