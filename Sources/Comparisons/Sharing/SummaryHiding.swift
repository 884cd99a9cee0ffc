import Facts

/// Hides small counts in the figures of all cohorts and weeks, and every figure that would tell one.
///
/// Three rules, until nothing changes: linked figures are hidden from the first on that would tell a small count
/// (`LinkedFigures`); cohorts and weeks are hidden with those that would follow from them (`GroupHiding`); and a number of
/// contacts that must not be known is hidden under every name.
struct SummaryHiding {
  /// A cohort in a period.
  struct Group: Hashable {
    var cohort: Cohort
    /// The Monday; nil for the whole period.
    var monday: Int?
  }

  private(set) var summaries: [MetricSummary]
  /// Groups in which even the number of contacts is hidden.
  private(set) var hiddenGroups: Set<Group> = []
  /// Figures that are hidden in the whole period, by metric and cohort.
  private(set) var hidden: Set<[String]> = []
  /// Numbers of the whole period that are hidden for the sake of others, not because they are small.
  private(set) var numbers: Set<Int> = []

  static func key(_ metric: String, _ cohort: Cohort) -> [String] { [metric, cohort.name] }

  private let threshold: Int
  private let sheet: CountSheet
  /// Places in which what a metric rests on must not be known.
  private var unsized: [String: GroupHiding] = [:]
  /// Places in which a metric is hidden.
  private var isHidden: [String: [Bool]] = [:]
  /// Places in which it must be, for the sake of metrics that are not linked to it.
  private var forced: [String: Set<Int>] = [:]

  init(_ summaries: [MetricSummary], threshold: Int) {
    self.summaries = summaries
    self.threshold = threshold
    sheet = CountSheet(summaries)
    let linked = LinkedFigures.all.flatMap { $0.steps.joined() }
    let families =
      LinkedFigures.all
      + sheet.metrics.filter { !linked.contains($0) }.map { LinkedFigures(alone: $0) }
    closeSizes()
    var isStable = false
    // Each round can only hide more, so it ends.
    while !isStable {
      for family in families { close(family) }
      isStable = !forceGroups() && !forceNumbers()
    }
    write()
  }

  private var none: GroupHiding { GroupHiding(weeks: sheet.mondays.count, threshold: threshold) }

  // MARK: Numbers of contacts

  /// Where the number of contacts behind a figure must not be known, that number is hidden wherever it stands.
  private mutating func closeSizes() {
    for metric in sheet.metrics {
      var hiding = none
      hiding.close(sheet.sizes(metric))
      unsized[metric] = hiding
    }
    var isStable = false
    while !isStable {
      isStable = true
      let numbers = unknownNumbers()
      for metric in sheet.metrics {
        guard var hiding = unsized[metric] else { continue }
        let found = places(numbers, metric) { [$0.size] }.filter { !hiding.isHidden[$0] }
        guard !found.isEmpty else { continue }
        for place in found { hiding.hide(place) }
        hiding.close(sheet.sizes(metric))
        unsized[metric] = hiding
        isStable = false
      }
    }
  }

  /// By place; small ones are hidden anyway.
  private func unknownNumbers() -> [Set<Int>] {
    var numbers = [Set<Int>](repeating: [], count: sheet.contacts.count)
    let counts = unsized[MetricDefinition.contactCount.id]?.isHidden
    for (metric, hiding) in unsized {
      for place in numbers.indices where hiding.isHidden[place] {
        for figure in sheet.figures[metric] ?? [] where figure.size[place] >= threshold {
          // How many contacts there are in all is told where it is not hidden itself.
          let isTold = counts?[place] == false && figure.size[place] == sheet.contacts[place]
          if !isTold { numbers[place].insert(figure.size[place]) }
        }
      }
    }
    return numbers
  }

  /// Places in which a metric has one of the numbers that must not be known there.
  private func places(
    _ numbers: [Set<Int>],
    _ metric: String,
    _ counts: (CountSheet.Figure) -> [[Int]]
  ) -> [Int] {
    let lists = (sheet.figures[metric] ?? []).flatMap(counts)
    return numbers.indices.filter { place in
      !numbers[place].isEmpty && lists.contains { numbers[place].contains($0[place]) }
    }
  }

