package import Comparisons
import Facts

/// Joins the labels of a sheet with what its key tells.
package enum AuditSheet {
  /// The labels as counts.
  ///
  /// - Parameters:
  ///   - sheet: The sheet with its labels.
  ///   - key: The key that was written with it.
  /// - Returns: Counts of both arms; an arm of which nothing was drawn is nil.
  /// - Throws: What is wrong with one of the files, with the line.
  package static func read(
    sheet: [UInt8],
    key: [UInt8]
  ) throws(AuditFault) -> DetectorAudit {
    let labels = try labels(sheet)
    let table = try SmallTable(key, name: "the key", columns: AuditSample.keyColumns)
    var audit: DetectorAudit?
    var known: Set<String> = []
    for (line, cells) in table.rows {
      func fault(_ column: String) -> AuditFault {
        AuditFault("line \(line) of the key: \(column) is \(cells[column] ?? "empty")")
      }
      guard let metric = RateMetric(id: cells["metric"] ?? "") else { throw fault("metric") }
      guard let contacts = Int(cells["cohort_contacts"] ?? ""), contacts > 0 else {
        throw fault("cohort_contacts")
      }
      guard let flagged = Int(cells["cohort_flagged"] ?? ""), (0...contacts).contains(flagged)
      else { throw fault("cohort_flagged") }
      guard let isFlagged = truth(cells["flagged"] ?? "") else { throw fault("flagged") }
      guard let item = cells["item"], known.insert(item).inserted else { throw fault("item") }
      var all = audit ?? DetectorAudit(metric: metric, bot: nil, human: nil)
      guard all.metric == metric else { throw fault("metric") }
      let empty = DetectorAudit.Arm(contacts: contacts, flagged: flagged)
      switch cells["cohort"] {
      case EntryCohort.botFirst.name: all.bot = counted(labels[item], isFlagged, all.bot ?? empty)
      case EntryCohort.humanFirst.name:
        all.human = counted(labels[item], isFlagged, all.human ?? empty)
      default: throw fault("cohort")
      }
      audit = all
    }
    let strangers = labels.keys.filter { !known.contains($0) }.sorted()
    if let stranger = strangers.first {
      throw AuditFault("item \(stranger) of the sheet is not in the key: was it drawn with it?")
    }
    guard let audit else { throw AuditFault("the key has no rows") }
    return audit
  }

  private enum Label { case yes, no, unclear }

  private static func counted(
    _ label: Label?,
    _ isFlagged: Bool,
    _ arm: DetectorAudit.Arm
  ) -> DetectorAudit.Arm {
    var arm = arm
    switch (label, isFlagged) {
    case (.yes, true): arm.found += 1
    case (.yes, false): arm.missed += 1
    case (.no, true): arm.falseAlarms += 1
    case (.no, false): arm.passed += 1
    case (.unclear, _): arm.unclear += 1
    case (nil, _): arm.unlabelled += 1
    }
    return arm
  }

  /// The labels by item; items without one are left out.
  private static func labels(_ sheet: [UInt8]) throws(AuditFault) -> [String: Label] {
    let table = try SmallTable(sheet, name: "the sheet", columns: ["item", "label"])
    var labels: [String: Label] = [:]
    var items: Set<String> = []
    for (line, cells) in table.rows {
      guard let item = cells["item"], !item.isEmpty else { continue }
      guard items.insert(item).inserted else {
        throw AuditFault("line \(line) of the sheet: item \(item) stands there a second time")
      }
      let word = cells["label"] ?? ""
      if let yes = truth(word) {
        labels[item] = yes ? .yes : .no
      } else if ["unclear", "?"].contains(trimmed(word)) {
        labels[item] = .unclear
      } else if !trimmed(word).isEmpty {
        throw AuditFault(
          "line \(line) of the sheet: the label is \(word); expected yes, no, unclear or nothing"
        )
      }
    }
    return labels
  }

  private static func truth(_ word: String) -> Bool? {
    switch trimmed(word) {
    case "yes", "y", "true", "1": true
    case "no", "n", "false", "0": false
    default: nil
    }
  }

  private static func trimmed(_ word: String) -> String {
    let isSpace: (Character) -> Bool = { $0.isWhitespace }
    let start = word.drop(while: isSpace)
    return String(start.reversed().drop(while: isSpace).reversed()).lowercased()
  }
}
