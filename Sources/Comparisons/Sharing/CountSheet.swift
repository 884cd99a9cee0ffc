import Facts

/// The whole numbers behind all figures, by place: a cohort, in the whole period or in a week.
struct CountSheet {
  typealias Group = SummaryHiding.Group

  /// One statistic of a metric; all lists are by place, with zero where there is no row.
  struct Figure {
    var statistic: String
    /// What it rests on.
    var size: [Int]
    /// Nil where it is no share.
    var yes: [Int]?
    /// Contacts that it leaves out for how they were served, by reason.
    var leftOut: [String: [Int]] = [:]
    /// What it leaves out for any reason.
    var missing: [Int]
    /// Different customers.
    var customers: [Int]

    var no: [Int]? { yes.map { yes in zip(size, yes).map { max(0, $0 - $1) } } }
  }

  /// In order.
  let mondays: [Int]
  /// By metric.
  private(set) var figures: [String: [Figure]] = [:]
  /// In the order of the report.
  private(set) var metrics: [String] = []
  /// By place.
  private(set) var contacts: [Int]
  private let weeks: [Int: Int]
  private var allSizes: [String: [GroupHiding.Cell]] = [:]
  private var allCells: [String: [GroupHiding.Cell]] = [:]

  /// Reasons that say what was done for a contact, not how far the record reaches.
  private static let service = Set(
    [NullReason.notApplicable, .noReply, .handoffFailed, .notResolved, .noRating].map(\.name)
  )

  init(_ summaries: [MetricSummary]) {
    mondays = Set(summaries.compactMap { Group($0).monday }).sorted()
    weeks = Dictionary(uniqueKeysWithValues: zip(mondays, mondays.indices))
    let none = [Int](repeating: 0, count: GroupHiding.places(weeks: mondays.count))
    contacts = none
    for summary in summaries where summary.metric.id == MetricDefinition.contactCount.id {
      if let place = place(Group(summary)) { contacts[place] = summary.estimate.denominator ?? 0 }
    }
    for summary in summaries where !Self.isShareOfContacts(summary) {
      let (metric, estimate) = (summary.metric.id, summary.estimate)
      guard let place = place(Group(summary)), let size = estimate.denominator else { continue }
      if figures[metric] == nil { metrics.append(metric) }
      var list = figures[metric] ?? []
      let index = list.firstIndex { $0.statistic == summary.statistic } ?? list.count
      if index == list.count {
        list.append(
          Figure(statistic: summary.statistic, size: none, missing: none, customers: none)
        )
      }
      list[index].size[place] = max(0, size)
      if let yes = estimate.numerator ?? Self.counted(summary) {
        list[index].yes = list[index].yes ?? none
        list[index].yes?[place] = max(0, yes)
      }
      list[index].customers[place] = size > 0 ? max(0, estimate.customers ?? 0) : 0
      list[index].missing[place] = max(0, contacts[place] - size)
      // What a figure of replies leaves out does not follow from their number.
      if summary.excluded.reduce(size, { $0 + $1.count }) == contacts[place] {
        for (reason, count) in summary.excluded where Self.service.contains(reason) {
          list[index].leftOut[reason, default: none][place] = count
        }
      }
      figures[metric] = list
    }
    for metric in metrics {
      let sizes = makeSizes(metric)
      allSizes[metric] = sizes
      allCells[metric] = makeCells(metric, sizes)
    }
  }

  /// A share of all contacts, whose counts are the numbers of contacts.
  static func isShareOfContacts(_ summary: MetricSummary) -> Bool {
    [MetricDefinition.entryShare.id, MetricDefinition.handledShare.id].contains(summary.metric.id)
  }

  /// A number of messages is its own count; one of languages is nobody's.
  private static func counted(_ summary: MetricSummary) -> Int? {
    guard summary.statistic == "count", summary.metric.id != MetricDefinition.languagesServed.id
    else { return nil }
    return summary.estimate.value.flatMap { Int(exactly: $0.rounded()) }
  }

  func place(_ group: Group) -> Int? {
    guard let monday = group.monday else {
      switch group.cohort {
      case .all: return GroupHiding.all
      case .entry(.botFirst): return GroupHiding.bot
      case .entry(.humanFirst): return GroupHiding.human
      case .entry(.none): return GroupHiding.nobody
      case .handledBy(let parties): return GroupHiding.parties.lowerBound + Int(parties.rawValue)
      }
    }
    guard let week = weeks[monday] else { return nil }
    switch group.cohort {
    case .all: return GroupHiding.place(GroupHiding.all, week: week)
    case .entry(.botFirst): return GroupHiding.place(GroupHiding.bot, week: week)
    case .entry(.humanFirst): return GroupHiding.place(GroupHiding.human, week: week)
    case .entry(.none), .handledBy: return nil
    }
  }

  // MARK: Counts

  /// What a metric rests on.
  func sizes(_ metric: String) -> [GroupHiding.Cell] { allSizes[metric] ?? [] }

  /// All counts of a metric.
  func cells(_ metric: String) -> [GroupHiding.Cell] { allCells[metric] ?? [] }

  /// Once where several statistics rest on the same.
  private func makeSizes(_ metric: String) -> [GroupHiding.Cell] {
    var cells: [GroupHiding.Cell] = []
    for figure in figures[metric] ?? [] {
      cells.append(.init(values: figure.size))
      cells += figure.leftOut.sorted { $0.key < $1.key }.map { .init(values: $0.value) }
      cells.append(.init(values: figure.missing, isProtected: false))
    }
    return Self.unique(cells)
  }

  private func makeCells(
    _ metric: String,
    _ sizes: [GroupHiding.Cell]
  ) -> [GroupHiding.Cell] {
    var cells = sizes
    for figure in figures[metric] ?? [] {
      cells += [figure.yes, figure.no].compactMap(\.self).map { .init(values: $0) }
    }
    return Self.unique(cells)
  }

  /// What is left over; nil where a figure is missing.
  func cell(_ rest: LinkedFigures.Rest) -> GroupHiding.Cell? {
    let plus = rest.plus.compactMap { values($0) }
    let minus = rest.minus.compactMap { values($0) }
    guard plus.count == rest.plus.count, minus.count == rest.minus.count else { return nil }
    let sizes = (rest.plus + rest.minus).compactMap { figures[$0.metric]?.first?.size }
    let left = contacts.indices.map { place -> Int in
      if rest.needsSameSize, Set(sizes.map { $0[place] }).count > 1 { return 0 }
      var left = 0
      for counts in plus { left += counts[place] }
      for counts in minus { left -= counts[place] }
      return max(0, left)
    }
    return .init(values: left)
  }

  private func values(_ key: CountKey) -> [Int]? {
    guard let figure = figures[key.metric]?.first else { return nil }
    switch key.part {
    case .size: return figure.size
    case .yes: return figure.yes
    case .no: return figure.no
    }
  }

  private static func unique(_ cells: [GroupHiding.Cell]) -> [GroupHiding.Cell] {
    var seen: Set<GroupHiding.Cell> = []
    return cells.filter { seen.insert($0).inserted }
  }
}
