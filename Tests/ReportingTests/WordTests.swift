import Comparisons
import Facts
import Foundation
import Testing

@testable import Reporting

struct WordTests {
  @Test(arguments: [
    (0, "0"), (999, "999"), (1204, "1\u{202F}204"), (48_212, "48\u{202F}212"),
    (-1_000_000, "\u{2212}1\u{202F}000\u{202F}000"),
    (Int.min, "\u{2212}9\u{202F}223\u{202F}372\u{202F}036\u{202F}854\u{202F}775\u{202F}808"),
  ])
  func `counts have narrow spaces between thousands`(value: Int, text: String) {
    #expect(NumberText.count(value) == text)
  }

  @Test(arguments: [
    (3.0, "3"), (2.5, "2.5"), (0.04, "0.040"), (0.0, "0"), (-0.03, "\u{2212}0.030"), (0.05, "0.1"),
  ])
  func `a margin has no digit that says nothing, and is never nothing`(value: Double, text: String)
  {
    #expect(NumberText.shortest(value) == text)
  }

  @Test func `one of a thing is not many`() {
    #expect(NumberText.count(1, of: "contact") == "1 contact")
    #expect(NumberText.count(1204, of: "contact") == "1\u{202F}204 contacts")
    #expect(NumberText.count(0, of: "contact") == "0 contacts")
  }

  @Test(arguments: [
    (-7.84, "\u{2212}7.8"), (4.06, "+4.1"), (0.04, "0.0"), (-0.04, "0.0"), (0, "0.0"),
    (1234.5, "+1\u{202F}234.5"),
    (.nan, "\u{2014}"), (.infinity, "\u{2014}"),
  ])
  func `differences carry a sign unless they round to nothing`(value: Double, text: String) {
    #expect(NumberText.signed(value, places: 1) == text)
  }

  @Test(arguments: [
    (0.0, "0\u{202F}s"), (0.034, "0.034\u{202F}s"), (2.44, "2.4\u{202F}s"), (9.96, "10\u{202F}s"),
    (59.7, "60\u{202F}s"),
    (144, "2.4\u{202F}min"), (3599, "60\u{202F}min"), (10_440, "2.9\u{202F}h"),
    (172_800, "2.0\u{202F}d"), (8.64e8, "10\u{202F}000\u{202F}d"),
    (-90, "\u{2212}1.5\u{202F}min"), (.nan, "\u{2014}"),
  ])
  func `times have two significant digits and a unit that people use`(seconds: Double, text: String)
  {
    #expect(NumberText.duration(seconds) == text)
  }

  @Test(arguments: [
    (0.0145, "0.015"), (0.0996, "0.10"), (1.96, "2.0"), (31.4, "31"), (314, "310"), (99.6, "100"),
    (1e12, "1\u{202F}000\u{202F}000\u{202F}000\u{202F}000"),
  ])
  func `two significant digits never need an exponent`(value: Double, text: String) {
    #expect(NumberText.twoDigits(value) == text)
  }

  @Test(arguments: [(0.00009, "under 0.0001"), (0.0314, "0.031"), (0.5, "0.50"), (1, "1.0")])
  func `probabilities of error stop at one in ten thousand`(value: Double, text: String) {
    #expect(NumberText.pValue(value) == text)
  }

  @Test func `an interval names its unit once`() {
    #expect(QuantityText.interval(0.174, 0.193, unit: .proportion) == "17.4 to 19.3\u{202F}%")
    #expect(QuantityText.interval(50, 70, unit: .seconds) == "50\u{202F}s to 1.2\u{202F}min")
    #expect(QuantityText.interval(1204, 2204, unit: .count) == "1\u{202F}204 to 2\u{202F}204")
    #expect(QuantityText.interval(3, nil, unit: .seconds) == "3.0\u{202F}s to no upper limit")
    #expect(QuantityText.interval(nil, nil, unit: .seconds) == nil)
  }

  @Test(arguments: [
    (0, "1970-01-01"), (-1, "1969-12-31"), (11_016, "2000-02-29"), (20_514, "2026-03-02"),
    (-719_468, "0000-03-01"),
  ])
  func `days since 1970 become ISO dates`(days: Int, text: String) {
    #expect(DayText.iso(daysSince1970: days) == text)
  }

  @Test func `periods are written as people say them`() {
    #expect(
      DayText.range("2026-03-02", "2026-03-29") == "2\u{A0}Mar \u{2013} 29\u{A0}Mar\u{A0}2026"
    )
    #expect(
      DayText.range("2025-12-29", "2026-01-04")
        == "29\u{A0}Dec\u{A0}2025 \u{2013} 4\u{A0}Jan\u{A0}2026"
    )
    #expect(DayText.range("soon", "2026-01-04") == "soon to 2026-01-04")
  }

  @Test func `a measure where less is better points the other way on the axis`() throws {
    var finding = ComparisonFinding(metric: Metrics.repeats, statistic: "rate", scale: .difference)
    #expect(abs(try #require(DifferencePlot.position(0.034, finding)) + 3.4) < 1e-9)
    finding = ComparisonFinding(metric: Metrics.durable, statistic: "rate", scale: .difference)
    #expect(abs(try #require(DifferencePlot.position(-0.078, finding)) + 7.8) < 1e-9)
    finding = ComparisonFinding(metric: Metrics.firstResponse, statistic: "p50", scale: .ratio)
    #expect(try #require(DifferencePlot.position(0.5, finding)) > 0)
    #expect(DifferencePlot.position(.nan, finding) == nil)
  }

  @Test func `a margin on a ratio reads the same as a factor and as a logarithm`() {
    #expect(QuantityText.ratioMargin(1.1) == 1.1)
    #expect(abs(QuantityText.ratioMargin(0.0953101798) - 1.1) < 1e-9)
  }

  /// STATISTICS section 8 and REPORT section 4.
  ///
  /// The title question and the definitions are no results.
  @Test(arguments: Fixture.allCases, [ReportFile.html, .markdown])
  func `nothing is claimed that figures cannot carry`(fixture: Fixture, file: ReportFile) throws {
    let text = String(decoding: Report(fixture.findings).render(file), as: UTF8.self).lowercased()
      .replacingOccurrences(of: "is the bot on par with our people?", with: "")
    for word in [
      "significant", "proves", "proven", "causes", "caused", "ai-powered", "leverage", "insights",
      "on par",
      "no difference", "same as",
    ] {
      #expect(!text.contains(word), "\(word)")
    }
  }
}
