import Comparisons
import Facts
import Foundation
import Testing

#if canImport(FoundationXML)
import FoundationXML
#endif

@testable import Reporting

/// Gates in every face of a report.
struct GateFaceTests {
  private static let outcomes: [(GateResult.Outcome, String?)] = [
    (.passed, nil), (.failed, nil), (.notEnoughData, "interval_holds_limit"),
    (.notComparable, "no_overlap"), (.notMeasurable, "not_in_export"),
  ]

  private func findings(_ count: Int = 5, name: String = "unmet_human_request_rate") -> Findings {
    var findings = Fixture.botWorse.findings
    findings.gates = (0..<count).map { index in
      let (outcome, reason) = Self.outcomes[index % 5]
      var result = GateResult(
        gate: Gate(
          name: name,
          metric: Metrics.unmet,
          statistic: "rate",
          rule: .max(0.05),
          text: "5%",
          source: "onpar.yaml:\(index + 2)"
        ),
        outcome: outcome,
        reason: reason,
        estimate: Fixture.estimate(0.183, 0.01, 6_579),
        limit: 0.05,
        isUpperLimit: true
      )
      if outcome == .notMeasurable { result.estimate = Estimate(nullReason: "not_in_export") }
      return result
    }
    return findings
  }

  private func text(_ findings: Findings, _ file: ReportFile) -> String {
    String(decoding: Report(findings).render(file), as: UTF8.self)
  }

  // MARK: JUnit

  /// The test cases of a file: name, and what is inside with its message.
  private final class Cases: NSObject, XMLParserDelegate {
    var names: [String] = []
    var inside: [(element: String, message: String)] = []
    var suites: [[String: String]] = []

    func parser(
      _ parser: XMLParser,
      didStartElement element: String,
      namespaceURI: String?,
      qualifiedName: String?,
      attributes: [String: String]
    ) {
      switch element {
      case "testsuites", "testsuite": suites.append(attributes)
      case "testcase": names.append(attributes["name"] ?? "")
      default: inside.append((element, attributes["message"] ?? ""))
      }
    }
  }

  private func cases(_ findings: Findings) throws -> Cases {
    let bytes = try #require(Report(findings).junit)
    let parser = XMLParser(data: Data(bytes))
    let cases = Cases()
    parser.delegate = cases
    #expect(parser.parse(), "\(String(decoding: bytes, as: UTF8.self))")
    return cases
  }

