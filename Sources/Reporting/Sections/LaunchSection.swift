import Comparisons
import Facts

/// What changed at a launch (STATISTICS 9.3), under the weeks.
enum LaunchSection {
  static func blocks(_ findings: Findings) -> [ReportSection.Block] {
    guard let launch = findings.launch else { return [] }
    let day = DayText.iso(daysSince1970: launch.day)
    var words =
      "Before and after \(day). " + Launch.assumption
      + " Weeks from \(DayText.iso(daysSince1970: launch.monday)) on count as after."
    if launch.monday != launch.day {
      words +=
        " The date falls inside that week, which thins the jump; a Monday gives a clean cut."
    }
    var result: [ReportSection.Block] = [
      .heading("What changed at the launch?"), .paragraph(words),
    ]
    let known = launch.changes.filter { $0.level.value != nil }
    if !known.isEmpty {
      result.append(.table(table(known, NumberText.level(findings.level))))
    }
    let left = launch.changes.filter { $0.level.value == nil }
    if !left.isEmpty {
      result.append(
        .details(
          summary: left.count == 1
            ? "A change that cannot be estimated, and why"
            : "\(NumberText.count(left.count)) changes that cannot be estimated, and why",
          blocks: [.list(left.map { plain($0.sentence) })]
        )
      )
    }
    if launch.changes.isEmpty {
      result.append(.paragraph("No headline measure has figures in a complete week."))
    }
    return result
  }

  private static func table(_ changes: [Launch.Change], _ level: String) -> ReportTable {
    ReportTable(
      id: "launch",
      caption: "Change of the headline measures at the launch, with \(level) intervals",
      columns: [
        .init("Measure", numeric: false), .init("Group", numeric: false),
        .init("Weeks before / after"), .init("Change at once"), .init("Change of trend, a week"),
      ],
      rows: changes.map { change in
        .init(cells: [
          .init(plain(change.metric.title), definition: change.metric.id), .init(group(change)),
          .init("\(change.weeksBefore) / \(change.weeksAfter)"), cell(change.level, change),
          change.slope.map { cell($0, change) } ?? .init("does not apply"),
        ])
      },
      note:
        "Segmented regression on complete weeks with Newey\u{2013}West errors; the bot\u{2019}s change less "
        + "that of the humans takes them for an untouched group. Nothing here is adjusted for case mix."
    )
  }

  private static func group(_ change: Launch.Change) -> String {
    if change.method == .differenceInDifferences {
      return "Bot\u{2019}s change less the humans\u{2019}"
    }
    return CodeText.cohort(change.cohort)
  }

  private static func cell(_ estimate: Estimate, _ change: Launch.Change) -> ReportTable.Cell {
    let scale: ComparisonFinding.Scale = change.isRatio ? .ratio : .difference
    guard
      let value = QuantityText.difference(
        scale: scale,
        unit: change.metric.unit,
        value: estimate.value
      )
    else {
      return .init(
        NumberText.missing,
        second: CodeText.words(estimate.nullReason ?? "not_estimable")
      )
    }
    return .init(
      value,
      second: QuantityText.differenceInterval(
        scale: scale,
        unit: change.metric.unit,
        estimate
      )
    )
  }
}
