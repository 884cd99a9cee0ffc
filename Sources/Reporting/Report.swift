package import Comparisons
import Facts

/// One run laid out once: every text and number as people read it, in the order in which they read it.
///
/// All faces are written from this value, so that they cannot disagree. Nothing is estimated here; the findings
/// already hold every figure (STYLE: `Reporting` never imports `Statistics`).
package struct Report: Sendable {
  /// The figures with all their digits, for the files that machines read.
  let findings: Findings
  let index: SummaryIndex
  let header: ReportHeader
  let headline: HeadlineTable
  /// Nil when no gate was asked for.
  let gates: GateTable?
  /// Nil when no claims were given.
  let claims: ClaimWords?
  let sections: [ReportSection]
  let inputs: InputList

  package init(_ findings: Findings) {
    self.findings = findings
    index = SummaryIndex(
      findings.summaries,
      level: findings.level,
      isShared: findings.isShareable
    )
    header = ReportHeader(findings)
    headline = HeadlineTable(findings, index)
    // Where one number does not describe the topics, their table precedes the average (STATISTICS 5.4).
    let topicsLead = findings.heterogeneity?.isMarked == true
    let topics = Self.topicSection(findings)
    // Of what was not computed the first page says so, once.
    let isWhole = findings.metrics == .all
    gates = GateTable(findings)
    claims = ClaimWords(findings)
    inputs = InputList(findings)
    let gate = [Self.gateSection(gates, level: index.level)].compactMap(\.self)
    let themes =
      (topicsLead ? [topics] : [])
      + [
        Self.comparisonSection(findings),
        Self.mixSection(findings, index),
        Self.resolutionSection(findings, index),
        Self.returnSection(findings, index),
        Self.personSection(findings, index),
        Self.frustrationSection(index),
        isWhole ? Self.satisfactionSection(findings, index) : nil,
        topicsLead ? nil : topics,
        Self.workSection(findings, index),
        isWhole && !findings.isShareable ? Self.workloadSection(findings, index) : nil,
        isWhole ? Self.vendorSection(index) : nil,
        Self.weekSection(findings, index),
        Self.claimSection(claims, level: index.level),
        Self.exampleSection(findings),
        Self.qualitySection(findings),
      ].compactMap(\.self)
    let method = Self.methodSection(
      findings,
      index,
      after: gate + themes,
      inputs.table.map { [.table($0)] } ?? []
    )
    sections = gate + Self.numbered(themes + [method])
  }

  private static func numbered(_ sections: [ReportSection]) -> [ReportSection] {
    sections.enumerated().map { offset, section in
      var copy = section
      copy.title = "\(offset + 1)\u{2002}" + section.title
      return copy
    }
  }

  /// The finding of the headline family with this dictionary number.
  static func headlineFinding(_ findings: Findings, _ number: String) -> ComparisonFinding? {
    findings.headlineFamily.first { $0.metric.number == number }
  }

  /// The words of a finding, for the first sentence of a section; nil when it has none.
  static func words(_ finding: ComparisonFinding?) -> String? {
    guard let finding, !finding.sentence.isEmpty else { return nil }
    // Each within the bound of a text: together they may pass it, and a sentence must not end in its middle.
    return [finding.sentence, finding.verdictSentence].filter { !$0.isEmpty }.map { plain($0) }
      .joined(separator: " ")
  }
}
