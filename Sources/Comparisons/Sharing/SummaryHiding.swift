import Facts

/// Hides small counts in the figures of all cohorts and weeks.
///
/// Cohorts add up to all contacts, twice: by who was given the contact and by who took part; weeks add up to the whole
/// period. A hidden denominator may stand under another name in another figure of the same group, so equal numbers of a
/// group are hidden with it.
struct SummaryHiding {
  /// A cohort in a period.
  struct Group: Hashable {
    var cohort: Cohort
    /// The Monday; nil for the whole period.
    var monday: Int?

    /// What readers need most is hidden last.
    fileprivate var rank: Int {
      switch cohort {
      case .entry(.botFirst), .entry(.humanFirst): monday == nil ? 3 : 1
      case .all: monday == nil ? 1 : 0
      case .entry(.none), .handledBy: 0
      }
    }
  }

  /// One metric and statistic in all groups.
  private struct Sheet {
    var groups: [Group] = []
    var places: [Int] = []
    var isHidden: [Bool] = []
    var isAnswerHidden: [Bool] = []
  }

  private(set) var summaries: [MetricSummary]
  private let threshold: Int
  private var sheets: [Sheet] = []
  private let mondays: [Int]

  init(_ summaries: [MetricSummary], threshold: Int) {
    self.summaries = summaries
    self.threshold = threshold
    var order: [[String]: Int] = [:]
    var weeks: Set<Int> = []
    // Its contacts with a yes are those that are counted at all, whose number stands elsewhere: the few others would follow.
    let isEngagedHidden = summaries.contains { summary in
      let estimate = summary.estimate
      let others = (estimate.denominator ?? 0) - (estimate.numerator ?? 0)
      return summary.metric.id == MetricDefinition.engagedRate.id && others > 0
        && others < threshold
    }
    for (place, summary) in summaries.enumerated() {
      if isEngagedHidden, summary.metric.id == MetricDefinition.engagedRate.id {
        self.summaries[place].estimate = Estimate(nullReason: Sharing.reason)
        self.summaries[place].excluded = []
        self.summaries[place].evidence = []
        continue
      }
      let group = Group(summary)
      if let monday = group.monday { weeks.insert(monday) }
      let key = [summary.metric.id, summary.statistic]
      let sheet = order[key] ?? sheets.count
      order[key] = sheet
      if sheet == sheets.count { sheets.append(Sheet()) }
      sheets[sheet].groups.append(group)
      sheets[sheet].places.append(place)
      sheets[sheet].isHidden.append(false)
      sheets[sheet].isAnswerHidden.append(false)
    }
    mondays = weeks.sorted()
    hide()
    write()
  }

  /// Groups in which even the number of contacts is hidden.
  private(set) var hiddenGroups: Set<Group> = []
  /// Groups in which a figure is hidden wholly, by metric and statistic.
  private(set) var hidden: Set<[String]> = []

  /// Numbers of the whole period that are hidden for the sake of others, not because they are small.
  private(set) var numbers: Set<Int> = []

  static func key(_ metric: String, _ cohort: Cohort) -> [String] { [metric, cohort.name] }

  private mutating func hide() {
    if let first = sheets.indices.first(where: { isCount($0) }) {
      closeSizes(first)
      for (row, group) in sheets[first].groups.enumerated() where sheets[first].isHidden[row] {
        hiddenGroups.insert(group)
      }
    }
    var open = Array(sheets.indices)
    // Each round can only hide more, so it ends.
    while !open.isEmpty {
      for sheet in open {
        closeSizes(sheet)
        closeAnswers(sheet)
      }
      open = hideEqual()
    }
  }

  private func isCount(_ sheet: Int) -> Bool {
    summaries[sheets[sheet].places[0]].statistic == "count"
  }

  private func size(_ sheet: Int, _ row: Int) -> Int {
    max(0, summaries[sheets[sheet].places[row]].estimate.denominator ?? 0)
  }

  /// Contacts with a yes; nil where a figure is no share.
  private func yes(_ sheet: Int, _ row: Int) -> Int? {
    summaries[sheets[sheet].places[row]].estimate.numerator.map { max(0, $0) }
  }

  private func no(_ sheet: Int, _ row: Int) -> Int? {
    yes(sheet, row).map { max(0, size(sheet, row) - $0) }
  }

  private func isSmall(_ value: Int) -> Bool { value > 0 && value < threshold }

  // MARK: Sizes, then answers

  private mutating func closeSizes(_ sheet: Int) {
    let isShare = summaries[sheets[sheet].places[0]].statistic == "share"
    let isAllHidden = hiddenGroups.contains(Group(cohort: .all))
    for row in sheets[sheet].groups.indices {
      let customers = summaries[sheets[sheet].places[row]].estimate.customers ?? 0
      // Who is behind no contact cannot be found by it; a share of all contacts names their number.
      guard size(sheet, row) > 0 else { continue }
      if isSmall(size(sheet, row)) || isSmall(customers) || (isShare && isAllHidden) {
        sheets[sheet].isHidden[row] = true
      }
    }
    guard !isShare else { return }
    close(sheet, \.isHidden, sheets[sheet].groups.indices.map { size(sheet, $0) })
  }

