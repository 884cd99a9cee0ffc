import Cohorts
package import Facts
import Statistics

/// Every metric for every cohort over the whole period, and per ISO week.
///
/// Weeks have rates and medians of all contacts and of the two entry cohorts that are compared.
/// - Complexity: one sort by customer and one of each amount, then a few passes per metric.
package func summaries(of table: ContactTable, options: ComparisonOptions) -> [MetricSummary] {
  Summaries(table, CohortSelection(table), options).all()
}

/// The order: period, then cohort, then dictionary order of the metrics.
///
/// The work goes metric by metric: a column is sorted once, and then dealt out to all groups.
struct Summaries {
  private let table: ContactTable
  private let selection: CohortSelection
  private let options: ComparisonOptions
  private let builder: SummaryBuilder
  private let ratings: RatingScales

  init(_ table: ContactTable, _ selection: CohortSelection, _ options: ComparisonOptions) {
    self.table = table
    self.selection = selection
    self.options = options
    builder = SummaryBuilder(table: table, options: options)
    ratings = RatingScales(table)
  }

  func all() -> [MetricSummary] {
    let maker = GroupMaker(table)
    let ordered = maker.ordered(selection.all)
    let whole = maker.whole(ordered)
    var list = SummaryList(whole + maker.weekly(ordered))
    let weeks = whole.count..<list.sets.count
    list.add(to: list.sets.indices) { group, _, _ in [count(group)] }
    addRates(to: &list, formed: maker.whole(maker.ordered(selection.formed)))
    addValues(to: &list)
    for metric in ReplyMetric.all {
      let column = ReplyColumn(
        metric,
        table.list(of: metric),
        ordered: ordered,
        customer: maker.customer
      )
      for (index, set) in whole.enumerated() {
        let replies = DealtReplies(metric.definition, column, set.partition)
        list.add(to: index..<index + 1) { group, _, place in
          replies.summaries(of: place, in: group, builder)
        }
      }
    }
    list.add(to: whole.indices) { group, _, _ in builder.kaplanMeier(in: group) }
    return list.all(of: whole.indices) + shares(.whole)
      + list.weeks(of: weeks, rule: WeekRule(options: options))
  }

  /// Yes/no measures; `formed` has the same cohorts with contacts in which nobody engaged.
  private func addRates(to list: inout SummaryList, formed: [GroupSet]) {
    for metric in RateMetric.all {
      let cells = table.cells(of: metric)
      guard metric != .engaged else {
        list.add(to: formed.indices) { _, set, place in
          let group = formed[set].groups[place]
          return [builder.rate(metric, raw(metric, cells, in: group), in: group)]
        }
        continue
      }
      list.add(to: list.sets.indices) { group, set, _ in
        let rate = builder.rate(metric, raw(metric, cells, in: group), in: group)
        let isWhole = formed.indices.contains(set)
        return metric == .netContainment && isWhole ? [rate, deflection(group)] : [rate]
      }
    }
  }

  private func addValues(to list: inout SummaryList) {
    for metric in ValueMetric.all {
      let column = AmountColumn(table.cells(of: metric), rows: selection.all)
      for (index, set) in list.sets.enumerated() {
        let sorted = column.sorted(in: set.partition)
        list.add(to: index..<index + 1) { group, _, place in
          values(metric, column, sorted[place], in: group, onlyMedian: set.isWeekly)
        }
      }
    }
  }

  /// A rate's cells in a group.
  private func raw(_ metric: RateMetric, _ cells: [RateCell], in group: CohortGroup) -> [UInt8] {
    var raw = group.rows.map { cells[Int($0)].rawValue }
    if metric == .csatTop2 {
      for place in ratings.others(in: group.rows) {
        raw[place] = RateCell.null(.notApplicable).rawValue
      }
    }
    return raw
  }

  private func values(
    _ metric: ValueMetric,
    _ column: AmountColumn,
    _ sorted: ArraySlice<Double>,
    in group: CohortGroup,
    onlyMedian: Bool
  ) -> [MetricSummary] {
    var values = group.rows.map { column.values[Int($0)] }
    var kinds = group.rows.map { column.kinds[Int($0)] }
    var sorted = sorted
    let others = metric == .csatScore ? ratings.others(in: group.rows) : []
    for place in others {
      values[place] = .nan
      kinds[place] = ValueCounts.kind(of: .null(.notApplicable))
    }
    if !others.isEmpty { sorted = ValueOrder.values(values)[...] }
    let amounts = SummaryBuilder.Amounts(
      metric: metric.definition,
      cohort: group.cohort,
      period: group.period,
      runs: group.runs,
      values: values,
      sorted: sorted
    )
    return builder.values(amounts, kinds: kinds, onlyMedian: onlyMedian)
  }

  private func rows(_ cohort: Cohort) -> [Int32] {
    switch cohort {
    case .all: selection.all
    case .entry(let cohort): selection.rows(cohort)
    case .handledBy(let cohort): selection.rows(cohort)
    }
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
        customers: group.runs.customers
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
