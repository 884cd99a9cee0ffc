import Comparisons
import Facts

/// Invented findings in the shapes that a run can give.
///
/// The figures are made up here; no test takes one of them for a result of the program.
enum Fixture: String, CaseIterable, CustomStringConvertible {
  case botWorse, inconclusive, notComparable, empty, hostile

  var description: String { rawValue }

  var findings: Findings {
    switch self {
    case .botWorse: Self.worse()
    case .inconclusive: Self.undecided()
    case .notComparable: Self.unlike()
    case .empty: Self.nothing()
    case .hostile: Self.strange()
    }
  }
}

extension Fixture {
  static func estimate(
    _ value: Double,
    _ half: Double,
    _ count: Int,
    customers: Int? = nil
  ) -> Estimate {
    Estimate(
      value: value,
      lower: max(0, value - half),
      upper: min(1, value + half),
      numerator: Int((value * Double(count)).rounded()),
      denominator: count,
      customers: customers,
      effectiveSize: Double(count) / 1.2,
      designEffect: 1.2
    )
  }

  static func standardised(_ value: Double, _ half: Double, _ count: Int) -> Estimate {
    var result = estimate(value, half, count, customers: count * 2 / 3)
    result.numerator = nil
    return result
  }

  static func comparison(
    _ metric: MetricDefinition,
    bot: Double,
    human: Double,
    half: Double,
    crude: Double,
    _ verdict: VerdictWord,
    _ reason: String,
    class name: String? = "consistent"
  ) -> ComparisonFinding {
    var finding = ComparisonFinding(metric: metric, statistic: "rate", scale: .difference)
    finding.bot = standardised(bot, half * 0.7, 24_105)
    finding.human = standardised(human, half * 0.7, 19_873)
    finding.difference = Estimate(
      value: bot - human,
      lower: bot - human - half,
      upper: bot - human + half
    )
    finding.lower90 = bot - human - half * 0.84
    finding.upper90 = bot - human + half * 0.84
    finding.pValue = 0.00003
    finding.qValue = 0.00015
    finding.margin = 0.03
    finding.verdict = verdict
    finding.reason = reason
    finding.detectable = abs(bot - human) > half
    finding.crudeBot = estimate(bot + crude, half * 0.6, 26_400)
    finding.crudeHuman = estimate(human, half * 0.6, 21_812)
    finding.crudeDifference = Estimate(
      value: bot - human + crude,
      lower: bot - human + crude - half,
      upper: bot - human + crude + half
    )
    finding.caseMixClass = name
    finding.signFlip = name == "reversal"
    finding.comparableShareBot = 0.94
    finding.comparableShareHuman = 0.97
    finding.eValue = 1.78
    finding.eValueLimit = 1.62
    finding.sentence =
      "The bot had \(Int(bot * 1000)) and humans \(Int(human * 1000)) in a thousand comparable contacts."
    finding.verdictSentence =
      verdict == .worse ? "Worse, by more than the margin of 3 points." : "See the margin."
    finding.caveat = nil
    return finding
  }

