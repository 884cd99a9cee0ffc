import Facts
import Statistics

/// The control charts of the headline measures: p' charts of shares, XmR charts of the logarithm of
/// weekly medians.
struct WeeklyCharts: Sendable {
  let all: [WeeklyChart]

  init(family: [ComparisonFinding], summaries: [MetricSummary]) {
    let weekly = WeeklySeries(summaries)
    all = family.flatMap { finding in
      [EntryCohort.botFirst, .humanFirst].compactMap { cohort in
        weekly.series(finding.metric, .entry(cohort)).map {
          Self.chart(finding.metric, .entry(cohort), $0)
        }
      }
    }
  }

  private static func chart(
    _ metric: MetricDefinition,
    _ cohort: Cohort,
    _ weeks: [WeeklySeries.Week]
  ) -> WeeklyChart {
    let usable = weeks.filter(\.isComplete)
    var chart = WeeklyChart(
      metric: metric,
      statistic: weeks.first?.statistic ?? "rate",
      cohort: cohort,
      completeWeeks: usable.count
    )
    let baseline = min(usable.count, WeeklyChart.mostBaselineWeeks)
    guard usable.count >= WeeklyChart.fewestWeeks,
      let limits = metric.unit == .seconds
        ? logarithmic(usable, baseline) : shares(usable, baseline)
    else {
      chart.nullReason = "too_few_weeks"
      return chart
    }
    chart.baselineWeeks = baseline
    chart.center = limits.center
    chart.sigmaZ = limits.sigmaZ
    chart.weeks = usable.enumerated().compactMap { index, week in
      limits.bounds[index].map {
        WeeklyChart.Week(
          monday: week.monday,
          value: week.value,
          lower: $0.lowerBound,
          upper: $0.upperBound,
          isAlert: limits.alerts.contains(index),
          isWatched: limits.runs.contains(index)
        )
      }
    }
    return chart
  }

  private struct ChartLimits {
    var center: Double
    var sigmaZ: Double?
    var bounds: [ClosedRange<Double>?]
    var alerts: [Int]
    var runs: [Int]
  }

  private static func shares(_ weeks: [WeeklySeries.Week], _ baseline: Int) -> ChartLimits? {
    let totals = weeks.map { Double($0.denominator) }
    let events = weeks.map { Double($0.numerator ?? 0) }
    guard weeks.allSatisfy({ $0.numerator != nil }),
      let chart = ProportionChart(events: events, totals: totals, baseline: baseline)
    else { return nil }
    return ChartLimits(
      center: chart.center,
      sigmaZ: chart.sigmaZ,
      bounds: chart.limits,
      alerts: chart.signals,
      runs: chart.runs
    )
  }

  private static func logarithmic(_ weeks: [WeeklySeries.Week], _ baseline: Int) -> ChartLimits? {
    let logarithms = weeks.compactMap { RatioScale.logarithm($0.value) }
    guard logarithms.count == weeks.count,
      let chart = IndividualsChart(logarithms, baseline: baseline)
    else { return nil }
    let range = RatioScale.exponential(chart.lower)...RatioScale.exponential(chart.upper)
    return ChartLimits(
      center: RatioScale.exponential(chart.center),
      sigmaZ: nil,
      bounds: weeks.map { _ in range },
      alerts: chart.signals,
      runs: chart.runs
    )
  }
}

/// The weekly figures of the headline measures, in order of the weeks.
struct WeeklySeries {
  struct Week {
    var monday: Int
    var statistic: String
    var isComplete: Bool
    var value: Double
    var numerator: Int?
    var denominator: Int
  }

  private struct Key: Hashable {
    var metric: String
    var cohort: Cohort
  }

  private var weeks: [Key: [Week]] = [:]

  init(_ summaries: [MetricSummary]) {
    for summary in summaries {
      guard case .week(let monday, let isComplete) = summary.period,
        summary.statistic == (summary.metric.unit == .seconds ? "p50" : "rate"),
        let value = summary.estimate.value, value.isFinite
      else { continue }
      weeks[Key(metric: summary.metric.id, cohort: summary.cohort), default: []].append(
        Week(
          monday: monday,
          statistic: summary.statistic,
          isComplete: isComplete,
          value: value,
          numerator: summary.estimate.numerator,
          denominator: summary.estimate.denominator ?? 0
        )
      )
    }
    for key in weeks.keys { weeks[key]?.sort { $0.monday < $1.monday } }
  }

  /// The weeks with a figure; nil when there is none.
  func series(_ metric: MetricDefinition, _ cohort: Cohort) -> [Week]? {
    weeks[Key(metric: metric.id, cohort: cohort)]
  }
}
