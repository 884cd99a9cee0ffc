import Comparisons
import Facts
import Serialization

/// `weekly.csv`: one row for a week and a cohort, one group of columns for each measure worth a dashboard.
enum WeeklyCSV {
  /// Volume, the headline family, both ends of the resolution range, reaching a person, frustration, ratings.
  ///
  /// Always the same, whatever an export holds, so that weeks of several runs fit under each other.
  static let measures: [(metric: String, statistic: String)] =
    [("contact_count", "count")]
    + [
      "resolved_within_2m", "resolved_within_2m_strict", "resolved_within_10m",
      "resolved_within_10m_strict", "resolved_within_1h", "resolved_within_1h_strict",
      "resolved_within_24h", "resolved_within_24h_strict", "confirmed_resolution_rate",
      "lenient_resolution_rate", "durable_resolution_rate", "durable_resolution_rate_strict",
      "handoff_rate", "handoff_attempt_rate", "human_request_rate", "repeated_human_request_rate",
      "unmet_human_request_rate", "repeat_contact_rate_24h_any",
      "repeat_contact_rate_24h_same_topic", "repeat_contact_rate_72h_any",
      "repeat_contact_rate_72h_same_topic", "repeat_contact_rate_7d_any",
      "repeat_contact_rate_7d_same_topic", "repeat_contact_rate_30d_any",
      "repeat_contact_rate_30d_same_topic", "csat_top2", "survey_offer_rate",
      "survey_response_rate", "frustrated_contact_rate",
    ].map { ($0, "rate") }
    + ["first_response_time", "csat_score", "frustration_families"].flatMap { metric in
      ["mean", "p50", "p90", "p95"].map { (metric, $0) }
    }
    + ["24h", "72h", "7d", "30d"].map { ("repeat_contact_rate_\($0)_any_km", "km") }

  static func bytes(_ index: SummaryIndex) -> [UInt8] {
    let measures = measures.map { index.measure($0.metric, $0.statistic) }
    var csv = CSVWriter(
      header: ["week_start", "week_complete", "cohort"]
        + Self.measures.flatMap { measure in
          let name = column(measure.metric, measure.statistic)
          return [name, name + "_lower", name + "_upper", name + "_n", name + "_null_reason"]
        }
    )
    let cohorts = [.all] + CohortTable.cohorts
    for week in index.weeks {
      for cohort in cohorts {
        let row = measures.map { $0.flatMap { index.summary($0, cohort, week: week) } }
        guard row.contains(where: { $0 != nil }) else { continue }
        csv.text(DayText.iso(daysSince1970: week.monday))
        csv.text(week.isComplete ? "true" : "false")
        csv.text(cohort.name)
        for (measure, summary) in zip(measures, row) {
          csv.number((summary?.estimate.value).finite)
          csv.number((summary?.estimate.lower).finite)
          csv.number((summary?.estimate.upper).finite)
          csv.number(summary?.estimate.denominator)
          csv.text(
            summary.map { $0.estimate.csvReason }
              ?? (measure == nil ? NullReason.notComputed.name : "not_estimable")
          )
        }
        csv.endRow()
      }
    }
    return csv.bytes
  }

  /// The metric's id; with its statistic and unit where the id does not say it: `first_response_time_p50_s`.
  static func column(_ metric: String, _ statistic: String) -> String {
    var name = metric
    if !["rate", "count"].contains(statistic), !metric.hasSuffix("_" + statistic) {
      name += "_" + statistic
    }
    if MetricDefinition.all.first(where: { $0.id == metric })?.unit == .seconds { name += "_s" }
    return name
  }
}
