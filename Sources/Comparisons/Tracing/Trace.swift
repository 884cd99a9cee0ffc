import Cohorts
package import Facts

/// The contacts behind one figure of `metrics.csv`: who is in its numerator, in its denominator, and in neither.
package struct Trace: Sendable {
  /// One contact's part in the figure.
  package struct Line: Sendable {
    /// Row of the table.
    package var row: Int
    /// What it adds to the numerator and to the denominator: more than one only for measures of replies.
    package var numerator = 0
    package var denominator = 0
    /// The amount of a contact, in the metric's unit; of replies one for each.
    package var values: [Double] = []
    package var evidence: Evidence?
    /// Why it is in neither, as `metrics.csv` names it.
    package var reason: String?
    /// What the figure counts it under: a language, an hour of the week, the source of a handle time.
    package var group: String?
    /// A lower bound where observation ended first.
    package var censoredAt: Double?

    init(row: Int) { self.row = row }

    /// Groups of several words, such as a language and whether it is served, are counted under each.
    func isCounted(under group: String) -> Bool {
      self.group == group
        || self.group?.split(separator: " ").contains { $0 == group } ?? false
    }
  }

  package enum Side: String, Sendable, CaseIterable { case numerator, denominator, null }

  package let figure: TracedFigure
  /// One for each contact that the figure looks at, in the order of the table.
  package internal(set) var lines: [Line] = []
  package internal(set) var numerator = 0
  package internal(set) var denominator = 0
  /// Contacts in neither, by reason, as the table's column `excluded` has them.
  package private(set) var excluded: [(reason: String, count: Int)] = []

  /// Takes a figure apart.
  ///
  /// - Parameters:
  ///   - figure: What was counted.
  ///   - cohort: Of whom.
  ///   - monday: The week, by its Monday in days since 1970; nil for the whole period.
  ///   - topic: The topic, as the table names it; nil for all.
  ///   - table: The facts of all contacts.
  ///   - options: Prices, margins and limits of what is summed up from contacts.
  package init(
    _ figure: TracedFigure,
    cohort: Cohort,
    monday: Int?,
    topic: String? = nil,
    table: ContactTable,
    options: ComparisonOptions = ComparisonOptions()
  ) {
    self.figure = figure
    let selection = CohortSelection(table)
    var rows = Self.rows(figure, table, selection)
    if let monday { rows = rows.filter { table.week[Int($0)] == Int32(clamping: monday) } }
    if let topic {
      let code = table.strata.topicNames.firstIndex(of: topic).map { Int32($0) }
      rows = rows.filter { table.strata.topic[Int($0)] == code }
    }
    let isOfAll = if case .share = figure { true } else { false }
    if !isOfAll { rows = rows.filter { cohort.holds(table, Int($0)) } }
    lines = rows.map { Line(row: Int($0)) }
    switch figure {
    case .contacts:
      for place in lines.indices {
        lines[place].denominator = 1
        lines[place].values = [1]
      }
    case .share:
      for place in lines.indices {
        lines[place].denominator = 1
        lines[place].numerator = cohort.holds(table, lines[place].row) ? 1 : 0
      }
    case .rate(let metric): read(table.cells(of: metric))
    case .amount(let metric): read(table.cells(of: metric))
    case .replies(let metric):
      read(table.list(of: metric), ReplyAbsence(metric, table), contacts: table.count)
    case .quality(let quality): sort(by: quality, table)
    case .derived: break
    }
    if [.rate(.csatTop2), .rate(.csatTop2OfBot), .amount(.csatScore)].contains(figure) {
      keepCommonestScale(table, rows)
    }
    if case .derived(let metric) = figure {
      derive(metric, DerivedSource(table, selection, rows, cohort, options))
    } else {
      count()
    }
  }

  /// The contacts that a figure looks at, of all cohorts.
  private static func rows(
    _ figure: TracedFigure,
    _ table: ContactTable,
    _ selection: CohortSelection
  ) -> [Int32] {
    // M02 alone asks those who never said anything.
    switch figure {
    case .rate(.engaged): selection.formed
    case .quality(.leftOut): (0..<Int32(table.count)).filter { table.leftOut[Int($0)] != nil }
    default: selection.all
    }
  }

  /// The Mondays of the first and the last week in which one of them begins, in days since 1970; nil without any.
  package static func weeks(of figure: TracedFigure, in table: ContactTable) -> ClosedRange<Int>? {
    let mondays = rows(figure, table, CohortSelection(table)).compactMap { table.week[Int($0)] }
    guard let first = mondays.min(), let last = mondays.max() else { return nil }
    return Int(first)...Int(last)
  }

  /// The lines of one side, in the order of the table: of a group those counted under it alone.
  package func lines(on side: Side, group: String? = nil) -> [Line] {
    lines.filter { line in
      if let group, !line.isCounted(under: group) { return false }
      return switch side {
      case .numerator: line.numerator > 0
      case .denominator: line.denominator > 0
      case .null: line.denominator == 0
      }
    }
  }

  private mutating func sort(by quality: TracedFigure.Quality, _ table: ContactTable) {
    for place in lines.indices {
      let row = lines[place].row
      switch quality {
      case .outcome:
        lines[place].group = table.outcome[row].name
        lines[place].evidence = table.outcomeEvidence[row]
      case .remark:
        let names = table.remarks[row].all.map(\.name)
        lines[place].group = names.isEmpty ? nil : names.joined(separator: " ")
      case .leftOut:
        lines[place].group = table.leftOut[row]?.name
      case .handledBy:
        lines[place].group = table.handledBy[row].name
      case .customer:
        lines[place].group = table.customerKnown[row] ? "known" : "unknown"
      }
      if lines[place].group != nil { lines[place].denominator = 1 }
    }
  }

  mutating func read(_ cells: [RateCell]) {
    for place in lines.indices {
      let cell = cells[lines[place].row]
      lines[place].evidence = cell.evidence
      lines[place].reason = cell.nullReason?.name
      if let answer = cell.answer {
        lines[place].denominator = 1
        lines[place].numerator = answer ? 1 : 0
      }
    }
  }

  private mutating func read(_ cells: ValueCells) {
    for place in lines.indices {
      let cell = cells[lines[place].row]
      lines[place].evidence = cell.evidence
      lines[place].reason = cell.nullReason?.name
      lines[place].censoredAt = cell.censoredAt
      if let value = cell.value {
        lines[place].denominator = 1
        lines[place].values = [value]
      }
    }
  }

  private mutating func read(_ list: ReplyList, _ absence: ReplyAbsence, contacts: Int) {
    var placeOf = [Int](repeating: -1, count: contacts)
    for place in lines.indices { placeOf[lines[place].row] = place }
    for (contact, value) in zip(list.contact, list.value.doubles) where value.isFinite {
      guard placeOf.indices.contains(Int(contact)), placeOf[Int(contact)] >= 0 else { continue }
      let place = placeOf[Int(contact)]
      lines[place].denominator += 1
      lines[place].values.append(value)
      if figure.isShare, value > 0 { lines[place].numerator += 1 }
    }
    for place in lines.indices where lines[place].denominator == 0 {
      lines[place].reason = absence[Int32(lines[place].row)].name
    }
  }

  /// Ratings on other scales than the cohort's commonest are left out of it (M41).
  private mutating func keepCommonestScale(_ table: ContactTable, _ rows: [Int32]) {
    let isOther = RatingScales(table).isOther(in: rows)
    for place in lines.indices where isOther[place] {
      lines[place] = Line(row: lines[place].row)
      lines[place].reason = NullReason.notApplicable.name
    }
  }

  mutating func count() {
    var reasons: [String: Int] = [:]
    for line in lines {
      numerator += line.numerator
      denominator += line.denominator
      if let reason = line.reason { reasons[reason, default: 0] += 1 }
    }
    let known = NullReason.allCases.map(\.name)
    let others = Set(reasons.keys).subtracting(known).sorted()
    excluded = (known + others).compactMap { reason in reasons[reason].map { (reason, $0) } }
  }
}

extension Cohort {
  /// The cohort of that name in CSV files; nil for no such name.
  package init?(named name: String) {
    guard let cohort = Self.list.first(where: { $0.name == name }) else { return nil }
    self = cohort
  }

  /// The names of all cohorts, in the order of the report.
  package static var names: [String] { list.map(\.name) }

  private static let list: [Cohort] =
    [.all] + EntryCohort.allCases.map { .entry($0) } + HandledBy.allCases.map { .handledBy($0) }

  /// Whether a contact is in the cohort.
  func holds(_ table: ContactTable, _ row: Int) -> Bool {
    switch self {
    case .all: true
    case .entry(let entry): table.entry[row] == entry
    case .handledBy(let handling): table.handledBy[row] == handling
    }
  }
}
