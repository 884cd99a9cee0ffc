import Comparisons
import Facts

/// The summaries of a run, found by metric, statistic and cohort.
struct SummaryIndex: Sendable {
  struct Key: Hashable {
    var metric: String
    var statistic: String
    var cohort: Cohort

    func of(_ cohort: Cohort) -> Key { Key(metric: metric, statistic: statistic, cohort: cohort) }
  }

  struct Measure: Hashable, Sendable {
    var metric: MetricDefinition
    var statistic: String

    /// `First response time, median`.
    var title: String {
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
    var seen: Set<Measure> = []
    whole.reserveCapacity(summaries.count)
    weekly.reserveCapacity(summaries.count)
    var complete: [Int: Bool] = [:]
    var over: Set<Int> = []
    for (place, summary) in summaries.enumerated() {
      let measure = Measure(metric: summary.metric, statistic: summary.statistic)
      if seen.insert(measure).inserted { measures.append(measure) }
      let key = Key(
        metric: summary.metric.id,
        statistic: summary.statistic,
        cohort: summary.cohort
      )
      switch summary.period {
      case .whole: whole[key] = place
      case .week(let monday, let isComplete):
        weekly[key, default: [:]][monday] = place
        complete[monday] = isComplete && complete[monday] ?? true
        if isComplete { over.insert(monday) }
      }
    }
    weeks = complete.sorted { $0.key < $1.key }.map { monday, isComplete in
      Week(monday: monday, isComplete: isComplete, isOver: over.contains(monday))
    }
  }

  func summary(_ measure: Measure, _ cohort: Cohort) -> MetricSummary? {
    whole[Key(metric: measure.metric.id, statistic: measure.statistic, cohort: cohort)]
      .map { summaries[$0] }
  }

  func summary(_ measure: Measure, _ cohort: Cohort, week: Week) -> MetricSummary? {
    weekly[Key(metric: measure.metric.id, statistic: measure.statistic, cohort: cohort)]?[
      week.monday
    ].map { summaries[$0] }
  }

  /// Whether nothing of a measure's figure for a week can change any more.
  func isComplete(_ week: Week, _ measure: Measure) -> Bool {
    let key = Key(metric: measure.metric.id, statistic: measure.statistic, cohort: .all)
    let periods = [key, key.of(.entry(.botFirst)), key.of(.entry(.humanFirst))]
      .compactMap { weekly[$0]?[week.monday].map { summaries[$0].period } }
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
