import Comparisons
import Facts

/// M06: when a customer is really answered.
extension Report {
  static func hourBlocks(_ findings: Findings) -> [ReportSection.Block] {
    let shown = findings.servedHours.filter { $0.judged > 0 }
    guard !shown.isEmpty else { return [] }
    return [
      .heading("At which hours of the week are customers really answered?"),
      .paragraph(shown.map(sentence).joined(separator: " ")),
      .grids(shown.map(grid)),
      .table(durableTable(shown, level: findings.level)),
      .details(
        summary: "Every hour of the week",
        blocks: shown.map { .table(hourTable($0)) }
      ),
    ]
  }

  private static func sentence(_ found: ServedHours) -> String {
    CodeText.cohort(found.cohort) + ": \(NumberText.count(found.served)) of the "
      + "\(NumberText.count(found.judged)) hours of the week with at least "
      + "\(ServedHours.fewestContacts) contacts are served; the other "
      + "\(NumberText.count(found.hours.count - found.judged)) hours are no evidence."
  }

  private static func grid(_ found: ServedHours) -> HourGrid {
    HourGrid(
      title: CodeText.cohort(found.cohort)
        + ": full squares are hours served, small ones hours not served, dots no evidence",
      definition: .metric(.servedHoursShare),
      description: sentence(found),
      mark: found.cohort.mark,
      hours: found.hours
    )
  }

  private static func durableTable(_ shown: [ServedHours], level: Double) -> ReportTable {
    ReportTable(
      id: "staffed-table",
      caption: "Durable resolution in the hours that humans serve and in all others, with "
        + NumberText.level(level) + " intervals",
      columns: [
        .init("Given first to", numeric: false), .init("Hours served by humans"),
        .init("All other hours"),
      ],
      rows: shown.map {
        .init(cells: [
          .init(CodeText.cohort($0.cohort)), share($0.durableStaffed), share($0.durableUnstaffed),
        ])
      },
      note:
        "Contacts at other hours differ in kind; a difference is not the hour\u{2019}s doing alone.",
      definitions: [.metric(.durableResolutionRate), .metric(.servedHoursShare), .term(.side)]
    )
  }

  /// A share with its interval and counts, or why there is none.
  static func share(_ estimate: Estimate) -> ReportTable.Cell {
    guard let value = estimate.value else {
      return .init(
        NumberText.missing,
        second: CodeText.words(estimate.nullReason ?? "not_estimable"),
        third: estimate.denominator.map { "of " + NumberText.count($0) }
      )
    }
    return .init(
      NumberText.percent(value),
      second: QuantityText.interval(estimate.lower, estimate.upper, unit: .proportion),
      third: QuantityText.basis(estimate)
    )
  }

  private static func hourTable(_ found: ServedHours) -> ReportTable {
    ReportTable(
      id: "hours-" + found.cohort.name,
      caption: CodeText.cohort(found.cohort)
        + ": contacts answered in time, by hour of contact start",
      columns: [.init("Hour", numeric: false)] + HourGrid.days.map { .init($0) },
      rows: (0..<24).map { hour in
        .init(
          cells: [.init("\(hour):00")]
            + (0..<7).map { day in hourCell(found.hours[day * 24 + hour]) }
        )
      },
      note:
        "Served: at least 90 % of 5 or more contacts had a substantive reply within the limit.",
      definitions: [.metric(.servedHoursShare), .metric(.servedRate)]
    )
  }

  private static func hourCell(_ hour: ServedHours.Hour) -> ReportTable.Cell {
    guard hour.contacts > 0 else { return .init(NumberText.missing) }
    return .init(
      NumberText.count(hour.answered) + " of " + NumberText.count(hour.contacts),
      second: hour.isServed.map { $0 ? "served" : "not served" } ?? "no evidence"
    )
  }
}
