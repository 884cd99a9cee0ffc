import Comparisons
import Facts
import Serialization

/// Rules that were checked against labels, in `report.json`.
extension FindingsJSON {
  static func audited(_ all: [AuditedDetector], _ json: inout JSONWriter) {
    json.member(
      "audited",
      array: { json in
        for detector in all {
          json.object { json in
            json.member("metric", detector.audit.metric.id)
            arm("bot", detector.audit.bot, detector.bot, &json)
            arm("human", detector.audit.human, detector.human, &json)
            json.key("comparison")
            comparison(detector.finding, &json)
          }
        }
      }
    )
  }

  private static func arm(
    _ name: String,
    _ arm: DetectorAudit.Arm?,
    _ figures: AuditFigures?,
    _ json: inout JSONWriter
  ) {
    json.key(name)
    guard let arm, let figures else { return json.null() }
    json.object { json in
      json.member("found", arm.found)
      json.member("missed", arm.missed)
      json.member("false_alarms", arm.falseAlarms)
      json.member("passed", arm.passed)
      json.member("unclear", arm.unclear)
      json.member("unlabelled", arm.unlabelled)
      estimate("flagged", figures.flagged, &json)
      estimate("sensitivity", figures.sensitivity, &json)
      estimate("specificity", figures.specificity, &json)
      estimate("by_labels", figures.corrected, &json)
    }
  }
}
