import Cohorts
package import Facts
import Statistics

/// Every metric for every cohort over the whole period, and per ISO week.
///
/// Weeks have rates and medians of all contacts and of the two entry cohorts that are compared.
/// - Complexity: a sort by customer per cohort, then a few passes per metric.
package func summaries(of table: ContactTable, options: ComparisonOptions) -> [MetricSummary] {
  Summaries(table, CohortSelection(table), options).all()
}

/// The order: period, then cohort, then dictionary order of the metrics.
struct Summaries {
  private let table: ContactTable
  private let selection: CohortSelection
  private let options: ComparisonOptions
  private let builder: SummaryBuilder
  private let weekRule: WeekRule

  init(_ table: ContactTable, _ selection: CohortSelection, _ options: ComparisonOptions) {
    self.table = table
    self.selection = selection
    self.options = options
    builder = SummaryBuilder(table: table, options: options)
    weekRule = WeekRule(options: options)
  }

  func all() -> [MetricSummary] {
    var customers = CustomerCodes(table.whole(table.customer, fill: 0))
    var groups: [CohortGroup] = []
    var formed: [CohortGroup] = []
    for cohort in Cohort.described {
      if cohort == .entry(.none), selection.rows(.none).isEmpty { continue }
      let rows = rows(cohort)
      groups.append(CohortGroup(cohort, .whole, rows: rows, customer: customers.codes(of: rows)))
      let all = formedRows(cohort)
      formed.append(CohortGroup(cohort, .whole, rows: all, customer: customers.codes(of: all)))
    }
    var result: [MetricSummary] = []
    for (group, formed) in zip(groups, formed) {
      result.append(count(group))
      result += whole(group, formed: formed)
    }
    result += shares(.whole)
    for cohort in Cohort.weekly {
      for week in selection.weeks(of: rows(cohort)) {
        let codes = customers.codes(of: week.rows)
        let group = CohortGroup(
          cohort,
          .week(monday: week.monday, complete: false),
          rows: week.rows,
          customer: codes
        )
        result += weekly(group, monday: week.monday)
      }
    }
    return result
  }

  private func rows(_ cohort: Cohort) -> [Int32] {
    switch cohort {
    case .all: selection.all
    case .entry(let cohort): selection.rows(cohort)
    case .handledBy(let cohort): selection.rows(cohort)
    }
  }

  private func formedRows(_ cohort: Cohort) -> [Int32] {
    switch cohort {
    case .all: selection.formed
    case .entry(let cohort): selection.formed(cohort)
    case .handledBy(let cohort): selection.formed(cohort)
    }
  }

  private func whole(_ group: CohortGroup, formed: CohortGroup) -> [MetricSummary] {
    var result: [MetricSummary] = []
    for metric in RateMetric.all {
      let base = metric == .engaged ? formed : group
      result.append(builder.rate(metric, cells(metric, in: base), in: base))
      if metric == .netContainment { result.append(deflection(group)) }
    }
    for metric in ValueMetric.all {
      result += builder.values(metric, cells(metric, in: group), in: group, onlyMedian: false)
    }
    for metric in ReplyMetric.all {
      result += builder.replies(metric, table.list(of: metric), in: group)
    }
    for window in RepeatWindow.allCases {
      if let summary = builder.kaplanMeier(window, in: group) { result.append(summary) }
    }
    return result
  }

  private func weekly(_ group: CohortGroup, monday: Int) -> [MetricSummary] {
    var result = [count(group)]
    for metric in RateMetric.all where metric != .engaged {
      result.append(builder.rate(metric, cells(metric, in: group), in: group))
    }
    for metric in ValueMetric.all {
      result += builder.values(metric, cells(metric, in: group), in: group, onlyMedian: true)
    }
    return result.map { summary in
      var summary = summary
      let isComplete = weekRule.isComplete(monday: monday, metric: summary.metric)
      summary.period = .week(monday: monday, complete: isComplete)
      return summary
    }
  }

  /// A rate's column; ratings on other scales than the cohort's commonest are left out (M41).
  private func cells(_ metric: RateMetric, in group: CohortGroup) -> [RateCell] {
    let cells = table.cells(of: metric)
    guard metric == .csatTop2, let others = otherScales(in: group) else { return cells }
    var kept = cells
    for row in others { kept[Int(row)] = .null(.notApplicable) }
    return kept
  }

  private func cells(_ metric: ValueMetric, in group: CohortGroup) -> [ValueCell] {
    let cells = table.cells(of: metric)
    guard metric == .csatScore, let others = otherScales(in: group) else { return cells }
    var kept = cells
    for row in others { kept[Int(row)] = .null(.notApplicable) }
    return kept
  }

  private func otherScales(in group: CohortGroup) -> [Int32]? {
    let scales = table.whole(table.ratingScale, fill: nil)
    let common = RatingScale.commonest(scales, rows: group.rows)
    let others = group.rows.filter { row in scales[Int(row)].map { $0 != common } ?? false }
    return others.isEmpty ? nil : others
  }

  /// M01.
  private func count(_ group: CohortGroup) -> MetricSummary {
    MetricSummary(
      statistic: "count",
      metric: .contactCount,
      cohort: group.cohort,
      period: group.period,
      estimate: Estimate(
        value: Double(group.rows.count),
        denominator: group.rows.count,
        customers: Int((group.customer.max() ?? -1) + 1)
      )
    )
  }

  /// M03 and M04: shares of all counted contacts.
  private func shares(_ period: Period) -> [MetricSummary] {
    let total = selection.all.count
    func share(_ metric: MetricDefinition, _ cohort: Cohort) -> MetricSummary {
      let part = rows(cohort).count
      var estimate = Estimate(numerator: part, denominator: total)
      if total == 0 {
        estimate.nullReason = "not_in_export"
      } else if total < options.minCell {
        estimate = estimate.withheld
      } else {
        estimate.value = Double(part) / Double(total)
      }
      return MetricSummary(
        statistic: "share",
        metric: metric,
        cohort: cohort,
        period: period,
        estimate: estimate
      )
    }
    return HandledBy.allCases.map { share(.handledShare, .handledBy($0)) }
      + EntryCohort.allCases.map { share(.entryShare, .entry($0)) }
  }

  /// M27: refused, because logs cannot show what would have happened without the bot.
  private func deflection(_ group: CohortGroup) -> MetricSummary {
    MetricSummary(
      statistic: "rate",
      metric: .deflectionRate,
      cohort: group.cohort,
      period: group.period,
      estimate: Estimate(nullReason: NullReason.needsCounterfactual.name)
    )
  }
}

extension Cohort {
  /// The cohorts of the whole period, in the order of the report.
  static let described: [Cohort] =
    [.all] + EntryCohort.allCases.map { .entry($0) } + HandledBy.allCases.map { .handledBy($0) }

  /// The cohorts that are followed week by week.
  static let weekly: [Cohort] = [.all, .entry(.botFirst), .entry(.humanFirst)]
}

extension MetricDefinition {
  /// M27.
  static let deflectionRate = MetricDefinition(
    "M27",
    "deflection_rate",
    "Deflection",
    unit: .proportion,
    level: .cohort,
    better: .neither,
    formula: "Always null: logs cannot show who would have reached a human without the bot.",
    edgeCases: "Needs a randomised hold-out.",
    reason: "We refuse the number rather than print another under its name."
  )
}
