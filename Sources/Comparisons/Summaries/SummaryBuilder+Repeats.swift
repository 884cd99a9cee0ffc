import Cohorts
import Facts
import Statistics

extension SummaryBuilder {
  /// M36 `_km`: 1 − S(W) over all index contacts, printed beside the rate when more than a tenth of
  /// them were not observed for the whole window (METRICS 7).
  func kaplanMeier(in group: CohortGroup) -> [MetricSummary] {
    let shown = RepeatWindow.allCases.compactMap { Shown($0, in: group, table) }
    guard !shown.isEmpty else { return [] }
    let column = table.whole(table.nextContact, fill: nil)
    let time = group.rows.map { column[Int($0)].map { Double(max(0, $0.milliseconds)) } ?? .nan }
    let status = group.rows.map { column[Int($0)]?.status ?? 0 }
    let known = time.count { !$0.isNaN }
    let isEnough = known >= options.minCell
    let frame = isEnough ? try? CohortFrame(cluster: group.runs.codes) : nil
    let points = try? frame?.incidence(
      time: time,
      status: status,
      horizons: shown.map { Double($0.window.span) },
      level: options.level
    )
    return shown.enumerated().map { index, shown in
      let none = Estimate(denominator: known, nullReason: known == 0 ? "not_eligible" : "too_few")
      return MetricSummary(
        statistic: "km",
        metric: shown.metric,
        cohort: group.cohort,
        period: group.period,
        estimate: points.map { Estimate($0[index], rows: known) } ?? none,
        excluded: shown.counts.excluded.filter { $0.reason != NullReason.notEligible.name }
      )
    }
  }

  /// A window whose rate leaves out many contacts for their youth.
  private struct Shown {
    let window: RepeatWindow
    let metric: MetricDefinition
    let counts: RateCounts

    init?(_ window: RepeatWindow, in group: CohortGroup, _ table: ContactTable) {
      let name = "repeat_contact_rate_" + window.suffix + "_any_km"
      let cells = table.cells(of: RateMetric.repeatContact(window, sameTopic: false))
      let raw = group.rows.map { cells[Int($0)].rawValue }
      counts = RateCounts(occurrences: SummaryBuilder.occurrences(raw))
      let young = counts.excluded(.notEligible)
      guard let metric = MetricDefinition.named(name), young > 0,
        young * 10 > young + counts.denominator
      else { return nil }
      self.window = window
      self.metric = metric
    }
  }
}
