import Comparisons
import Facts
import Foundation
import Testing

@testable import Reporting

/// Claims in every face of a report.
struct ClaimFaceTests {
  /// Claims on the figures of a hand-made finding: what the comparison stage says, laid out.
  private func findings(say: String = "As fast as light") -> Findings {
    var findings = Fixture.botWorse.findings
    findings.claims = ClaimResult.Verdict.allCases.enumerated().map { index, verdict in
      ClaimResult(
        claim: Claim(
          say: say,
          by: "the maker",
          kind: .satisfaction,
          source: "claims.yaml:\(index + 2)"
        ),
        verdict: verdict,
        reason: "Because of what was found.",
        conditions: [
          ClaimCondition(
            text: "it is so",
            figure: ClaimFigure(
              "Asked and reached",
              .proportion,
              Fixture.estimate(0.183, 0.01, 6_579)
            ),
            state: [.holds, .fails, .open, .unknown("no_rating")][index]
          )
        ],
        beside: [
          ClaimFigure("Missing here", .seconds, Estimate(nullReason: "not_in_export")),
          ClaimFigure(
            "Against people",
            .proportion,
            Estimate(value: -0.078, lower: -0.093, upper: -0.062),
            scale: .difference,
            sides: (24_105, 19_873)
          ),
          ClaimFigure(
            "Agents",
            .fte,
            Estimate(value: 3, lower: 2, upper: 4),
            limits: "range over staffing"
          ),
        ],
        checks: ["One and one are two."],
        confounders: ["Something else."]
      )
    }
    return findings
  }

  private func text(_ findings: Findings, _ file: ReportFile) -> String {
    String(decoding: Report(findings).render(file), as: UTF8.self)
  }

  @Test func `section 12 holds every claim with its computation`() throws {
    let page = text(findings(), .html)
    let markup = try Markup(page)
    let heads = markup.elements.filter { $0.name == "h2" }.map(\.text)
    let place = try #require(
      heads.firstIndex { $0.contains("What is claimed, and does the log agree?") }
    )
    #expect(heads[place - 1].contains("week by week") && heads[place + 1].contains("sound"))
    for word in [
      "4 claims: 1 supported, 1 contradicted, 1 undecided, 1 not measurable.", "As fast as light",
      "the maker", "Because of what was found.", "18.3\u{202F}%", "17.3 to 19.3\u{202F}%",
      "1\u{202F}204 of 6\u{202F}579", "Does not hold", "not rated", "One and one are two.",
      "Something else.", "−7.8 points", "of 24\u{202F}105 and 19\u{202F}873",
      "range over staffing 2.0 to 4.0", "not in this export",
    ] { #expect(page.contains(word), "\(word)") }
    let ids = markup.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
  }

  @Test func `without claims nothing of them is there`() {
    let plain = Fixture.botWorse.findings
    #expect(!text(plain, .html).contains("id=\"claims\""))
    #expect(!text(plain, .markdown).contains("Claims"))
    #expect(text(plain, .json).contains("\"claims\": []"))
    #expect(Report(plain).claimsText(color: false).isEmpty)
  }

  @Test(arguments: Fixture.allCases)
  func `the short report has two lines on claims and stays within sixty`(_ fixture: Fixture) {
    var own = fixture.findings
    own.claims = findings().claims
    let lines = text(own, .markdown).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 60)
    #expect(
      lines.contains(
        "Claims: 4 claims: 1 supported, 1 contradicted, 1 undecided, 1 not measurable. See report.html."
      )
    )
  }

  @Test func `strangers' words stay words`() throws {
    let findings = findings(say: "<script>alert(1)</script> | *x* \u{1B}[31m\u{202E}")
    let page = text(findings, .html)
    _ = try Markup(page)
    #expect(!page.contains("<script>alert"))
    let terminal = Report(findings).claimsText(color: false)
    #expect(!terminal.contains("\u{1B}") && !terminal.contains("\u{202E}"))
  }

  @Test func `the terminal has colours only when asked`() {
    let report = Report(findings())
    let plain = report.claimsText(color: false)
    #expect(
      plain.hasPrefix(
        "✓ SUPPORTED  C4 “As fast as light” (the maker)\n  Because of what was found.\n"
      )
    )
    #expect(
      plain.contains(
        "    Asked and reached: 18.3\u{202F}% (95\u{202F}% interval 17.3 to 19.3\u{202F}%), "
          + "1\u{202F}204 of 6\u{202F}579: holds\n"
      )
    )
    #expect(plain.contains("Agents: 3.0 (range over staffing 2.0 to 4.0)\n"))
    #expect(
      plain.hasSuffix(
        "4 claims: 1 supported, 1 contradicted, 1 undecided, 1 not measurable.\n" + ClaimWords.scope
          + "\n"
      )
    )
    #expect(!plain.contains("\u{1B}"))
    #expect(report.claimsText(color: true).contains("\u{1B}[32m✓ SUPPORTED"))
  }

  @Test func `the JSON of claims stands alone and in the report`() throws {
    let report = Report(findings())
    for bytes in [report.claimsJSON, report.render(.json)] {
      let object = try JSONSerialization.jsonObject(with: Data(bytes))
      let claims = try #require((object as? [String: Any])?["claims"] as? [[String: Any]])
      #expect(
        claims.map { $0["verdict"] as? String }
          == ["supported", "contradicted", "undecided", "not_measurable"]
      )
      let first = try #require(claims.first)
      #expect(first["kind"] as? String == "satisfaction" && first["number"] as? String == "C4")
      #expect(first["stated_in"] as? String == "claims.yaml:2")
      let condition = try #require((first["conditions"] as? [[String: Any]])?.first)
      #expect(condition["state"] as? String == "holds")
      #expect((condition["estimate"] as? [String: Any])?["denominator"] as? Int == 6_579)
      let beside = try #require(first["beside"] as? [[String: Any]])
      #expect(
        beside[1]["bot_contacts"] as? Int == 24_105 && beside[1]["scale"] as? String == "difference"
      )
      #expect(beside[2]["limits"] as? String == "range over staffing")
    }
  }
}
