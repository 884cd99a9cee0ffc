package import Facts

/// How many amounts there are behind a quantile, and who has none and why.
package struct ValueCounts: Sendable, Hashable {
  /// Contacts with an amount.
  package private(set) var known = 0
  private var reasons = [Int](repeating: 0, count: NullReason.allCases.count)
  private var classes = [Int](repeating: 0, count: Evidence.allCases.count)

  /// No contacts.
  package init() {}

  /// Counts the cells of the given rows.
  package init(_ cells: ValueCells, rows: [Int32]) {
    for row in rows { add(cells[Int(row)]) }
  }

  /// Counts from how often each of the 256 values of ``ValueCell/state`` occurs.
  package init(states: [Int]) {
    func count(_ cell: ValueCell) -> Int { states[Int(cell.state)] }
    for evidence in Evidence.allCases {
      let all = count(.known(0, evidence))
      known += all
      classes[Int(evidence.rawValue)] += all
    }
    for reason in NullReason.allCases {
      reasons[Int(reason.rawValue)] += count(.null(reason)) + count(.censored(at: 0, reason))
    }
  }

  /// Counts one contact.
  package mutating func add(_ cell: ValueCell) {
    if cell.value != nil {
      known += 1
      if let evidence = cell.evidence { classes[Int(evidence.rawValue)] += 1 }
    } else if let reason = cell.nullReason {
      reasons[Int(reason.rawValue)] += 1
    }
  }

  /// Contacts without an amount by reason, the reasons that occur only.
  package var excluded: [(reason: String, count: Int)] { NullReason.named(reasons) }

  /// The reason that left out most; nil when none was.
  package var commonestReason: NullReason? { NullReason.commonest(reasons) }

  /// How many amounts rest on each class of evidence, the classes that occur only.
  package var evidence: [(evidence: Evidence, count: Int)] {
    Evidence.allCases.compactMap {
      let count = classes[Int($0.rawValue)]
      return count > 0 ? ($0, count) : nil
    }
  }

  /// The share of amounts on this class of evidence; nil without amounts.
  package func share(of evidence: Evidence) -> Double? {
    known > 0 ? Double(classes[Int(evidence.rawValue)]) / Double(known) : nil
  }
}
