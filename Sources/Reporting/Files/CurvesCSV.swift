import Comparisons
import Serialization

/// `curves.csv`: one row for an event, an entry cohort and a time; what the curves are drawn from.
enum CurvesCSV {
  static let header = [
    "curve", "cohort", "time_s", "value", "lower", "upper", "at_risk", "events", "competing",
    "contacts", "end_of_follow_up_s", "null_reason",
  ]

  static func bytes(_ findings: Findings) -> [UInt8] {
    var csv = CSVWriter(header: header)
    for curve in findings.curves {
      for point in curve.points {
        csv.text(curve.event.rawValue)
        csv.text(curve.cohort.name)
        csv.number(point.time)
        csv.number(point.value.finite)
        csv.number(point.lower.finite)
        csv.number(point.upper.finite)
        csv.number(point.atRisk)
        csv.number(point.events)
        csv.number(point.competing)
        csv.number(curve.contacts)
        csv.number(curve.endOfFollowUp.finite)
        csv.text(point.value == nil ? "follow_up_too_short" : nil)
        csv.endRow()
      }
    }
    return csv.bytes
  }
}
