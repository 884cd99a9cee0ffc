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
    let complete = weeks.count { week in measures.allSatisfy { index.isComplete(week, $0) } }
    section.answer =
      "\(weeks.count) weeks from \(name(weeks[0], among: weeks)), "
      + (complete == weeks.count
        ? "all of them complete."
        : "\(complete) of them complete for every measure; a week that can still change is drawn hollow on grey.")
    section.blocks.append(.charts(measures.map { chart($0, weeks, index, findings) }))
    section.blocks.append(.list(controlLines(findings, index) + gapLines(weeks)))
    section.blocks += LaunchSection.blocks(findings)
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

  /// Weeks of more than a year, of which some hold no contact: a day and a month would not tell them apart.
  private static func isLong(_ weeks: [SummaryIndex.Week]) -> Bool {
    guard let first = weeks.first, let last = weeks.last else { return false }
    return last.monday - first.monday > 300
  }

  /// `2 Mar`, or `2013-10-07`.
  private static func name(
    _ week: SummaryIndex.Week,
    among weeks: [SummaryIndex.Week]
  ) -> String {
    isLong(weeks)
      ? DayText.iso(daysSince1970: week.monday) : DayText.short(daysSince1970: week.monday)
  }

  private static let sides: [(Cohort, String)] = [
    (.entry(.botFirst), "Bot"), (.entry(.humanFirst), "Human"),
  ]

  private static func chart(
    _ measure: SummaryIndex.Measure,
    _ weeks: [SummaryIndex.Week],
    _ index: SummaryIndex,
    _ findings: Findings
  ) -> Chart {
    let unit = CohortTable.displayUnit(measure)
    let series = sides.map { cohort, name in
      Chart.Series(
        name: name,
        mark: cohort.mark,
        points: weeks.map { index.summary(measure, cohort, week: $0)?.estimate },
        limits: limits(measure, cohort, findings).map { chart in
          weeks.map { week in chart.weeks.first { $0.monday == week.monday } }
        } ?? [],
        center: limits(measure, cohort, findings)?.center
      )
    }.filter { one in one.points.contains { $0?.value != nil } }
    let ends = series.map { one in
      let known = zip(weeks, one.points).compactMap { week, point in
        point?.value.map {
          QuantityText.value($0, unit: unit) + " in the week from "
            + name(week, among: weeks)
        }
      }
      let (first, last) = (known.first ?? NumberText.missing, known.last ?? NumberText.missing)
      return one.name.lowercased() + (known.count > 1 ? " from \(first) to \(last)" : " \(first)")
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
      definition: .metric(measure.metric),
      description: ends.joined(separator: "; ") + ".",
      unit: unit,
      categories: weeks.map {
        isLong(weeks)
          ? DayText.month(daysSince1970: $0.monday) : DayText.short(daysSince1970: $0.monday)
      },
      incomplete: Set(weeks.indices.filter { !index.isComplete(weeks[$0], measure) }),
      launch: findings.launch.flatMap { launch in
        weeks.indices.first { $0 > 0 && weeks[$0].monday >= launch.monday }
      },
      series: series
    )
  }

  private static func limits(
    _ measure: SummaryIndex.Measure,
    _ cohort: Cohort,
    _ findings: Findings
  ) -> WeeklyChart? {
    findings.weeklyCharts.first {
      $0.metric.id == measure.metric.id && $0.cohort == cohort && $0.baselineWeeks != nil
    }
  }

  private static let mostAlerts = 12

  /// Why a week is an alert: on which side of its limits it lies, and whether that is better or worse.
  ///
  /// STATISTICS 9.1. Nil for other weeks.
  static func alertReason(_ week: WeeklyChart.Week, _ metric: MetricDefinition) -> String? {
    guard week.isAlert else { return nil }
    let isAbove = week.value > week.upper
    let side = isAbove ? "above_limits" : "below_limits"
    switch metric.better {
    case .higher: return side + (isAbove ? "_better" : "_worse")
    case .lower: return side + (isAbove ? "_worse" : "_better")
    case .neither: return side
    }
  }

  /// What the control limits say, in words.
  ///
  /// STATISTICS 9.1: outside the limits is an alert, eight weeks on one side only a watch.
  private static func controlLines(_ findings: Findings, _ index: SummaryIndex) -> [String] {
    guard !findings.isShareable else {
      return ["Limits of ordinary variation are left out of a report that is made to be shared."]
    }
    let charts = findings.weeklyCharts.filter { $0.baselineWeeks != nil }
    guard let baseline = charts.compactMap(\.baselineWeeks).max() else {
      let most = findings.weeklyCharts.map(\.completeWeeks).max() ?? 0
      return [
        "Limits of ordinary variation need \(WeeklyChart.fewestWeeks) complete weeks; there "
          + (most == 1 ? "is 1" : "are \(NumberText.count(most))")
          + ". Without them no week is called unusual."
      ]
    }
    let alerts = alertLines(findings, index)
    let watches = charts.compactMap { chart -> String? in
      guard let last = chart.weeks.last, last.isWatched, !last.isAlert else { return nil }
      return
        "Watch: \(whose(chart)), has been on one side of its centre for eight weeks or more. This is no alert."
    }
    let rule =
      "Dashed lines: limits of ordinary variation, from the first \(baseline) complete weeks and then "
      + "frozen (p\u{2032} charts of shares, XmR charts of times on their logarithm)."
    var lines = [rule]
    if alerts.isEmpty { lines.append("No complete week lies outside its limits.") }
    lines += alerts.prefix(mostAlerts) + watches
    if alerts.count > mostAlerts {
      lines.append(
        "\(NumberText.count(alerts.count - mostAlerts)) more alerts are in report.json, which has them all."
      )
    }
    return lines
  }

  private static func whose(_ chart: WeeklyChart) -> String {
    plain(chart.metric.title) + ", "
      + (chart.cohort == .entry(.botFirst)
        ? "contacts given first to the bot" : "contacts given first to humans")
  }

  /// Every alert with its reason.
  static func alertLines(_ findings: Findings, _ index: SummaryIndex) -> [String] {
    findings.weeklyCharts.filter { $0.baselineWeeks != nil }.flatMap { chart in
      let measure = index.measures.first {
        $0.metric.id == chart.metric.id && $0.statistic == chart.statistic
      }
      return chart.weeks.filter(\.isAlert).map { week in
        let estimate = measure.flatMap { measure in
          index.weeks.first { $0.monday == week.monday }
            .flatMap { index.summary(measure, chart.cohort, week: $0)?.estimate }
        }
        return "Alert: \(whose(chart)), was \(reason(week, estimate, chart.metric))."
      }
    }
  }

  /// `31.2 % (130 of 417) in the week from 2026-03-02, above its limits of 10.1 to 20.4 %, which is worse`.
  private static func reason(
    _ week: WeeklyChart.Week,
    _ estimate: Estimate?,
    _ metric: MetricDefinition
  ) -> String {
    var text = QuantityText.value(week.value, unit: metric.unit)
    if let all = estimate?.denominator {
      let part = estimate?.numerator.map { NumberText.count($0) + " of " } ?? "of "
      text += " (" + part + NumberText.count(all) + ")"
    }
    let isAbove = week.value > week.upper
    text += " in the week from " + DayText.iso(daysSince1970: week.monday)
    text += isAbove ? ", above its limits of " : ", below its limits of "
    text += QuantityText.interval(week.lower, week.upper, unit: metric.unit) ?? NumberText.missing
    switch metric.better {
    case .higher: return text + (isAbove ? ", which is better" : ", which is worse")
    case .lower: return text + (isAbove ? ", which is worse" : ", which is better")
    case .neither: return text
    }
  }

  /// Weeks without a contact between the first and the last that are drawn: perhaps an export is missing.
  private static func gapLines(_ weeks: [SummaryIndex.Week]) -> [String] {
    // Counted and not listed: a clock that is wrong may lie a million years off.
    var missing = 0
    var first: Int?
    for (week, next) in zip(weeks, weeks.dropFirst()) where next.monday - week.monday > 7 {
      missing += (next.monday - week.monday) / 7 - 1
      first = first ?? week.monday + 7
    }
    guard let first, missing > 0 else { return [] }
    return [
      "No contact begins in \(NumberText.count(missing)) of the weeks between, the first of them from "
        + "\(DayText.iso(daysSince1970: first)): is an export missing? They are not drawn."
    ]
  }

  /// Why a week is drawn hollow.
  private static func completeness(
    _ week: SummaryIndex.Week,
    _ measure: SummaryIndex.Measure,
    _ index: SummaryIndex
  ) -> String {
    if index.isComplete(week, measure) { return "yes" }
    return week.isOver ? "no: its window is still open" : "no: the week is not all there"
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
            + [.init(completeness(week, measure, index))]
        )
      },
      definitions: [.metric(measure.metric), .term(.week), .term(.side)]
    )
  }
}
