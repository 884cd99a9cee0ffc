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

  /// Metrics with their statistics in the order of the summaries, each once.
  var measures: [Measure] { known.all }
  private(set) var weeks: [Week] = []
  /// `95 %`: the level of all intervals.
  let level: String
  /// Small counts are hidden, and with them what would tell them.
  let isShared: Bool
  private let summaries: [MetricSummary]
  // Places in `summaries`: a summary is large, and a table moves what it holds when it grows.
  private var whole: [Int: Int] = [:]
  private var weekly: [Int: [Int: Int]] = [:]
  private let known: KnownMeasures

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
      let key = Self.key(measure, summaries[place].cohort)
      switch summaries[place].period {
      case .whole: whole[key] = place
      case .week(let monday, let isComplete):
        weekly[key, default: [:]][monday] = place
        complete[monday] = isComplete && complete[monday] ?? true
        if isComplete { over.insert(monday) }
      }
    }
    self.known = known
    weeks = complete.sorted { $0.key < $1.key }.map { monday, isComplete in
      Week(monday: monday, isComplete: isComplete, isOver: over.contains(monday))
    }
  }

  /// A measure and a cohort as one number: their names would be hashed for every cell of a table.
  private static func key(_ measure: Measure, _ cohort: Cohort) -> Int {
    let among =
      switch cohort {
      case .all: 0
      case .entry(let entry): 1 + Int(entry.rawValue)
      case .handledBy(let parties): 1 + EntryCohort.allCases.count + Int(parties.rawValue)
      }
    return measure.place << 4 | among
  }

  /// The measure with the id of a metric and the name of a statistic; nil when no summary is of it.
  func measure(_ metric: String, _ statistic: String) -> Measure? {
    known.places[KnownMeasures.name(metric, statistic)].map { known.all[$0] }
  }

  func summary(_ measure: Measure, _ cohort: Cohort) -> MetricSummary? {
    whole[Self.key(measure, cohort)].map { summaries[$0] }
  }

  func summary(_ measure: Measure, _ cohort: Cohort, week: Week) -> MetricSummary? {
    weekly[Self.key(measure, cohort)]?[week.monday].map { summaries[$0] }
  }

  /// Whether nothing of a measure's figure for a week can change any more.
  func isComplete(_ week: Week, _ measure: Measure) -> Bool {
    let cohorts: [Cohort] = [.all, .entry(.botFirst), .entry(.humanFirst)]
    let periods = cohorts.compactMap { cohort in
      weekly[Self.key(measure, cohort)]?[week.monday].map { summaries[$0].period }
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
private struct KnownMeasures: Sendable {
  private(set) var all: [SummaryIndex.Measure] = []
  /// By `name`.
  private(set) var places: [String: Int] = [:]
  /// The place behind that of the measure that was asked for last.
  private var next = 0

  mutating func measure(_ metric: MetricDefinition, _ statistic: String) -> SummaryIndex.Measure {
    defer { next += 1 }
    // Cohorts have the same measures in the same order.
    if next < all.count, all[next].metric === metric, all[next].statistic == statistic {
      return all[next]
    }
    let name = Self.name(metric.id, statistic)
    next = places[name] ?? all.count
    if next == all.count {
      places[name] = next
      all.append(.init(metric: metric, statistic: statistic, place: next))
    }
    return all[next]
  }

  static func name(_ metric: String, _ statistic: String) -> String { metric + " " + statistic }
}
