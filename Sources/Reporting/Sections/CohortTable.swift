import Comparisons
import Facts

/// Metrics in rows, cohorts in columns, hybrids in columns of their own.
///
/// METRICS 5.3.
enum CohortTable {
  static let entry: [Cohort] = [.entry(.botFirst), .entry(.humanFirst)]
  static let handledBy: [Cohort] = [
    .handledBy(.botOnly), .handledBy(.humanOnly), .handledBy(.botToHuman), .handledBy(.humanToBot),
  ]
  static let cohorts = entry + handledBy

  /// The sentence that stands under every view by who took part.
  static let selectionNote = """
    Bot only against human only is never a headline: bot only leaves out every contact that the bot \
    failed to keep, so it is selected on the result. Compare bot first with human first.
    """

  /// The same in one line, under the tables of figures.
  static let selectionReminder =
    "Only bot first is compared with human first: who took part in the end is selected on the result."

  static func table(
    id: String,
    caption: String,
    _ measures: [SummaryIndex.Measure],
    _ index: SummaryIndex
  )
    -> ReportTable
  {
    var table = ReportTable(
      id: id,
      caption: caption,
      groups: [("", 1), ("Given first to", entry.count), ("Taken part in by", handledBy.count)],
      columns: [.init("Measure", numeric: false)]
        + cohorts.map { ReportTable.Column(CodeText.cohort($0), cohort: $0) }
    )
    for measure in measures {
      var cells = [ReportTable.Cell(measure.title, definition: measure.metric.id)]
      for cohort in cohorts { cells.append(cell(index.summary(measure, cohort), measure)) }
      table.rows.append(.init(cells: cells, unit: displayUnit(measure)))
    }
    table.note = ([selectionReminder] + [drivenByFew(measures, index)].compactMap(\.self))
      .joined(separator: " ")
    return table
  }

  /// STATISTICS 4.2.
  private static func drivenByFew(
    _ measures: [SummaryIndex.Measure],
    _ index: SummaryIndex
  ) -> String? {
    let names = measures.filter { measure in
      cohorts.contains { index.summary(measure, $0)?.isDrivenByFew ?? false }
    }.map(\.title)
    guard !names.isEmpty else { return nil }
    return "The mean is driven by a few conversations; prefer the median ("
      + names.joined(separator: "; ") + ")."
  }

  static func cell(_ summary: MetricSummary?, _ measure: SummaryIndex.Measure) -> ReportTable.Cell {
    guard let summary else { return .init(NumberText.missing) }
    let estimate = summary.estimate
    let unit = displayUnit(measure)
    guard let value = estimate.value else {
      return .init(
        NumberText.missing,
        second: CodeText.words(estimate.nullReason ?? "not_estimable"),
        third: estimate.denominator.map { "of " + NumberText.count($0) }
      )
    }
    return .init(
      QuantityText.value(value, unit: unit),
      second: QuantityText.interval(estimate.lower, estimate.upper, unit: unit),
      third: QuantityText.basis(estimate),
      value: unit == .seconds ? value : nil
    )
  }

  /// A count or a share of a metric is read as such, whatever the metric's own unit.
  static func displayUnit(_ measure: SummaryIndex.Measure) -> MetricDefinition.Unit {
    switch measure.statistic {
    case "count": .count
    case "share", "rate", "km": measure.metric.unit == .seconds ? .seconds : .proportion
    default: measure.metric.unit
    }
  }

  /// The counts behind the figures: what was left out and on what evidence each rests.
  ///
  /// METRICS 10.1. Nil in a report to be shared: these are small counts by nature.
  static func counts(
    id: String,
    noun: String,
    _ measures: [SummaryIndex.Measure],
    _ index: SummaryIndex,
    cohorts: [Cohort] = cohorts
  )
    -> ReportSection.Block?
  {
    guard !index.isShared else { return nil }
    let most = 300
    var rows: [ReportTable.Row] = []
    var left = 0
    for measure in measures {
      let title = measure.title
      for cohort in cohorts {
        guard let summary = index.summary(measure, cohort) else { continue }
        guard rows.count < most else {
          left += 1
          continue
        }
        let excluded = summary.excluded.filter { $0.count > 0 }
          .map { CodeText.words($0.reason) + ": " + NumberText.count($0.count) }
        let evidence = summary.evidence.filter { $0.count > 0 }
          .map { $0.evidence.name + ": " + NumberText.count($0.count) }
        let estimate = summary.estimate
        rows.append(
          .init(cells: [
            .init(title, definition: measure.metric.id), .init(CodeText.cohort(cohort)),
            .init(estimate.numerator.map { NumberText.count($0) } ?? NumberText.missing),
            .init(estimate.denominator.map { NumberText.count($0) } ?? NumberText.missing),
            .init(estimate.customers.map { NumberText.count($0) } ?? NumberText.missing),
            .init(excluded.isEmpty ? "none" : excluded.joined(separator: ", ")),
            .init(evidence.isEmpty ? NumberText.missing : evidence.joined(separator: ", ")),
          ])
        )
      }
    }
    guard !rows.isEmpty else { return nil }
    var table = ReportTable(
      id: id,
      caption: noun + ": counts, contacts left out, and evidence",
      columns: [
        .init("Measure", numeric: false), .init("Cohort", numeric: false), .init("Numerator"),
        .init("Denominator"), .init("Customers"), .init("Left out", numeric: false),
        .init("Evidence", numeric: false),
      ],
      rows: rows
    )
    if left > 0 {
      table.note = "\(NumberText.count(left)) more rows are in metrics.csv, which has them all."
    }
    return .details(summary: "Counts, contacts left out, and evidence", blocks: [.table(table)])
  }
}
