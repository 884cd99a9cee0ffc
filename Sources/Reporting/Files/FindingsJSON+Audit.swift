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

  /// How the detectors of D1 to D4 did on public corpora: a hint, as the same in every report.
  static func detectors(_ json: inout JSONWriter) {
    json.member(
      "detectors",
      array: { json in
        for detector in Detector.allCases {
          json.object { json in
            json.member("metric", detector.metric.id)
            json.member(
              "public_checks",
              array: { json in
                for check in detector.checks {
                  json.object { json in
                    json.member("corpus", check.corpus)
                    json.member("found", check.found)
                    json.member("positives", check.positives)
                    json.member("passed", check.passed)
                    json.member("negatives", check.negatives)
                  }
                }
              }
            )
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
