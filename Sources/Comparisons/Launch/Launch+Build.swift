import Cohorts
import Facts
import Statistics

extension Launch {
  /// The headline measures before and after the launch; nil without a date.
  ///
  /// Weeks are whole: the one in which the date falls counts as after, and an incomplete one is left
  /// out. A date inside a week therefore thins the jump; reports say so.
  init?(_ design: ComparisonDesign, family: [ComparisonFinding], summaries: [MetricSummary]) {
    guard let day = design.options.launchDay else { return nil }
    // 1970-01-05 was a Monday.
    let monday = day - ((day - 4) % 7 + 7) % 7
    let series = WeeklySeries(summaries)
    var changes: [Change] = []
    for finding in family {
      for cohort in [Cohort.all, .entry(.botFirst), .entry(.humanFirst)] {
        let weeks = (series.series(finding.metric, cohort) ?? []).filter(\.isComplete)
        guard !weeks.isEmpty else { continue }
        changes.append(
          Change(finding.metric, cohort, weeks, from: monday, level: design.options.level)
        )
      }
      if let metric = RateMetric.all.first(where: { $0.id == finding.metric.id }) {
        let change = Change(metric, design, from: monday)
        if change.weeksBefore + change.weeksAfter > 0 { changes.append(change) }
      }
    }
    for index in changes.indices {
      changes[index].sentence = LaunchWords.sentence(changes[index], level: design.options.level)
    }
    self.init(day: day, monday: monday, changes: changes)
  }
}

extension Launch.Change {
  /// Segmented regression on the weeks around the date that follow each other without a gap.
  fileprivate init(
    _ metric: MetricDefinition,
    _ cohort: Cohort,
    _ weeks: [WeeklySeries.Week],
    from monday: Int,
    level: Double
  ) {
    let isRatio = metric.unit == .seconds
    let (before, after) = Self.unbroken(weeks, around: monday)
    self.init(
      method: .interruptedSeries,
      metric: metric,
      statistic: weeks.first?.statistic ?? "rate",
      cohort: cohort,
      isRatio: isRatio,
      weeksBefore: before.count,
      weeksAfter: after.count,
      level: Estimate(nullReason: "too_few_weeks")
    )
    slope = Estimate(nullReason: "too_few_weeks")
    guard min(before.count, after.count) >= Launch.fewestWeeks else { return }
    let values = (before + after).compactMap {
      isRatio ? RatioScale.logarithm($0.value) : $0.value
    }
    guard values.count == before.count + after.count,
      let fit = InterruptedSeries(values, launch: before.count),
      let z = NormalDistribution.z(level: level)
    else {
      self.level.nullReason = "not_estimable"
      slope?.nullReason = "not_estimable"
      return
    }
    func estimate(_ value: Double, _ error: Double) -> Estimate {
      func shown(_ value: Double) -> Double { isRatio ? RatioScale.exponential(value) : value }
      return Estimate(
        value: shown(value),
        lower: shown(value - z * error),
        upper: shown(value + z * error)
      )
    }
    self.level = estimate(fit.levelChange, fit.levelError)
    slope = estimate(fit.slopeChange, fit.slopeError)
  }

  /// The weeks next to the date, up to the first gap on each side.
  private static func unbroken(
    _ weeks: [WeeklySeries.Week],
    around monday: Int
  ) -> (before: [WeeklySeries.Week], after: [WeeklySeries.Week]) {
    var before: [WeeklySeries.Week] = []
    for week in weeks.filter({ $0.monday < monday }).reversed() {
      guard week.monday == monday - 7 * (before.count + 1) else { break }
      before.append(week)
    }
    var after: [WeeklySeries.Week] = []
    for week in weeks where week.monday >= monday {
      guard week.monday == monday + 7 * after.count else { break }
      after.append(week)
    }
    return (before.reversed(), after)
  }