  @Test func `JUnit has a case for each gate, a failure for what failed, and skips the undecided`()
    throws
  {
    let found = try cases(findings())
    #expect(found.names.count == 5)
    #expect(found.names[0] == "unmet_human_request_rate at most 5% (bot first, raw)")
    #expect(found.inside.map(\.element) == ["failure", "skipped", "skipped", "skipped"])
    #expect(
      found.inside[0].message
        == "Asked for a human and never got one: 18.3\u{202F}% (95\u{202F}% interval 17.3 to "
        + "19.3\u{202F}%), 1\u{202F}204 of 6\u{202F}579; limit at most 5%: failed"
    )
    #expect(found.inside[1].message.hasSuffix("not enough data, the limit lies in the interval"))
    #expect(found.inside[3].message.hasSuffix("not measurable, not in this export"))
    for suite in found.suites {
      #expect(suite["tests"] == "5" && suite["failures"] == "1" && suite["skipped"] == "3")
    }
  }

  @Test func `JUnit stays XML whatever the names hold`() throws {
    let found = try cases(findings(2, name: "<a href=\"x\">&'\u{1}\u{FFFE}]]>"))
    #expect(found.names.first?.hasPrefix("<a href=\"x\">&'") == true)
  }

  @Test func `without gates there is no JUnit, no table and no line`() {
    let plain = Fixture.botWorse.findings
    #expect(Report(plain).junit == nil)
    #expect(
      !text(plain, .html).contains("id=\"gates\"") && !text(plain, .markdown).contains("Gate")
    )
    #expect(Report(plain).terminalSummary(color: false).split(separator: "\n").count == 5)
    #expect(text(plain, .json).contains("\"gates\": []"))
  }

  // MARK: Other faces

  @Test func `the page shows gates before the first section, with words and shapes`() throws {
    let page = text(findings(), .html)
    let markup = try Markup(page)
    #expect(markup.elements.contains { $0.name == "section" && $0.attributes["id"] == "gates" })
    let gates = try #require(page.range(of: "<section id=\"gates\""))
    let comparison = try #require(page.range(of: "<section id=\"comparison\""))
    #expect(gates.lowerBound < comparison.lowerBound)
    for word in [
      "Passed", "Failed", "Not enough data", "Not comparable", "Not measurable", "at most 5%",
      "1 of 5 failed (unmet_human_request_rate), 1 passed, 1 without enough data, 1 not comparable, "
        + "1 not measurable.", "a single check declared before looking",
    ] { #expect(page.contains(word), "\(word)") }
  }

  @Test(arguments: Fixture.allCases, [1, 5, 40, 400])
  func `the short report stays within sixty lines and tells what failed first`(
    _ fixture: Fixture,
    _ count: Int
  ) {
    var own = fixture.findings
    own.gates = findings(count).gates
    let lines = text(own, .markdown).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 60)
    #expect(lines.contains { $0.hasPrefix("**Gates: ") })
    let table = lines.drop { !$0.hasPrefix("| Gate |") }.dropFirst(2).prefix { $0.hasPrefix("|") }
    if count <= 5 {
      #expect(table.count == count)
    } else {
      #expect(table.count >= 3 && table.count < count)
      #expect(lines.contains { $0.hasPrefix("And \(count - table.count) more gates") })
      let failed = min(table.count, count / 5)
      #expect(table.prefix(failed).allSatisfy { $0.contains("Failed") })
    }
    for line in table { #expect(line.filter { $0 == "|" }.count == 6, "\(line)") }
  }

  @Test func `the end of a run has one line more`() {
    let lines = Report(findings()).terminalSummary(color: false).split(separator: "\n")
    #expect(lines.count == 6)
    #expect(lines[4].hasPrefix("Gates     1 of 5 failed (unmet_human_request_rate), 1 passed"))
    #expect(lines[5].hasPrefix("Data "))
  }

  @Test func `the JSON has limit, figure and outcome of each gate`() throws {
    let object = try JSONSerialization.jsonObject(with: Data(Report(findings()).render(.json)))
    let gates = try #require((object as? [String: Any])?["gates"] as? [[String: Any]])
    #expect(gates.count == 5)
    #expect(gates.map { $0["outcome"] as? String } == Self.outcomes.map(\.0.rawValue))
    let first = try #require(gates.first)
    #expect(first["limit"] as? Double == 0.05 && first["side"] as? String == "at_most")
    #expect(first["rule"] as? String == "max" && first["set_by"] as? String == "onpar.yaml:2")
    #expect(first["scale"] as? String == "value" && first["reason"] is NSNull)
    #expect((first["estimate"] as? [String: Any])?["denominator"] as? Int == 6_579)
  }

  @Test func `a comparison is shown with its two sides, and not at all when it was refused`() {
    var findings = findings(2)
    for index in 0..<2 {
      findings.gates[index].gate.rule = .notWorse(.difference(0.03))
      findings.gates[index].gate.text = "3pp"
      findings.gates[index].scale = .difference
      findings.gates[index].bot = Fixture.estimate(0.5, 0.01, 24_105)
      findings.gates[index].human = Fixture.estimate(0.6, 0.01, 19_873)
      findings.gates[index].estimate = Estimate(value: 0.041, lower: 0.032, upper: 0.05)
    }
    findings.gates[0].outcome = .notComparable
    findings.gates[0].reason = "no_overlap"
    let rows = GateTable(findings)?.rows ?? []
    #expect(rows.map(\.figure) == ["—", "+4.1 points"])
    #expect(rows.map(\.interval) == [nil, "+3.2 to +5.0"])
    #expect(rows.last?.basis == "of 24\u{202F}105 and 19\u{202F}873")
    #expect(rows.last?.limit == "worse than people by at most 3pp")
  }
}
