import Cohorts
import Facts

/// What figures are summed up from that have no column of their own.
struct DerivedSource {
  let table: ContactTable
  let selection: CohortSelection
  /// The contacts that are looked at; lines are in their order.
  let rows: [Int32]
  let cohort: Cohort
  let options: ComparisonOptions

  init(
    _ table: ContactTable,
    _ selection: CohortSelection,
    _ rows: [Int32],
    _ cohort: Cohort,
    _ options: ComparisonOptions
  ) {
    self.table = table
    self.selection = selection
    self.rows = rows
    self.cohort = cohort
    self.options = options
  }
}

extension Trace {
  /// Counts as the rows of `metrics.csv` do.
  mutating func derive(_ metric: MetricDefinition, _ source: DerivedSource) {
    switch metric {
    case .resolutionRange: take(source.unconfirmed)
    case .csatBounds: takeBounds(source)
    case .nps: takeScores(source, .promoter) { $0 >= 9 ? 100 : $0 <= 6 ? -100 : 0 }
    case .cesScore: takeScores(source, .effort) { $0 }
    case .ces: take(source.scores(on: .effort).map { $0.isEasy })
    case .languagesServed: takeLanguages(source)
    case .servedHoursShare: return takeHours(source)
    case .costPerContact: takeCosts(source, perDurable: false)
    case .costPerDurableResolution: takeCosts(source, perDurable: true)
    default: takeWork(source)
    }
    count()
  }

  /// Cells in the order of the lines.
  private mutating func take(_ cells: [RateCell]) {
    for (place, cell) in cells.enumerated() {
      lines[place].evidence = cell.evidence
      lines[place].reason = cell.nullReason?.name
      guard let answer = cell.answer else { continue }
      lines[place].denominator = 1
      lines[place].numerator = answer ? 1 : 0
    }
  }

  // MARK: M43, M44

  /// The lower bound: those who did not answer are none of the satisfied.
  private mutating func takeBounds(_ source: DerivedSource) {
    let asked = AskedContacts(source.table, source.rows, RatingScales(source.table))
    take(asked.cells(ofSilent: false))
    let satisfied = source.table.cells(of: RateMetric.csatTop2)
    for place in lines.indices where lines[place].denominator > 0 {
      lines[place].group = satisfied[lines[place].row].answer == nil ? "not_answered" : "answered"
    }
  }

  private mutating func takeScores(
    _ source: DerivedSource,
    _ scale: RatingScale,
    _ points: (Double) -> Double
  ) {
    for (place, cell) in source.scores(on: scale).enumerated() {
      lines[place].evidence = cell.evidence
      lines[place].reason = cell.nullReason?.name
      guard let value = cell.value else { continue }
      lines[place].denominator = 1
      lines[place].values = [points(value)]
    }
  }

  // MARK: M05, M06

  private mutating func takeLanguages(_ source: DerivedSource) {
    let (table, rows) = (source.table, source.rows)
    let served = LanguagesServed(table, rows, cohort: source.cohort, source.options)
    var status: [String: String] = [:]
    for language in served.languages { status[language.code] = language.status.rawValue }
    let spoken = table.whole(table.spoken, fill: 0)
    for place in lines.indices {
      let code = spoken[lines[place].row]
      guard code != 0 else {
        lines[place].reason = "language_unknown"
        continue
      }
      let name = ContactTable.languageName(code)
      lines[place].denominator = 1
      lines[place].group = name + (status[name].map { " " + $0 } ?? "")
    }
  }

  /// The counts are of hours; the lines are the contacts that began in them.
  private mutating func takeHours(_ source: DerivedSource) {
    let table = source.table
    let hours = ServedHours(table, source.rows, cohort: source.cohort)
    let cells = table.cells(of: RateMetric.served)
    let hourOf = table.whole(table.hourOfWeek, fill: ContactTable.undatedHour)
    for place in lines.indices {
      let row = lines[place].row
      let (cell, hour) = (cells[row], Int(hourOf[row]))
      lines[place].evidence = cell.evidence
      guard let isAnswered = cell.answer else {
        lines[place].reason = cell.nullReason?.name
        continue
      }
      guard hour < hours.hours.count else {
        lines[place].reason = NullReason.missingTimestamp.name
        continue
      }
      let words = Self.hourName(hour) + (isAnswered ? " in time" : " not in time")
      lines[place].group = words
      guard let isServed = hours.hours[hour].isServed else {
        lines[place].reason = NullReason.tooFew.name
        continue
      }
      lines[place].denominator = 1
      lines[place].numerator = isServed ? 1 : 0
    }
    count()
    (numerator, denominator) = (hours.served, hours.judged)
  }

  /// `Mon 03:00`.
  static func hourName(_ hour: Int) -> String {
    let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return days[hour / 24] + (hour % 24 < 10 ? " 0" : " ") + "\(hour % 24):00"
  }

  // MARK: M61, M62

  private mutating func takeCosts(_ source: DerivedSource, perDurable: Bool) {
    let table = source.table
    let work = table.whole(table.chainWork, fill: nil)
    let chains = table.cells(of: ValueMetric.contactsPerIssue)
    let durable = table.cells(of: RateMetric.durableResolution)
    let begun = lines.indices.filter { work[lines[$0].row] != nil }
    let costs = source.options.prices.costs(begun.compactMap { work[lines[$0].row] })
    for place in lines.indices where work[lines[place].row] == nil {
      let cell = chains[lines[place].row]
      lines[place].reason = cell.value == nil ? cell.nullReason?.name : "work_unknown"
    }
    for (number, place) in begun.enumerated() {
      let isDurable = durable[lines[place].row].answer == true
      lines[place].denominator = perDurable && !isDurable ? 0 : 1
      lines[place].values = costs.map { [$0[number]] } ?? []
      lines[place].group = isDurable ? "durable" : "not_durable"
    }
  }

  /// `bot_only` contacts, with the seconds that people need for one of their kind, and where that is known from.
  private mutating func takeWork(_ source: DerivedSource) {
    let table = source.table
    let kinds = ContactKinds(table, source.selection, least: source.options.minCell)
    let durable = table.cells(of: RateMetric.durableResolution)
    let handling = table.whole(table.handledBy, fill: .unattended)
    lines = lines.filter { handling[$0.row] == .botOnly }
    for place in lines.indices {
      let row = lines[place].row
      lines[place].denominator = 1
      let isDurable: String =
        switch durable[row].answer {
        case true: "durable"
        case false: "not_durable"
        case nil: "durability_unknown"
        }
      guard let kind = kinds.kind(ofRow: Int32(row)) else {
        lines[place].group = isDurable
        continue
      }
      lines[place].values = [kind.handleTime]
      lines[place].group = isDurable + " by_" + kind.level.name
    }
  }
}

extension DerivedSource {
  /// Ratings on one scale.
  fileprivate func scores(on scale: RatingScale) -> [ValueCell] {
    let scores = table.cells(of: ValueMetric.csatScore)
    return RatingScales(table).scores(on: scale, rows, scores)
  }

  fileprivate var unconfirmed: [RateCell] {
    let strict = table.cells(of: RateMetric.confirmedResolution)
    let lenient = table.cells(of: RateMetric.lenientResolution)
    return rows.map { Summaries.unconfirmed(strict[Int($0)], lenient[Int($0)]) }
  }
}

extension ContactKinds.Level {
  var name: String {
    switch self {
    case .stratum: "stratum"
    case .topic: "topic"
    case .all: "all"
    }
  }
}