  /// The bot's change beside the humans', over contacts of complete weeks.
  ///
  /// The four sizes are effective ones, so that customers who return are not counted as many.
  fileprivate init(_ metric: RateMetric, _ design: ComparisonDesign, from monday: Int) {
    let rule = WeekRule(options: design.options)
    let window = WeekRule.window(of: metric.definition)
    let weekOf = design.table.whole(design.table.week, fill: nil)
    var known: [Int: Bool] = [:]
    var usable = [Int?](repeating: nil, count: design.rows.count)
    for (position, row) in design.rows.enumerated() {
      guard let week = weekOf[Int(row)].map(Int.init) else { continue }
      let isComplete = known[week] ?? rule.isComplete(monday: week, window: window)
      known[week] = isComplete
      if isComplete { usable[position] = week }
    }
    let complete = known.filter(\.value).keys
    self.init(
      method: .differenceInDifferences,
      metric: metric.definition,
      statistic: "rate",
      cohort: .entry(.botFirst),
      isRatio: false,
      weeksBefore: complete.count { $0 < monday },
      weeksAfter: complete.count { $0 >= monday },
      level: Estimate(nullReason: "too_few")
    )
    let column = RateColumn(metric, design)
    let isYes = column.answers.map { $0 == 2 }
    guard let frame = try? CohortFrame(cluster: design.customer) else { return }
    func cell(_ arm: UInt8, _ isIn: (Int) -> Bool) -> (x: Double, n: Double)? {
      let mask = design.rows.indices.map {
        column.answers[$0] > 0 && design.arm[$0] == arm && (usable[$0].map(isIn) ?? false)
      }
      guard mask.count(where: { $0 }) >= design.options.minCell,
        let rate = try? frame.proportion(isYes, among: mask, level: design.options.level),
        let share = rate.estimate, let size = rate.size.effective, size > 0
      else { return nil }
      return (share * size, size)
    }
    guard let botBefore = cell(1, { $0 < monday }), let botAfter = cell(1, { $0 >= monday }),
      let humanBefore = cell(0, { $0 < monday }), let humanAfter = cell(0, { $0 >= monday }),
      let change = DifferenceInDifferences(
        targetBefore: botBefore,
        targetAfter: botAfter,
        controlBefore: humanBefore,
        controlAfter: humanAfter,
        level: design.options.level
      )
    else { return }
    level = Estimate(
      value: change.estimate,
      lower: change.interval.lower,
      upper: change.interval.upper
    )
  }
}

/// A change at a launch in one sentence, with its assumption.
enum LaunchWords {
  static func sentence(_ change: Launch.Change, level: Double) -> String {
    let what = change.metric.title + ", " + who(change)
    let weeks =
      NumberWords.count(change.weeksBefore)
      + (change.weeksBefore == 1 ? " complete week before, " : " complete weeks before, ")
      + NumberWords.count(change.weeksAfter) + " after"
    guard let jump = effect(change.level, change, level: level) else {
      return what + ": not estimable, " + reason(change) + " (" + weeks + ")."
    }
    guard change.method == .interruptedSeries else {
      return what + ": " + jump + "; " + weeks + ". " + Launch.assumption
    }
    let trend = change.slope.flatMap { effect($0, change, level: level) }
    return what + ": " + jump + " at once" + (trend.map { ", then " + $0 + " each week" } ?? "")
      + "; " + weeks + ". " + Launch.assumption
  }

  private static func who(_ change: Launch.Change) -> String {
    guard change.method == .interruptedSeries else {
      return "the bot\u{2019}s change less that of the humans"
    }
    switch change.cohort {
    case .entry(.botFirst): return "contacts that the bot opened"
    case .entry(.humanFirst): return "contacts that humans opened"
    default: return "all contacts"
    }
  }

  private static func effect(
    _ estimate: Estimate,
    _ change: Launch.Change,
    level: Double
  ) -> String? {
    change.isRatio
      ? EffectWords.ratio(estimate, level: level, as: "long")
      : EffectWords.points(estimate, level: level)
  }

  private static func reason(_ change: Launch.Change) -> String {
    switch change.level.nullReason {
    case "too_few_weeks":
      "a side has fewer than " + NumberWords.count(Launch.fewestWeeks) + " weeks without a gap"
    case "too_few": "a side has too few contacts"
    default: "the weeks do not determine it"
    }
  }
}
