package import Comparisons
import Facts
import Serialization

/// What `audit apply` leaves for reports: the counts of audits, one row for each arm, and no contact's id.
package enum AuditFile {
  private static let columns = [
    "metric", "cohort", "contacts", "flagged", "found", "missed", "false_alarms", "passed",
    "unclear", "unlabelled",
  ]

  package static func bytes(_ audits: [DetectorAudit]) -> [UInt8] {
    var csv = CSVWriter(header: columns)
    for audit in audits {
      for (entry, arm) in [(EntryCohort.botFirst, audit.bot), (.humanFirst, audit.human)] {
        guard let arm else { continue }
        csv.text(audit.metric.id)
        csv.text(entry.name)
        for count in [
          arm.contacts, arm.flagged, arm.found, arm.missed, arm.falseAlarms, arm.passed,
          arm.unclear, arm.unlabelled,
        ] {
          csv.number(count)
        }
        csv.endRow()
      }
    }
    return csv.bytes
  }

  /// Reads audits back; of two of one metric the later one counts.
  package static func read(_ bytes: [UInt8], name: String) throws(AuditFault) -> [DetectorAudit] {
    var audits: [DetectorAudit] = []
    for (line, cells) in try SmallTable(bytes, name: name, columns: columns).rows {
      guard let metric = RateMetric(id: cells["metric"] ?? "") else {
        throw AuditFault("\(name):\(line): metric is \(cells["metric"] ?? "empty")")
      }
      let place = audits.firstIndex { $0.metric == metric } ?? audits.count
      if place == audits.count {
        audits.append(DetectorAudit(metric: metric, bot: nil, human: nil))
      }
      let arm = try arm(cells, "\(name):\(line)")
      switch cells["cohort"] {
      case EntryCohort.botFirst.name: audits[place].bot = arm
      case EntryCohort.humanFirst.name: audits[place].human = arm
      default: throw AuditFault("\(name):\(line): cohort is \(cells["cohort"] ?? "empty")")
      }
    }
    return audits
  }

  private static func arm(
    _ cells: [String: String],
    _ place: String
  ) throws(AuditFault) -> DetectorAudit.Arm {
    func count(_ column: String) throws(AuditFault) -> Int {
      guard let number = Int(cells[column] ?? ""), (0...mostCounted).contains(number) else {
        throw AuditFault("\(place): \(column) is \(cells[column] ?? "empty")")
      }
      return number
    }
    var arm = DetectorAudit.Arm(contacts: try count("contacts"), flagged: try count("flagged"))
    arm.found = try count("found")
    arm.missed = try count("missed")
    arm.falseAlarms = try count("false_alarms")
    arm.passed = try count("passed")
    arm.unclear = try count("unclear")
    arm.unlabelled = try count("unlabelled")
    guard arm.flagged <= arm.contacts, arm.labelled <= arm.contacts else {
      throw AuditFault("\(place): the counts contradict each other")
    }
    return arm
  }
}