  static func worse() -> Findings {
    var run = RunFacts(version: "0.1.0", dictionaryVersion: "1.0", lexiconVersion: "en 1")
    run.inputs = [
      .init(
        name: "march.jsonl.gz",
        bytes: 18_233_120,
        format: "intercom",
        records: 31_004,
        sha256: String(repeating: "9f", count: 32)
      ),
      .init(name: "april.jsonl.gz", bytes: 12_044_870, format: "intercom", records: 17_512),
    ]
    run.parameters = [
      .init(name: "contact_gap", value: "24 h", isDefault: true),
      .init(name: "margin", value: "0.03", isDefault: true),
      .init(name: "strata", value: "topic, language", isDefault: false),
    ]
    run.isSimulated = true
    run.firstDay = "2026-03-02"
    run.lastDay = "2026-04-26"
    run.asOf = "2026-04-26T21:14:09Z"
    run.contacts = 48_212
    run.customers = 31_077
    run.botFirst = 26_400
    run.humanFirst = 21_812

    var first = ComparisonFinding(metric: Metrics.firstResponse, statistic: "p50", scale: .ratio)
    first.bot = Estimate(value: 3.1, lower: 3.0, upper: 3.2, denominator: 24_105, customers: 15_040)
    first.human = Estimate(
      value: 212,
      lower: 204,
      upper: 221,
      denominator: 19_800,
      customers: 13_870
    )
    first.difference = Estimate(value: -208.9, lower: -217.8, upper: -200.9)
    first.ratio = Estimate(value: 0.0146, lower: 0.0139, upper: 0.0154)
    first.crudeRatio = Estimate(value: 0.0151, lower: 0.0144, upper: 0.016)
    first.lower90 = 0.0140
    first.upper90 = 0.0153
    first.margin = 1.1
    first.verdict = .better
    first.reason = "beyond_margin"
    first.pValue = 0.00001
    first.qValue = 0.00003
    first.caseMixClass = "consistent"
    first.sentence =
      "The bot answered after 3.1 s and humans after 3.5 min: 0.015 times as long (95 % interval 0.014 to 0.015)."
    first.verdictSentence = "Better, by more than the margin of 1.10 times."

    var durable = comparison(
      Metrics.durable,
      bot: 0.614,
      human: 0.692,
      half: 0.0155,
      crude: 0.119,
      .worse,
      "beyond_margin",
      class: "reversal"
    )
    durable.sentence =
      "The bot resolved 61.4 % and humans 69.2 % of comparable contacts for good: 7.8 points fewer (95 % interval 6.2 to 9.3 fewer)."
    durable.verdictSentence = "Worse, by more than the margin of 3 points."
    durable.caveat = "The raw figures suggest the opposite, because the bot gets easier topics."
    var ratings = comparison(
      Metrics.satisfied,
      bot: 0.712,
      human: 0.781,
      half: 0.06,
      crude: 0,
      .inconclusive,
      "not_enough_data"
    )
    ratings.bot.denominator = 1_012
    ratings.human.denominator = 4_144
    ratings.verdictSentence = "Inconclusive: only 4 % of the bot\u{2019}s contacts were rated."
    ratings.warnings = ["measured_differently"]

    var quality = DataQuality()
    quality.recordsRead = 48_516
    quality.recordsUsed = 48_301
    quality.setAside = [("malformed_json", 180), ("no_messages", 35)]
    quality.assembly = [
      ("conversations_read", 48_301), ("duplicate_conversations", 12), ("joins", 214),
      ("splits", 402),
      ("contacts", 48_477),
    ]
    quality.leftOut = [("not_engaged", 201), ("outbound", 64)]
    quality.outcomes = [
      (
        "bot_first",
        [("confirmed_resolved", 4_010), ("silent_after_answer", 14_310), ("left_waiting", 3_202)]
      ),
      (
        "human_first",
        [("confirmed_resolved", 5_210), ("silent_after_answer", 10_105), ("left_waiting", 1_830)]
      ),
    ]
    quality.handled = [
      (
        "bot_first",
        [
          ("bot_only", 19_820), ("human_only", 0), ("bot_to_human", 6_212), ("human_to_bot", 0),
          ("unattended", 368),
        ]
      ),
      (
        "human_first",
        [
          ("bot_only", 0), ("human_only", 20_114), ("bot_to_human", 0), ("human_to_bot", 1_202),
          ("unattended", 496),
        ]
      ),
    ]
    quality.identity = [("bot_first", 25_101, 26_400), ("human_first", 21_377, 21_812)]
    quality.roles = [("customer", 201_010), ("bot", 118_330), ("human", 98_112), ("unknown", 212)]
    quality.clocks = [("skew_clamped", 31)]
    quality.unknownFields = [("x_internal_score", 48_301)]
    quality.warnings = ["More than a tenth of index contacts lack seven days of follow-up."]
    quality.problems = [
      "march.jsonl.gz:4812: \"created_at\" is \"yesterday\"; this record is set aside"
    ]

    var mix = CaseMix()
    mix.strata = ["topic", "language"]
    mix.strataCount = 58
    mix.strataWithBoth = 51
    mix.comparableShareBot = 0.94
    mix.comparableShareHuman = 0.97
    mix.unknownTopicShare = 0.03
    mix.mix = topicNames.enumerated().map { index, name in
      let bot = 0.24 / Double(index + 1) + 0.01
      let human = 0.05 + 0.02 * Double(index % 5)
      return .init(
        name: name,
        bot: Int(bot * 26_400),
        human: Int(human * 21_812),
        botShare: bot,
        humanShare: human
      )
    }
    mix.onlyBot = [
      .init(name: "opening hours", bot: 412, human: 0, botShare: 0.0156, humanShare: 0)
    ]

    var summaries: [MetricSummary] = []
    let all: [(MetricDefinition, Double)] =
      [
        (Metrics.durable, 0.65), (Metrics.repeats, 0.19), (Metrics.within24h, 0.7),
        (Metrics.satisfied, 0.72),
        (Metrics.unmet, 0.183), (Metrics.frustrated, 0.052),
      ]
      + zip(
        Metrics.others,
        [0.31, 0.44, 0.55, 0.23, 0.77, 0.08, 0.71, 0.24, 0.25, 0.11, 0.06, 0.02]
      )
    for (offset, (metric, level)) in all.enumerated() {
      summaries += figures(metric, level, offset)
    }
    summaries += times()
    var findings = Findings(
      run: run,
      quality: quality,
      headline: "No. On comparable contacts it resolves fewer for good.",
      headlineFamily: [
        durable,
        comparison(
          Metrics.repeats,
          bot: 0.231,
          human: 0.197,
          half: 0.011,
          crude: -0.02,
          .worse,
          "beyond_margin",
          class: "amplified"
        ),
        comparison(
          Metrics.within24h,
          bot: 0.702,
          human: 0.709,
          half: 0.012,
          crude: 0.05,
          .equivalent,
          "within_margin",
          class: "explained"
        ),
        first, ratings,
      ],
      secondary: [
        comparison(
          Metrics.frustrated,
          bot: 0.052,
          human: 0.031,
          half: 0.004,
          crude: 0,
          .inconclusive,
          "undecided"
        )
      ],
      hides: [
        "Raw figures say the opposite (+4.1 points): the bot gets the easier topics.",
        "Worst for \u{201C}refund disputed\u{201D} (\u{2212}21.4 points) and contacts that begin angry (\u{2212}17.0).",
      ],
      cannotSay: [
        "Satisfaction: 4 % of 26 400 bot contacts were rated against 19 % of 21 812 human ones.",
        "Routing was not random; see \u{201C}How sure is this?\u{201D}.",
      ],
      lookNext: [
        "1 204 customers asked the bot for a person and never got one (18.3 % of 6 579 who asked)."
      ],
      caseMix: mix,
      topics: topicNames.enumerated().map { index, name in
        topic(name, difference: -0.214 + 0.033 * Double(index), count: 4_200 / (index + 1))
      },
      heterogeneity: .init(
        q: 88.2,
        degreesOfFreedom: 11,
        pValue: 0.00000002,
        i2: 0.875,
        isMarked: true
      ),
      containedOnly: .init(
        rate: estimate(0.71, 0.007, 19_820),
        leftOutShare: 0.249,
        sentence: "Counting only contacts that the bot kept makes it look better than it is."
      ),
      summaries: summaries,
      notes: [
        "Bot first: contacts whose first reply came from the bot, whoever finished them.",
        "Strata: topic, language. Repeat customers make the sample worth 20 100 bot and 18 200 human contacts.",
        "Routing was not random; differences between the cases that Onpar cannot see may remain (E-value 1.8).",
      ]
    )
    findings.curves = curves()
    findings.weeklyCharts = charts()
    return findings
  }

  static let topicNames = [
    "refund disputed", "delivery late", "account locked", "invoice wrong", "cancel subscription",
    "change address",
    "password reset", "track parcel", "product question", "gift card", "warranty", "other",
  ]

  static func topic(_ name: String, difference: Double, count: Int) -> TopicFinding {
    let half = 1.4 / Double(count).squareRoot()
    return TopicFinding(
      name: name,
      bot: estimate(0.6 + difference / 2, half * 0.7, count),
      human: estimate(0.6 - difference / 2, half * 0.7, count),
      difference: Estimate(value: difference, lower: difference - half, upper: difference + half),
      qValue: abs(difference) > half ? 0.004 : 0.4,
      verdict: abs(difference) > half ? (difference < 0 ? .worse : .better) : .inconclusive
    )
  }
}
