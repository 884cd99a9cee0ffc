import Comparisons
import Facts

extension Report {
  /// Rules that were checked against labels: what that allows to say, and how they did; nothing without labels.
  static func auditBlocks(_ findings: Findings) -> [ReportSection.Block] {
    guard !findings.audited.isEmpty else { return [] }
    let spoken = findings.audited.map(\.finding).map {
      FindingText(
        metric: $0.metric,
        sentence: plain($0.sentence),
        verdict: plain($0.verdictSentence),
        caveat: $0.caveat.map { plain($0) }
      )
    }
    return [
      .heading("Flagged rates, corrected by labels"), .findings(spoken),
      .table(auditTable(findings)),
    ]
  }

  private static func auditTable(_ findings: Findings) -> ReportTable {
    var table = ReportTable(
      id: "audited",
      caption: "How the rules did on a labelled random sample of each side",
      columns: [
        .init("Measure", numeric: false), .init("Side", numeric: false), .init("Flagged"),
        .init("Found of what is there"), .init("Passed of what is not"), .init("By the labels"),
      ]
    )
    for detector in findings.audited {
      for (side, figures) in [("Bot first", detector.bot), ("Human first", detector.human)] {
        let metric = detector.finding.metric
        func cell(_ estimate: Estimate?) -> ReportTable.Cell {
          guard let estimate else { return .init(NumberText.missing) }
          return .init(
            estimate.value.map { QuantityText.value($0, unit: .proportion) } ?? NumberText.missing,
            second: estimate.value == nil
              ? nil : QuantityText.interval(estimate.lower, estimate.upper, unit: .proportion),
            third: QuantityText.basis(estimate)
          )
        }
        table.rows.append(
          .init(cells: [
            .init(metric.title, definition: metric.id), .init(side), cell(figures?.flagged),
            cell(figures?.sensitivity), cell(figures?.specificity), cell(figures?.corrected),
          ])
        )
      }
    }
    table.note =
      "By the labels: the flags of all contacts when the sample was drawn, mended by the errors found in it; not adjusted."
    return table
  }
}
