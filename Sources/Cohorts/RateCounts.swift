package import Facts

/// The whole numbers behind a rate: who said yes, out of how many, and who was not asked and why.
///
/// METRICS section 10, rule 1: no rate is shown without them.
package struct RateCounts: Sendable, Hashable {
  /// Contacts with a yes.
  package private(set) var numerator = 0
  /// Contacts with a yes or a no.
  package private(set) var denominator = 0
  private var reasons = [Int](repeating: 0, count: NullReason.allCases.count)
  private var classes = [Int](repeating: 0, count: Evidence.allCases.count)

  /// No contacts.
  package init() {}

  /// Counts the cells of the given rows.
  package init(_ cells: [RateCell], rows: [Int32]) {
    for row in rows { add(cells[Int(row)]) }
  }

  /// Counts from how often each cell occurs, by its raw value.
  package init(occurrences: [Int]) {
    func count(_ cell: RateCell) -> Int {
      let place = Int(cell.rawValue)
      return occurrences.indices.contains(place) ? occurrences[place] : 0
    }
    for evidence in Evidence.allCases {
      let yes = count(.known(true, evidence))
      let all = yes + count(.known(false, evidence))
      numerator += yes
      denominator += all
      classes[Int(evidence.rawValue)] += all
    }
    for reason in NullReason.allCases { reasons[Int(reason.rawValue)] += count(.null(reason)) }
  }

  /// Counts one contact.
  package mutating func add(_ cell: RateCell) {
    if let answer = cell.answer {
      denominator += 1
      if answer { numerator += 1 }
      if let evidence = cell.evidence { classes[Int(evidence.rawValue)] += 1 }
    } else if let reason = cell.nullReason {
      reasons[Int(reason.rawValue)] += 1
    }
  }

  /// Contacts that were left out for this reason.
  package func excluded(_ reason: NullReason) -> Int { reasons[Int(reason.rawValue)] }

  /// Contacts left out by reason, the reasons that occur only.
  package var excluded: [(reason: String, count: Int)] { NullReason.named(reasons) }

  /// The reason that left out most; nil when none was.
  package var commonestReason: NullReason? { NullReason.commonest(reasons) }

  /// How many answers rest on each class of evidence, the classes that occur only.
  package var evidence: [(evidence: Evidence, count: Int)] {
    Evidence.allCases.compactMap {
      let count = classes[Int($0.rawValue)]
      return count > 0 ? ($0, count) : nil
    }
  }

  /// The share of answers on this class of evidence; nil without answers.
  package func share(of evidence: Evidence) -> Double? {
    denominator > 0 ? Double(classes[Int(evidence.rawValue)]) / Double(denominator) : nil
  }
}

extension NullReason {
  /// Reasons that occur, with their counts; `counts` is indexed by raw value.
  static func named(_ counts: [Int]) -> [(reason: String, count: Int)] {
    allCases.compactMap {
      let count = counts[Int($0.rawValue)]
      return count > 0 ? ($0.name, count) : nil
    }
  }

  /// The first of the most frequent reasons; nil when none occurs.
  static func commonest(_ counts: [Int]) -> NullReason? {
    guard let most = counts.max(), most > 0 else { return nil }
    return allCases.first { counts[Int($0.rawValue)] == most }
  }
}
