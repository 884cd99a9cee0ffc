import Comparisons
import Facts

/// Section 10: the same log under vendors' rules.
///
/// METRICS M40.
extension Report {
  static func vendorSection(_ index: SummaryIndex) -> ReportSection {
    let title = "What would vendors\u{2019} own rules say?"
    let measures = index.measures(numbered: ["M40"])
    let values = measures.compactMap { index.summary($0, botFirst)?.estimate.value }
    guard let least = values.min(), let most = values.max() else {
      return ReportSection(
        id: "vendors",
        title: title,
        answer: "No contact was given to the bot first, so no vendor\u{2019}s rule applies."
      )
    }
    var section = ReportSection(
      id: "vendors",
      title: title,
      answer: "Of the same contacts, given first to the bot, "
        + (values.count == 1
          ? "\(NumberText.percent(least)) count as a success by the only rule that applies"
          : "between \(NumberText.percent(least)) and \(NumberText.percent(most)) count as a "
            + "success, depending on whose rule is used") + "."
    )
    section.blocks.append(.table(vendorTable(measures, index)))
    if let counts = CohortTable.counts(
      id: "vendors-counts",
      noun: "Vendors\u{2019} rules",
      measures,
      index,
      cohorts: [botFirst]
    ) {
      section.blocks.append(counts)
    }
    section.leavesOut = "Rules that use a vendor\u{2019}s language model are not imitated."
    return section
  }

  private static let botFirst = Cohort.entry(.botFirst)

  /// One row a rule, and what Onpar itself says at the end.
  private static func vendorTable(
    _ measures: [SummaryIndex.Measure],
    _ index: SummaryIndex
  ) -> ReportTable {
    var rows = measures.map { vendorRow($0, index, "Approximation from logs. ") }
    if let durable = index.rate("M24") {
      var row = vendorRow(durable, index, "For comparison, not a vendor\u{2019}s rule. ")
      row.isLast = true
      rows.append(row)
    }
    return ReportTable(
      id: "vendors-table",
      caption:
        "The same log under vendors\u{2019} rules: contacts given first to the bot, with \(index.level) intervals",
      columns: [
        .init("Rule", numeric: false), .init("Share of contacts"),
        .init("", numeric: false, ends: ("none", "all")), .init("What counts", numeric: false),
      ],
      rows: rows,
      note:
        "Every row is counted from the same contacts; denominators differ because the rules do. "
        + "Vendors change their rules, so each row is an approximation.",
      isStacked: true
    )
  }

  private static func vendorRow(
    _ measure: SummaryIndex.Measure,
    _ index: SummaryIndex,
    _ mark: String
  ) -> ReportTable.Row {
    let summary = index.summary(measure, botFirst)
    var plot: IntervalPlot?
    if let estimate = summary?.estimate, let value = estimate.value {
      var drawn = IntervalPlot(
        title: measure.title,
        description: measure.title + ": " + NumberText.percent(value) + ".",
        domain: 0...100
      )
      drawn.dots = [
        .init(
          mark: botFirst.mark,
          value: value * 100,
          lower: (estimate.lower ?? value) * 100,
          upper: (estimate.upper ?? value) * 100
        )
      ]
      plot = drawn
    }
    return .init(cells: [
      .init(measure.title, definition: measure.metric.id),
      CohortTable.cell(summary, measure),
      .init(plot: plot),
      .init(mark + measure.metric.formula),
    ])
  }
}
