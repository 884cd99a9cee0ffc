import Cohorts
package import Facts

/// Every metric for every cohort over the whole period, and per ISO week.
///
/// Weeks have rates and medians of all contacts and of the two entry cohorts that are compared.
/// - Complexity: one sort by customer and one of each amount, then a walk per group for all rates
///   together and one for eight amounts.
package func summaries(
  of table: ContactTable,
  options: ComparisonOptions,
  runner: some PieceRunner = InTurn()
) async -> [MetricSummary] {
  let selection = CohortSelection(table)
  let workload = Workload(table, selection, options)
  return await Summaries(table, selection, options).all(runner, workload)
}

/// The order: period, then cohort, then dictionary order of the metrics.
struct Summaries: Sendable {
  let table: ContactTable
  let selection: CohortSelection
  let options: ComparisonOptions
  let builder: SummaryBuilder
  let ratings: RatingScales
  let grouping: Grouping

  /// What one set of groups says, group by group.
  typealias OfSet = [[MetricSummary]]

  init(_ table: ContactTable, _ selection: CohortSelection, _ options: ComparisonOptions) {
    self.table = table
    self.selection = selection
    self.options = options
    builder = SummaryBuilder(table: table, options: options)
    ratings = RatingScales(table)
    grouping = Grouping(table, selection)
  }

  func all(_ runner: some PieceRunner, _ workload: Workload) async -> [MetricSummary] {
    let sets = grouping.sets
    let whole = grouping.whole
    // By set, each with all groups; of measures that weeks do not have, without the sets of weeks.
    var found: [[OfSet]] = []
    var sheets: [RateSheet] = []
    let metrics = table.metrics
    // Without a calendar nobody asked for second figures: no rows, rather than hundreds of empty ones.
    let isAsked = { (needsCalendar: Bool) in table.hasCalendar || !needsCalendar }
    for chunk in metrics.rates.filter({ isAsked($0.needsCalendar) }).chunks(of: RateSheet.most) {
      let sheet = await rateSheet(chunk, runner)
      let isFirst = sheets.isEmpty
      found.append(
        await runner.results(of: sets.count) { rates(sheet, isFirst: isFirst, inSet: $0) }
      )
      sheets.append(sheet.countsAlone)
    }
    let ofRates = found
    for chunk in metrics.values.filter({ isAsked($0.needsCalendar) }).chunks(of: AmountSheet.width)
    {
      let orders = await runner.results(of: chunk.count) {
        AmountOrder(chunk[$0], table, grouping)
      }
      let sheet = AmountSheet(orders, table, grouping)
      found.append(await runner.results(of: sets.count) { amounts(sheet, inSet: $0) })
    }
    let ofReplies = metrics.replies
    found += await runner.results(of: ofReplies.count) { metric in
      let sheet = ReplySheet(ofReplies[metric], table, grouping)
      return whole.map { self.replies(sheet, inSet: $0) }
    }
    found.append(await runner.results(of: whole.count) { [sheets] in repeats(sheets, inSet: $0) })
    found.append(
      await runner.results(of: whole.count) { set in
        ranges(inSet: set, beside: ofRates.map { $0[set] })
      }
    )
    if metrics == .all {
      found.append(await runner.results(of: whole.count) { costs(inSet: $0) })
      found.append(await runner.results(of: whole.count) { surveys(inSet: $0) })
      found.append(await runner.results(of: whole.count) { languages(inSet: $0) })
      found.append(await runner.results(of: whole.count) { servedHours(inSet: $0) })
    }
    found.append(whole.map { notComputed(metrics.leftOut, inSet: $0) })
    return inOrder(found, workload)
  }

  /// All summaries in one list: by set, group and measure.
  private func inOrder(_ found: [[OfSet]], _ workload: Workload) -> [MetricSummary] {
    var all: [MetricSummary] = []
    // Made once: a summary is large.
    all.reserveCapacity(found.joined().joined().reduce(1_000) { $0 + $1.count })
    func add(_ set: Int) {
      for group in grouping.sets[set].groups.indices {
        for part in found where set < part.count { all += part[set][group] }
      }
    }
    for set in grouping.whole { add(set) }
    all += shares(.whole)
    if table.metrics == .all { all += workload.summaries }
    let firstOfWeeks = all.count
    for set in grouping.sets.indices.dropFirst(grouping.whole.upperBound) { add(set) }
    WeekRule(options: options).mark(&all, from: firstOfWeeks)
    return all
  }

  private func rows(_ cohort: Cohort) -> [Int32] {
    switch cohort {
    case .all: selection.all
    case .entry(let cohort): selection.rows(cohort)
    case .handledBy(let cohort): selection.rows(cohort)
    }
  }

  /// What `--metrics` left out: null in every group, so that nobody takes a missing row for a zero.
  private func notComputed(_ metrics: [MetricDefinition], inSet number: Int) -> OfSet {
    grouping.sets[number].groups.map { group in
      guard group.isShown else { return [] }
      return metrics.map { metric in
        MetricSummary(
          statistic: metric.unit == .proportion ? "rate" : "p50",
          metric: metric,
          cohort: group.cohort,
          period: group.period,
          estimate: Estimate(nullReason: NullReason.notComputed.name)
        )
      }
    }
  }

  /// M03 and M04: shares of all counted contacts.
  private func shares(_ period: Period) -> [MetricSummary] {
    let total = selection.all.count
    func share(_ metric: MetricDefinition, _ cohort: Cohort) -> MetricSummary {
      let part = rows(cohort).count
      var estimate = Estimate(numerator: part, denominator: total)
      if total == 0 {
        estimate.nullReason = "no_contacts"
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
}
