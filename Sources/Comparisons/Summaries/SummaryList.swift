import Facts

/// The summaries of every group, gathered metric by metric and read group by group.
struct SummaryList {
  let sets: [GroupSet]
  private var summaries: [[[MetricSummary]]]

  init(_ sets: [GroupSet]) {
    self.sets = sets
    summaries = sets.map { set in set.groups.map { _ in [] } }
  }

  /// Adds what `body` makes of each group of the sets that the report shows.
  mutating func add(
    to chosen: Range<Int>,
    _ body: (_ group: CohortGroup, _ set: Int, _ place: Int) -> [MetricSummary]
  ) {
    for set in chosen {
      for (place, group) in sets[set].groups.enumerated() where group.isShown {
        summaries[set][place] += body(group, set, place)
      }
    }
  }

  /// All summaries of some sets: set by set, then group by group.
  func all(of chosen: Range<Int>) -> [MetricSummary] {
    summaries[chosen].flatMap { $0.flatMap(\.self) }
  }

  /// The same for weeks, each marked whole or not.
  func weeks(of chosen: Range<Int>, rule: WeekRule) -> [MetricSummary] {
    var windows: [String: Int64] = [:]
    return all(of: chosen).map { summary in
      guard case .week(let monday, _) = summary.period else { return summary }
      let id = summary.metric.id
      let window = windows[id] ?? WeekRule.window(of: summary.metric)
      windows[id] = window
      var summary = summary
      let isComplete = rule.isComplete(monday: monday, window: window)
      summary.period = .week(monday: monday, complete: isComplete)
      return summary
    }
  }
}

extension CohortGroup {
  /// Weeks without contacts are left out, and so is the cohort of contacts that nobody opened.
  fileprivate var isShown: Bool {
    if case .week = period { return !rows.isEmpty }
    return cohort != .entry(.none) || !rows.isEmpty
  }
}
