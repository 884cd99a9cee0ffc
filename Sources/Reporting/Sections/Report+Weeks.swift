import Comparisons
import Facts

extension Report {
  private static let mostWeeks = 26

  /// Section 11: the headline measures by ISO week.
  ///
  /// STATISTICS 9.
  static func weekSection(_ findings: Findings, _ index: SummaryIndex) -> ReportSection {
    var section = ReportSection(
      id: "weeks",
      title: "How does it go week by week?",
      answer: "No weeks to show: fewer than two weeks hold dated contacts."
    )
    let weeks = Array(index.weeks.suffix(mostWeeks))
    guard weeks.count > 1 else { return section }
    let measures = findings.headlineFamily.compactMap { index.weeklyMeasure(of: $0) }
    guard !measures.isEmpty else {
      section.answer = "No headline measure has figures by week."
      return section
    }
    let complete = weeks.count { $0.isComplete }
    section.answer =
      "\(weeks.count) weeks from \(DayText.short(daysSince1970: weeks[0].monday)), "
      + (complete == weeks.count
        ? "all of them complete."
        : "\(complete) of them complete; the others are drawn hollow on grey, and can still change.")
    section.blocks.append(.charts(measures.map { chart($0, weeks, index) }))
    var tables: [ReportSection.Block] = []
    for (offset, measure) in measures.enumerated() {
      tables.append(.table(table(measure, weeks, index, id: "week-\(offset + 1)")))
    }
    section.blocks.append(.details(summary: "The weeks in figures", blocks: tables))
    var leavesOut = "Weekly figures are not adjusted for case mix."
    if index.weeks.count > weeks.count {
      leavesOut +=
        " Only the last \(weeks.count) of \(index.weeks.count) weeks are drawn; weekly.csv has them all."
    }
    section.leavesOut = leavesOut
    return section
  }

  private static let sides: [(Cohort, String)] = [
    (.entry(.botFirst), "Bot"), (.entry(.humanFirst), "Human"),
  ]

  private static func chart(
    _ measure: SummaryIndex.Measure,
    _ weeks: [SummaryIndex.Week],
    _ index: SummaryIndex
  ) -> Chart {
    let unit = CohortTable.displayUnit(measure)
    let series = sides.map { cohort, name in
      Chart.Series(
        name: name,
        mark: cohort.mark,
        points: weeks.map { index.summary(measure, cohort, week: $0)?.estimate }
      )
    }.filter { one in one.points.contains { $0?.value != nil } }
    let ends = series.map { one in
      let values = one.points.compactMap { $0?.value }
      let first = values.first.map { QuantityText.value($0, unit: unit) } ?? NumberText.missing
      let last = values.last.map { QuantityText.value($0, unit: unit) } ?? NumberText.missing
      return "\(one.name.lowercased()) from \(first) in the first week to \(last) in the last"
    }
    let better =
      switch measure.metric.better {
      case .higher: "higher is better"
      case .lower: "lower is better"
      case .neither: nil as String?
      }
    return Chart(
      title: measure.title,
      subtitle: better,
      description: ends.joined(separator: "; ") + ".",
      unit: unit,
      categories: weeks.map { DayText.short(daysSince1970: $0.monday) },
      incomplete: Set(weeks.indices.filter { !weeks[$0].isComplete }),
      series: series
    )
  }

  private static func table(
    _ measure: SummaryIndex.Measure,
    _ weeks: [SummaryIndex.Week],
    _ index: SummaryIndex,
    id: String
  ) -> ReportTable {
    ReportTable(
      id: id,
      caption: measure.title + " by week",
      columns: [
        .init("Week from", numeric: false), .init("Bot first"), .init("Human first"),
        .init("Complete", numeric: false),
      ],
      rows: weeks.map { week in
        .init(
          cells: [.init(DayText.iso(daysSince1970: week.monday))]
            + sides.map { CohortTable.cell(index.summary(measure, $0.0, week: week), measure) }
            + [.init(week.isComplete ? "yes" : "no")]
        )
      }
    )
  }
}
