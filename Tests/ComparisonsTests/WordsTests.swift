import Facts
import Testing

@testable import Comparisons

@Suite struct WordsTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var verdict: VerdictWord
    var reason: String
    var isDefault = true
    var isDetectable = false
    var overlap: String?
    var words: String

    var testDescription: String { verdict.rawValue + " " + reason }
  }

  /// One row per verdict and reason of STATISTICS 7.4, and the refusals.
  static let table: [Row] = [
    Row(verdict: .better, reason: "interval_excludes_zero", words: "Better."),
    Row(verdict: .worse, reason: "interval_excludes_zero", words: "Worse."),
    Row(
      verdict: .worse,
      reason: "beyond_margin",
      isDefault: false,
      words: "Worse, by more than the margin of 3 points."
    ),
    Row(
      verdict: .better,
      reason: "beyond_margin",
      words: "Better, by more than the margin of 3 points (default margin, not chosen by you)."
    ),
    Row(
      verdict: .equivalent,
      reason: "within_margin",
      words: "Equivalent within 3 points (default margin, not chosen by you)."
    ),
    Row(
      verdict: .equivalent,
      reason: "within_margin",
      isDefault: false,
      isDetectable: true,
      words: "Equivalent within 3 points. The difference is real but negligible."
    ),
    Row(
      verdict: .inconclusive,
      reason: "too_few_customers",
      words: "Inconclusive: only 31 customers on the smaller side, and 50 are needed."
    ),
    Row(
      verdict: .inconclusive,
      reason: "multiplicity",
      words: "Inconclusive: this is one of 5 metrics, and one such result is expected by chance."
    ),
    Row(
      verdict: .inconclusive,
      reason: "not_worse_than_margin",
      isDefault: false,
      words: "Inconclusive: not worse by more than 3 points, but equality is not shown."
    ),
    Row(
      verdict: .inconclusive,
      reason: "not_enough_data",
      words: "Inconclusive: with this much data a difference below 10 points would often be missed."
    ),
    Row(
      verdict: .inconclusive,
      reason: "undecided",
      words: "Inconclusive: the data do not settle it."
    ),
    Row(
      verdict: .inconclusive,
      reason: "detector_not_validated",
      words: "Inconclusive: the detector was not checked against labelled contacts of both sides."
    ),
    Row(
      verdict: .notComparable,
      reason: "no_conversations",
      words: "Not comparable: one side has no contacts."
    ),
    Row(
      verdict: .notComparable,
      reason: "no_overlap",
      overlap: "ignored",
      words: "Not comparable; the difference is not given."
    ),
    Row(
      verdict: .notMeasurable,
      reason: "response_rates",
      words: "Not measurable: too few answered, or one side answered far more often than the other."
    ),
    Row(
      verdict: .notMeasurable,
      reason: "not_in_export",
      words: "Not measurable: the export does not hold it for both sides."
    ),
    Row(
      verdict: .worse,
      reason: "interval_excludes_zero",
      overlap: "Only some.",
      words: "Worse. Only some."
    ),
  ]

  @Test(arguments: table)
  func `each decision has its words`(row: Row) {
    let context = VerdictContext(
      margin: "3 points",
      marginIsDefault: row.isDefault,
      isDetectable: row.isDetectable,
      customers: 31,
      family: 5,
      detectableSize: "10 points",
      overlap: row.overlap
    )
    #expect(VerdictWords.sentence(row.verdict, reason: row.reason, context) == row.words)
  }

  @Test(arguments: [
    (-0.072, -0.093, -0.051, "7.2 points fewer (95\u{202F}% interval 5.1 to 9.3 fewer)"),
    (0.041, 0.029, 0.053, "4.1 points more (95\u{202F}% interval 2.9 to 5.3 more)"),
    (-0.02, -0.09, 0.05, "2.0 points fewer (95\u{202F}% interval 9.0 fewer to 5.0 more)"),
    (0.0, -0.01, 0.01, "0.0 points more (95\u{202F}% interval 1.0 fewer to 1.0 more)"),
  ])
  func `a difference is a size, a direction and an interval`(
    value: Double,
    lower: Double,
    upper: Double,
    words: String
  ) {
    let estimate = Estimate(value: value, lower: lower, upper: upper)
    #expect(EffectWords.points(estimate, level: 0.95) == words)
  }

  @Test func `an unknown difference has no words`() {
    #expect(EffectWords.points(Estimate(), level: 0.95) == nil)
    #expect(EffectWords.ratio(Estimate(value: .infinity), level: 0.95, as: "long") == nil)
  }

  @Test(arguments: [
    (0.034, "0.034\u{202F}s"), (2.44, "2.4\u{202F}s"), (9.96, "10\u{202F}s"), (59.0, "59\u{202F}s"),
    (144.0, "2.4\u{202F}min"), (3600.0, "1.0\u{202F}h"), (180_000.0, "2.1\u{202F}d"),
    (0.0, "0\u{202F}s"),
    (31_449_600.0, "360\u{202F}d"),
  ])
  func `times have two significant digits`(seconds: Double, words: String) {
    #expect(NumberWords.duration(seconds) == words)
  }

  @Test func `shares have one decimal and counts have thin spaces`() {
    #expect(NumberWords.percent(0.61449) == "61.4\u{202F}%")
    #expect(NumberWords.percent(1) == "100.0\u{202F}%")
    #expect(NumberWords.count(48_212) == "48\u{202F}212")
    #expect(NumberWords.count(999) == "999")
    #expect(NumberWords.shortPoints(0.03) == "3")
    #expect(NumberWords.shortPoints(0.0245) == "2.5")
    #expect(NumberWords.share(12, of: 0) == "12 of 0")
    #expect(NumberWords.level(0.95) == "95\u{202F}%")
    #expect(NumberWords.level(0.995) == "99.5\u{202F}%")
  }

  /// Every verdict for durable resolution beside every verdict of another measure.
  @Test func `a headline has at most 14 words and no forbidden one`() {
    let verdicts: [VerdictWord] = [
      .better, .worse, .equivalent, .inconclusive, .notComparable, .notMeasurable,
    ]
    let reasons = ["too_few_customers", "not_worse_than_margin", "not_enough_data", "undecided"]
    let metrics: [MetricDefinition] = [
      RateMetric.repeat7dAny.definition, RateMetric.resolvedWithin24h.definition,
      ValueMetric.firstResponseTime.definition, RateMetric.csatTop2.definition,
    ]
    for first in verdicts {
      for reason in reasons {
        for second in verdicts {
          for metric in metrics {
            var durable = ComparisonFinding(
              metric: RateMetric.durableResolution.definition,
              statistic: "rate",
              scale: .difference
            )
            durable.verdict = first
            durable.reason = reason
            var other = ComparisonFinding(metric: metric, statistic: "rate", scale: .difference)
            other.verdict = second
            let text = HeadlineWords.sentence([durable, other], bot: 9, human: 9)
            #expect(text.split(separator: " ").count <= 14, "\(text)")
            #expect(forbidden(in: text, verdict: first) == nil, "\(text)")
          }
        }
      }
    }
    for (bot, human) in [(0, 0), (0, 4), (4, 0)] {
      let text = HeadlineWords.sentence([], bot: bot, human: human)
      #expect(text.hasPrefix("There is nothing to compare"))
      #expect(text.split(separator: " ").count <= 14)
    }
  }
}

/// The first word that the sentence may not use (STATISTICS 8, REPORT 4).
func forbidden(in text: String, verdict: VerdictWord?) -> String? {
  let lower = text.lowercased()
  let never = [
    "significant", "proves", "causes", "ai-powered", "leverage", "insight", "nan", "inf ",
    "unknown number", "\u{2212}",
  ]
  let onlyEquivalent = ["on par", "no difference", "same as", "equally often"]
  let words = verdict == .equivalent ? never : never + onlyEquivalent
  return words.first { word in
    // "nan" inside a word of English would be a false alarm; there is none in our sentences.
    lower.contains(word)
  }
}