  private mutating func closeAnswers(_ sheet: Int) {
    guard sheets[sheet].groups.indices.contains(where: { yes(sheet, $0) != nil }) else { return }
    for row in sheets[sheet].groups.indices {
      let isFew = isSmall(yes(sheet, row) ?? 0) || isSmall(no(sheet, row) ?? 0)
      if isFew || sheets[sheet].isHidden[row] { sheets[sheet].isAnswerHidden[row] = true }
    }
    let rows = sheets[sheet].groups.indices
    var before: [Bool] = []
    while before != sheets[sheet].isAnswerHidden {
      before = sheets[sheet].isAnswerHidden
      close(sheet, \.isAnswerHidden, rows.map { yes(sheet, $0) ?? 0 })
      close(sheet, \.isAnswerHidden, rows.map { no(sheet, $0) ?? 0 })
    }
  }

  private mutating func close(
    _ sheet: Int,
    _ flags: WritableKeyPath<Sheet, [Bool]>,
    _ values: [Int]
  ) {
    guard sheets[sheet][keyPath: flags].contains(true) else { return }
    var hiding = CellHiding(threshold: threshold)
    var cells: [Group: Int] = [:]
    for (row, group) in sheets[sheet].groups.enumerated() {
      cells[group] = hiding.add(
        values[row],
        rank: group.rank,
        isHidden: sheets[sheet][keyPath: flags][row]
      )
    }
    for (total, parts) in sums where cells[total] != nil {
      let present = parts.compactMap { cells[$0] }
      guard !present.isEmpty, let whole = cells[total] else { continue }
      let rest = hiding.cells[whole].value - present.reduce(0) { $0 + hiding.cells[$1].value }
      // Figures that do not add up, as shares on scales of their own, follow from nothing.
      guard rest >= 0 else { continue }
      // Contacts that no row is about: nobody assigned in a week, or undated.
      let unseen = rest > 0 ? [hiding.add(rest, rank: 0, isShown: false)] : []
      hiding.tie(whole, present + unseen)
    }
    hiding.close()
    for (row, group) in sheets[sheet].groups.enumerated() {
      if let cell = cells[group], hiding.cells[cell].isHidden {
        sheets[sheet][keyPath: flags][row] = true
      }
    }
  }

  /// What adds up to what.
  private var sums: [(total: Group, parts: [Group])] {
    let all = Group(cohort: .all)
    var sums: [(total: Group, parts: [Group])] = [
      (all, EntryCohort.allCases.map { Group(cohort: .entry($0)) }),
      (all, HandledBy.allCases.map { Group(cohort: .handledBy($0)) }),
    ]
    for cohort in Cohort.weekly {
      sums.append((Group(cohort: cohort), mondays.map { Group(cohort: cohort, monday: $0) }))
    }
    for monday in mondays {
      let sides = Cohort.weekly.dropFirst().map { Group(cohort: $0, monday: monday) }
      sums.append((Group(cohort: .all, monday: monday), sides))
    }
    return sums
  }

  // MARK: The same number elsewhere

  /// Hides what equals a hidden size of the same group: it may be the same contacts under another name.
  ///
  /// Small numbers are hidden wherever they stand.
  ///
  /// - Returns: The sheets in which there was something to hide.
  private mutating func hideEqual() -> [Int] {
    var sizes: [Group: Set<Int>] = [:]
    for sheet in sheets.indices {
      for (row, group) in sheets[sheet].groups.enumerated() where sheets[sheet].isHidden[row] {
        sizes[group, default: []].insert(size(sheet, row))
      }
    }
    var changed: Set<Int> = []
    for sheet in sheets.indices {
      for (row, group) in sheets[sheet].groups.enumerated() {
        guard let hidden = sizes[group] else { continue }
        func isNamed(_ value: Int?) -> Bool {
          value.map { $0 >= threshold && hidden.contains($0) } ?? false
        }
        if !sheets[sheet].isHidden[row], isNamed(size(sheet, row)) {
          sheets[sheet].isHidden[row] = true
          changed.insert(sheet)
        }
        if !sheets[sheet].isAnswerHidden[row], isNamed(yes(sheet, row)) || isNamed(no(sheet, row)) {
          sheets[sheet].isAnswerHidden[row] = true
          changed.insert(sheet)
        }
      }
    }
    return changed.sorted()
  }

  private mutating func write() {
    for sheet in sheets {
      for (row, place) in sheet.places.enumerated() {
        let isTold =
          sheet.groups[row].monday == nil && Cohort.weekly.contains(sheet.groups[row].cohort)
        let numbers = [summaries[place].estimate.denominator, summaries[place].estimate.numerator]
        let isHidden = [sheet.isHidden[row], sheet.isHidden[row] || sheet.isAnswerHidden[row]]
        for (number, isHidden) in zip(numbers, isHidden) where isHidden {
          if isTold, let number, number >= threshold { self.numbers.insert(number) }
        }
        // Reasons and evidence are small numbers by nature, and say less than the figure.
        summaries[place].excluded = []
        summaries[place].evidence = []
        let estimate = summaries[place].estimate
        if sheet.isHidden[row] {
          summaries[place].estimate = Estimate(nullReason: Sharing.reason)
        } else if sheet.isAnswerHidden[row] {
          summaries[place].estimate = Estimate(
            denominator: estimate.denominator,
            nullReason: Sharing.reason
          )
        } else {
          continue
        }
        summaries[place].isDrivenByFew = false
        let cohort = summaries[place].cohort
        if summaries[place].period == .whole {
          hidden.insert(Self.key(summaries[place].metric.id, cohort))
        }
      }
    }
  }
}

extension SummaryHiding.Group {
  init(_ summary: MetricSummary) {
    cohort = summary.cohort
    if case .week(let day, _) = summary.period { monday = day } else { monday = nil }
  }
}
