import Comparisons
import Facts

/// The summaries of a run, found by metric, statistic and cohort.
struct SummaryIndex: Sendable {
  struct Measure: Sendable {
    var metric: MetricDefinition
    var statistic: String
    /// Where it stands in `measures`.
    fileprivate let place: Int

    /// `First response time, median`.
    var title: String { Self.title(metric, statistic) }

    static func title(_ metric: MetricDefinition, _ statistic: String) -> String {
      CodeText.statistic(statistic).map { metric.title + ", " + $0 } ?? metric.title
    }
  }

  struct Week: Hashable, Sendable {
    var monday: Int
    /// Whole for every measure.
    var isComplete: Bool
    /// Whole for some measure: the week is over, and nothing of it lies outside the period.
    var isOver: Bool
  }

  /// A measure and a cohort as one number: their names would be hashed for every cell of a table.
  private struct Key: Hashable {
    let number: Int

    init(_ measure: Measure, _ cohort: Cohort) {
      let among =
        switch cohort {
        case .all: 0
        case .entry(let entry): 1 + Int(entry.rawValue)
        case .handledBy(let parties): 1 + EntryCohort.allCases.count + Int(parties.rawValue)
        }
      number = measure.place << 4 | among
    }
  }

  /// Metrics with their statistics in the order of the summaries, each once.
  private(set) var measures: [Measure] = []
  private(set) var weeks: [Week] = []
  /// `95 %`: the level of all intervals.
  let level: String
  /// Small counts are hidden, and with them what would tell them.
  let isShared: Bool
  private let summaries: [MetricSummary]
  // Places in `summaries`: a summary is large, and a table moves what it holds when it grows.
  private var whole: [Key: Int] = [:]
  private var weekly: [Key: [Int: Int]] = [:]

  init(_ summaries: [MetricSummary], level: Double = 0.95, isShared: Bool = false) {
    self.level = NumberText.level(level)
    self.isShared = isShared
    self.summaries = summaries
    var known = KnownMeasures()
    whole.reserveCapacity(summaries.count)
    var complete: [Int: Bool] = [:]
    var over: Set<Int> = []
    for place in summaries.indices {
      let measure = known.measure(summaries[place].metric, summaries[place].statistic)
      let key = Key(measure, summaries[place].cohort)
      switch summaries[place].period {
      case .whole: whole[key] = place
      case .week(let monday, let isComplete):
        weekly[key, default: [:]][monday] = place
        complete[monday] = isComplete && complete[monday] ?? true
        if isComplete { over.insert(monday) }
      }
    }
    measures = known.all
    weeks = complete.sorted { $0.key < $1.key }.map { monday, isComplete in
      Week(monday: monday, isComplete: isComplete, isOver: over.contains(monday))
    }
  }

  func summary(_ measure: Measure, _ cohort: Cohort) -> MetricSummary? {
    whole[Key(measure, cohort)].map { summaries[$0] }
  }

  func summary(_ measure: Measure, _ cohort: Cohort, week: Week) -> MetricSummary? {
    weekly[Key(measure, cohort)]?[week.monday].map { summaries[$0] }
  }

  /// Whether nothing of a measure's figure for a week can change any more.
  func isComplete(_ week: Week, _ measure: Measure) -> Bool {
    let cohorts: [Cohort] = [.all, .entry(.botFirst), .entry(.humanFirst)]
    let periods = cohorts.compactMap { cohort in
      weekly[Key(measure, cohort)]?[week.monday].map { summaries[$0].period }
    }
    return periods.isEmpty
      ? week.isComplete
      : periods.allSatisfy { if case .week(_, let isComplete) = $0 { isComplete } else { true } }
  }

  /// The measures whose dictionary number is among those given, in the order of the summaries.
  func measures(numbered numbers: Set<String>) -> [Measure] {
    measures.filter { numbers.contains($0.metric.number) }
  }

  /// The first measure of a dictionary number that is a plain rate.
  func rate(_ number: String) -> Measure? {
    measures.first {
      $0.metric.number == number && $0.metric.unit == .proportion && $0.statistic == "rate"
    }
  }

  /// The measure that a comparison is about, or the nearest statistic of the same metric that is there by week.
  func weeklyMeasure(of finding: ComparisonFinding) -> Measure? {
    let same = measures.filter { $0.metric.id == finding.metric.id }
    let byWeek = same.filter { measure in
      weeks.contains { week in
        summary(measure, .entry(.botFirst), week: week)?.estimate.value != nil
          || summary(measure, .entry(.humanFirst), week: week)?.estimate.value != nil
      }
    }
    return byWeek.first { $0.statistic == finding.statistic } ?? byWeek.first
  }
}

/// Measures, each once, while summaries are looked through.
private struct KnownMeasures {
  private struct Name: Hashable {
    var metric: MetricDefinition
    var statistic: String
  }

  private(set) var all: [SummaryIndex.Measure] = []
  private var places: [Name: Int] = [:]
  /// The place behind that of the measure that was asked for last.
  private var next = 0

  mutating func measure(_ metric: MetricDefinition, _ statistic: String) -> SummaryIndex.Measure {
    defer { next += 1 }
    // Cohorts have the same measures in the same order.
    if next < all.count, all[next].metric === metric, all[next].statistic == statistic {
      return all[next]
    }
    let name = Name(metric: metric, statistic: statistic)
    next = places[name] ?? all.count
    if next == all.count {
      places[name] = next
      all.append(.init(metric: metric, statistic: statistic, place: next))
    }
    return all[next]
  }
}
