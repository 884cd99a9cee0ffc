import Comparisons
import Facts
import Serialization

/// `metrics.csv`: long and tidy, one row for a metric, a statistic, a cohort and a period.
enum MetricsCSV {
  static let header = [
    "period_start", "period", "period_complete", "cohort", "metric", "number", "statistic", "value",
    "lower",
    "upper", "numerator", "denominator", "customers", "null_reason", "evidence",
    "evidence_explicit",
    "evidence_event", "evidence_inferred", "evidence_heuristic", "unit", "excluded",
  ]

  static func bytes(_ findings: Findings) -> [UInt8] {
    var csv = CSVWriter(header: header)
    for summary in findings.summaries {
      write(summary, firstDay: findings.run.firstDay, &csv)
    }
    return csv.bytes
  }

  private static func write(_ summary: MetricSummary, firstDay: String?, _ csv: inout CSVWriter) {
    switch summary.period {
    case .whole:
      csv.text(firstDay)
      csv.word("whole")
      csv.word(nil)
    case .week(let monday, let isComplete):
      csv.word(DayText.iso(daysSince1970: monday))
      csv.word("week")
      csv.word(isComplete ? "true" : "false")
    }
    csv.word(summary.cohort.name)
    csv.word(summary.metric.id)
    csv.word(summary.metric.number)
    csv.word(summary.statistic)
    let estimate = summary.estimate
    csv.number(estimate.value.finite)
    csv.number(estimate.lower.finite)
    csv.number(estimate.upper.finite)
    csv.number(estimate.numerator)
    csv.number(estimate.denominator)
    csv.number(estimate.customers)
    csv.text(estimate.csvReason)
    csv.word(summary.evidence.lazy.filter { $0.count > 0 }.map(\.evidence).max()?.name)
    for evidence in Evidence.allCases {
      csv.number(
        summary.evidence.isEmpty
          ? nil
          : summary.evidence.reduce(0) { $1.evidence == evidence ? $0 + $1.count : $0 }
      )
    }
    csv.word(summary.metric.unit.rawValue)
    csv.text(
      summary.excluded.filter { $0.count > 0 }.map { "\($0.reason):\($0.count)" }.joined(
        separator: ";"
      )
    )
    csv.endRow()
  }
}

extension Double? {
  /// An endless limit is an empty cell: no spreadsheet reads "inf" as a number.
  var finite: Double? { flatMap { $0.isFinite ? $0 : nil } }
}

extension Estimate {
  /// Why there is no value; empty when there is one.
  ///
  /// A missing value always has a reason.
  var csvReason: String? { value.finite == nil ? nullReason ?? "not_estimable" : nil }
}
