package import Records

/// What building the table met, for the data-quality section.
///
/// METRICS sections 2 to 5.
package struct TableCounts: Sendable, Hashable {
  package var contacts = 0
  package var counted = 0
  /// By reason; index is `LeftOut.rawValue`.
  package var leftOut = [Int](repeating: 0, count: LeftOut.allCases.count)
  package var undated = 0

  // Observation
  /// The instant used as the end of observation; missing when nothing has a time.
  package var asOf = Instant.missing
  package var asOfIsGiven = false
  /// As-of lies more than 48 h after the 99.9th percentile of message times.
  package var asOfOutlier = false
  /// The first timestamp of the input.
  package var observationStart = Instant.missing

  // Clocks, over counted contacts
  package var skewClamped = 0
  package var clockBackwards = 0
  package var missingTimestamps = 0
  /// Rows whose times are all null because more than a fifth of their intervals are.
  package var unreliableClocks: [Int] = []
  package var naiveTimestamps = 0
  package var implausibleTimestamps = 0

  /// Counted contacts by what is said of them; index is `Remark.rawValue`.
  package internal(set) var remarks = [Int](repeating: 0, count: Remark.allCases.count)
  /// Messages by authors whose name is a bot's where a field says human.
  package var roleConflicts = 0
  /// Counted contacts whose language the export names, whose words show it, and of which it is not known.
  package var languageGiven = 0
  package var languageDetected = 0
  package var languageUnknown = 0
  /// False when the export holds no offer of a survey at all (M42).
  package var surveyOffersExported = false

  // Linking
  package var knownCustomers = 0
  package var highFrequencyCustomers = 0
  package var indexContacts = 0
  /// Index contacts not observed for the whole window; index is `RepeatWindow.rawValue`.
  package var notEligible = [Int](repeating: 0, count: RepeatWindow.allCases.count)

  package init() {}

  package subscript(remark: Remark) -> Int { remarks[Int(remark.rawValue)] }

  mutating func add(_ found: Remarks) {
    var left = found.rawValue
    while left != 0 {
      remarks[left.trailingZeroBitCount] += 1
      left &= left - 1
    }
  }

  /// Share of engaged contacts whose customer is known; nil without contacts.
  package var identityCoverage: Double? {
    counted > 0 ? Double(knownCustomers) / Double(counted) : nil
  }
}
