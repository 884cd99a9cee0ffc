import Cohorts
import Facts
import Statistics

extension SummaryBuilder {
  /// M36 `_km`: 1 − S(W) over all index contacts, printed beside the rate when more than a tenth of
  /// them were not observed for the whole window (METRICS 7).
  func kaplanMeier(_ window: RepeatWindow, in group: CohortGroup) -> MetricSummary? {
    let name = "repeat_contact_rate_" + window.suffix + "_any_km"
    let rate = RateMetric.repeatContact(window, sameTopic: false)
    let counts = RateCounts(table.cells(of: rate), rows: group.rows)
    let young = counts.excluded(.notEligible)
    guard let metric = MetricDefinition.named(name), young > 0,
      young * 10 > young + counts.denominator
    else { return nil }
    let column = table.whole(table.nextContact, fill: nil)
    let time = group.rows.map { column[Int($0)].map { Double(max(0, $0.milliseconds)) } ?? .nan }
    let status = group.rows.map { column[Int($0)]?.status ?? 0 }
    let known = time.count { !$0.isNaN }
    var estimate = Estimate(denominator: known, nullReason: known == 0 ? "not_eligible" : "too_few")
    if known >= options.minCell, let frame = group.frame,
      let points = try? frame.incidence(
        time: time,
        status: status,
        horizons: [Double(window.span)],
        level: options.level
      ),
      let point = points.first
    {
      estimate = Estimate(point, rows: known)
    }
    return MetricSummary(
      statistic: "km",
      metric: metric,
      cohort: group.cohort,
      period: group.period,
      estimate: estimate,
      excluded: counts.excluded.filter { $0.reason != NullReason.notEligible.name }
    )
  }
}
