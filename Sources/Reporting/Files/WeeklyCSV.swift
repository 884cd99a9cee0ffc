import Comparisons
import Facts
import Serialization

/// `weekly.csv`: one row for a week and a cohort, one group of columns for each measure worth a dashboard.
enum WeeklyCSV {
  /// Volume, the headline family, both ends of the resolution range, reaching a person, frustration, ratings.
  private static let numbers: Set<String> = [
    "M01", "M07", "M14", "M19", "M20", "M24", "M28", "M30", "M31", "M36", "M41", "M42", "M52",
  ]

  static func bytes(_ findings: Findings, _ index: SummaryIndex) -> [UInt8] {
    // Parts and second figures stand in metrics.csv.
    let measures = index.measures(numbered: numbers).filter { !$0.metric.standsApart }
    var csv = CSVWriter(
      header: ["week_start", "week_complete", "cohort"]
        + measures.flatMap { measure in
          let name = column(measure)
          return [name, name + "_lower", name + "_upper", name + "_n", name + "_null_reason"]
        }
    )
    let cohorts = [.all] + CohortTable.cohorts
    for week in index.weeks {
      for cohort in cohorts {
        let row = measures.map { index.summary($0, cohort, week: week) }
        guard row.contains(where: { $0 != nil }) else { continue }
        csv.text(DayText.iso(daysSince1970: week.monday))
        csv.text(week.isComplete ? "true" : "false")
        csv.text(cohort.name)
        for summary in row {
          csv.number((summary?.estimate.value).finite)
          csv.number((summary?.estimate.lower).finite)
          csv.number((summary?.estimate.upper).finite)
          csv.number(summary?.estimate.denominator)
          csv.text(summary.map { $0.estimate.csvReason } ?? "not_estimable")
        }
        csv.endRow()
      }
    }
    return csv.bytes
  }

  /// The metric's id; with its statistic and unit where the id does not say it: `first_response_time_p50_s`.
  static func column(_ measure: SummaryIndex.Measure) -> String {
    var name = measure.metric.id
    if measure.statistic != "rate", measure.statistic != "count" { name += "_" + measure.statistic }
    if measure.metric.unit == .seconds { name += "_s" }
    return name
  }
}
