import Comparisons
import Facts

extension Fixture {
  static func undecided() -> Findings {
    var findings = worse()
    findings.headline = "Undecided. The data do not settle whether it resolves as many."
    findings.headlineFamily = [
      comparison(
        Metrics.durable,
        bot: 0.66,
        human: 0.68,
        half: 0.07,
        crude: 0,
        .inconclusive,
        "not_enough_data"
      ),
      comparison(
        Metrics.repeats,
        bot: 0.2,
        human: 0.21,
        half: 0.05,
        crude: 0,
        .inconclusive,
        "not_enough_data"
      ),
      comparison(
        Metrics.within24h,
        bot: 0.7,
        human: 0.71,
        half: 0.06,
        crude: 0,
        .inconclusive,
        "undecided"
      ),
      {
        var finding = ComparisonFinding(
          metric: Metrics.firstResponse,
          statistic: "p50",
          scale: .ratio
        )
        finding.bot = Estimate(value: 41, lower: 3, upper: nil, denominator: 61)
        finding.human = Estimate(value: 120, lower: 20, upper: 4_000, denominator: 58)
        finding.ratio = Estimate(value: 0.34, lower: 0, upper: .infinity)
        finding.difference = Estimate(value: -79, lower: nil, upper: nil)
        finding.verdict = .inconclusive
        finding.reason = "too_few_customers"
        finding.margin = 0.09531
        return finding
      }(), ComparisonFinding(metric: Metrics.satisfied, statistic: "rate", scale: .difference),
    ]
    findings.summaries = findings.summaries.filter {
      $0.metric.number != "M41" && $0.metric.number != "M42"
    }
    findings.hides = []
    findings.lookNext = []
    findings.containedOnly = nil
    findings.heterogeneity = nil
    findings.run.isSimulated = false
    return findings
  }

  static func unlike() -> Findings {
    var findings = worse()
    findings.headline = "No answer. Bot and people handle different kinds of contacts."
    findings.headlineFamily = findings.headlineFamily.map { old in
      var finding = ComparisonFinding(
        metric: old.metric,
        statistic: old.statistic,
        scale: old.scale
      )
      finding.verdict = .notComparable
      finding.reason = "no_overlap"
      finding.crudeBot = old.crudeBot
      finding.crudeHuman = old.crudeHuman
      finding.comparableShareBot = 0.31
      finding.comparableShareHuman = 0.28
      finding.sentence =
        "Only 31 % of the bot\u{2019}s 26 400 contacts are of a kind that humans also handle."
      finding.verdictSentence = "Not comparable; a difference is not given."
      return finding
    }
    findings.topics = findings.topics.map {
      .init(
        name: $0.name,
        bot: $0.bot,
        human: Estimate(denominator: 0, nullReason: "no_conversations"),
        difference: Estimate(nullReason: "no_conversations"),
        qValue: nil,
        verdict: .notComparable
      )
    }
    findings.quality.isIncomplete = true
    findings.quality.isOverLoss = true
    return findings
  }

  static func nothing() -> Findings {
    let run = RunFacts(version: "0.1.0", dictionaryVersion: "1.0", lexiconVersion: "en 1")
    return Findings(
      run: run,
      quality: DataQuality(),
      headline: "No answer. There are no contacts to compare.",
      headlineFamily: [
        Metrics.durable, Metrics.repeats, Metrics.within24h, Metrics.firstResponse,
        Metrics.satisfied,
      ]
      .map { ComparisonFinding(metric: $0, statistic: "rate", scale: .difference) },
      secondary: [],
      hides: [],
      cannotSay: [],
      lookNext: [],
      caseMix: CaseMix(),
      topics: [],
      heterogeneity: nil,
      containedOnly: nil,
      summaries: [],
      notes: []
    )
  }

  /// Names that try to be markup, formulas, links, terminal codes, or very long, and figures that are not numbers.
  static let attacks = [
    "<script>alert(1)</script>", "=cmd|' /C calc'!A0", "\"\u{301} onmouseover=\u{301}\"alert(1)",
    "</style></title><h1>",
    "@everyone | [click](javascript:alert(1)) `x` **b**", "\u{1B}[31mred\u{07}", "\u{202E}gnp.exe",
    "{{question}} {{{style}}} {{>report}}", "+1-1", "a\nb\r\nc,d;\"e\"", "&amp;&lt;",
    String(repeating: "Zal\u{336}\u{34D}\u{33C}go", count: 400),
    String(repeating: "wide", count: 2_000),
  ]

  static func strange() -> Findings {
    var findings = worse()
    let names = (0..<80).map { index in
      index < attacks.count
        ? attacks[index] : "topic number \(index) " + String(repeating: "x", count: index * 3)
    }
    findings.topics = names.enumerated().map { index, name in
      topic(
        name,
        difference: Double((index * 37) % 80) / 100 - 0.4,
        count: 30 + 9_000 / (index + 1)
      )
    }
    findings.caseMix.mix = names.enumerated().map { index, name in
      .init(name: name, bot: 100, human: 90, botShare: 0.3 / Double(index + 1), humanShare: 0.0125)
    }
    findings.caseMix.onlyBot = findings.caseMix.mix
    findings.hides = attacks
    findings.lookNext = attacks
    findings.notes = attacks
    findings.run.zone = attacks[0]
    findings.run.firstDay = attacks[0]
    findings.run.inputs =
      attacks.map { .init(name: $0, bytes: nil, format: $0, records: 1) }
      + (0..<300).map { .init(name: "part-\($0).csv", bytes: 10, format: "csv", records: 2) }
    findings.run.parameters = attacks.map { .init(name: $0, value: $0, isDefault: false) }
    findings.quality.problems = attacks
    findings.quality.unknownFields = attacks.map { ($0, 1) }
    findings.quality.setAside = attacks.map { ($0, 1) }
    findings.quality.warnings = attacks
    findings.quality.blindSpots = attacks + attacks
    findings.headlineFamily[0].difference = Estimate(
      value: .nan,
      lower: -.infinity,
      upper: .infinity
    )
    findings.headlineFamily[0].caveat = attacks[0]
    findings.headlineFamily[1].difference = Estimate(value: 1e300, lower: -1e300, upper: nil)
    findings.headlineFamily[3].ratio = Estimate(value: 0, lower: 0, upper: .infinity)
    findings.summaries.append(
      MetricSummary(
        statistic: "mean",
        metric: Metrics.firstResponse,
        cohort: .all,
        period: .week(monday: .max, complete: false),
        estimate: Estimate(value: .nan, lower: -.infinity, upper: .infinity, denominator: 3)
      )
    )
    findings.summaries.append(
      MetricSummary(
        statistic: attacks[0],
        metric: Metrics.frustrated,
        cohort: .entry(.botFirst),
        period: .whole,
        estimate: Estimate(nullReason: attacks[0]),
        excluded: [(attacks[1], 4)]
      )
    )
    return findings
  }
}