  // MARK: Figures

  private mutating func close(_ family: LinkedFigures) {
    var hiding = none
    for (step, metrics) in family.steps.enumerated() {
      let later = Set(family.steps.dropFirst(step + 1).joined())
      var cells = metrics.flatMap { sheet.cells($0) }
      for rest in family.rests {
        let needed = Set((rest.plus + rest.minus).map(\.metric))
        // Of the step in which the last of its figures stands.
        guard needed.isDisjoint(with: later), !needed.isDisjoint(with: metrics) else { continue }
        if let cell = sheet.cell(rest) { cells.append(cell) }
      }
      for metric in metrics {
        for place in forced[metric] ?? [] { hiding.hide(place) }
        for (place, isUnsized) in (unsized[metric]?.isHidden ?? []).enumerated() where isUnsized {
          hiding.hide(place)
        }
        for figure in sheet.figures[metric] ?? [] {
          for (place, customers) in figure.customers.enumerated() where hiding.isSmall(customers) {
            hiding.hide(place)
          }
        }
      }
      hiding.close(cells)
      for metric in metrics { isHidden[metric] = hiding.isHidden }
    }
  }

  /// Where even the number of contacts is hidden, nothing is shown.
  private mutating func forceGroups() -> Bool {
    guard let counts = isHidden[MetricDefinition.contactCount.id] else { return false }
    var isChanged = false
    for (place, isGone) in counts.enumerated() where isGone {
      for metric in sheet.metrics where isHidden[metric]?[place] == false {
        forced[metric, default: []].insert(place)
        isChanged = true
      }
    }
    return isChanged
  }

  /// Hides figures with a yes or a no of as many contacts as must not be known.
  private mutating func forceNumbers() -> Bool {
    let numbers = unknownNumbers()
    var isChanged = false
    for metric in sheet.metrics {
      let found = places(numbers, metric) { [$0.yes, $0.no].compactMap(\.self) }
      for place in found where isHidden[metric]?[place] == false {
        // How many contacts each side has stands in every report.
        let isSide = place == GroupHiding.bot || place == GroupHiding.human
        if isSide, metric == MetricDefinition.contactCount.id { continue }
        forced[metric, default: []].insert(place)
        isChanged = true
      }
    }
    return isChanged
  }

  // MARK: Writing

  private mutating func write() {
    let counts = isHidden[MetricDefinition.contactCount.id]
    let sides = [GroupHiding.all, GroupHiding.bot, GroupHiding.human]
    var told: Set<Int> = []
    for index in summaries.indices {
      let (summary, group) = (summaries[index], Group(summaries[index]))
      // Reasons and evidence are small numbers by nature, and say less than the figure.
      summaries[index].excluded = []
      summaries[index].evidence = []
      let (metric, estimate) = (summary.metric.id, summary.estimate)
      guard let place = sheet.place(group), estimate.denominator != nil else { continue }
      let isGone =
        CountSheet.isShareOfContacts(summary)
        ? counts?[place] == true || counts?[GroupHiding.all] == true
        : isHidden[metric]?[place] == true
      let found = [estimate.denominator, estimate.numerator].compactMap(\.self)
      if !isGone {
        if sides.contains(place) { told.formUnion(found) }
        continue
      }
      if sides.contains(place) { numbers.formUnion(found.filter { $0 >= threshold }) }
      summaries[index].estimate = Estimate(nullReason: Sharing.reason)
      summaries[index].isDrivenByFew = false
      if metric == MetricDefinition.contactCount.id { hiddenGroups.insert(group) }
      if summary.period == .whole { hidden.insert(Self.key(metric, summary.cohort)) }
    }
    numbers.subtract(told)
  }
}

extension SummaryHiding.Group {
  init(_ summary: MetricSummary) {
    cohort = summary.cohort
    if case .week(let day, _) = summary.period { monday = day } else { monday = nil }
  }
}
