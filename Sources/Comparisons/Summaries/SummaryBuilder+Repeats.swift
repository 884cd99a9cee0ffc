import Cohorts
import Facts
import Statistics

extension SummaryBuilder {
  /// M36 `_km`: 1 − S(W) over all index contacts, printed beside the rate when more than a tenth of
  /// them were not observed for the whole window (METRICS 7).
  ///
  /// `counts` are those of each rate in the group.
  func kaplanMeier(
    in group: CohortGroup,
    _ set: GroupSet,
    _ number: Int,
    _ grouping: Grouping,
    counts: (RateMetric) -> RateCounts?
  ) -> [MetricSummary] {
    let shown = RepeatWindow.allCases.compactMap { window in
      counts(.repeatContact(window, sameTopic: false)).flatMap { Shown(window, $0) }
    }
    guard !shown.isEmpty else { return [] }
    let column = table.whole(table.nextContact, fill: nil)
    let rows = grouping.counted(set, number)
    let time = rows.map { column[Int($0)].map { Double(max(0, $0.milliseconds)) } ?? .nan }
    let status = rows.map { column[Int($0)]?.status ?? 0 }
    let runs = CustomerRuns(customers: rows.map { grouping.customer[Int($0)] })
    let events = try? CohortEvents(time: time, status: status, runs: runs)
    let known = events?.count ?? 0
    let points =
      known >= options.minCell
      ? try? events?.incidence(
        horizons: shown.map { Double($0.window.span) },
        level: options.level
      ) : nil
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

    init?(_ window: RepeatWindow, _ counts: RateCounts) {
      let name = "repeat_contact_rate_" + window.suffix + "_any_km"
      let young = counts.excluded(.notEligible)
      guard let metric = MetricDefinition.named(name), young > 0,
        young * 10 > young + counts.denominator
      else { return nil }
      self.window = window
      self.metric = metric
      self.counts = counts
    }
  }
}
