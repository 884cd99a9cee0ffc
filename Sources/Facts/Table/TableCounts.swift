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

  // Who
  package var roleUnknownContacts = 0
  package var assignedNoReply = 0
  package var conflicts = 0
  /// Counted contacts in which names told bots from people.
  package var guessedRoles = 0
  /// Messages by authors whose name is a bot's where a field says human.
  package var roleConflicts = 0
  package var languageUnsupported = 0
  /// Contacts of D whose language has no list of resolution phrases: confirmed by explicit verdicts alone (M19).
  package var explicitOnly = 0
  /// Counted contacts whose language the export names, whose words show it, and of which it is not known.
  package var languageGiven = 0
  package var languageDetected = 0
  package var languageUnknown = 0
  /// Counted contacts of customers who always write in capitals.
  package var capsHabit = 0
  package var unansweredTails = 0
  package var unmetButResolved = 0
  package var lateRatings = 0
  /// Counted contacts with work of a person without an id, which could not be adjusted for concurrency (M17).
  package var unadjustedHandleTimes = 0
  /// Counted contacts with a link whose check is more than a week from its message (M58).
  package var staleLinkChecks = 0
  /// False when the export holds no offer of a survey at all (M42).
  package var surveyOffersExported = false

  // Linking
  package var knownCustomers = 0
  package var highFrequencyCustomers = 0
  package var highFrequencyContacts = 0
  package var parallelContacts = 0
  package var indexContacts = 0
  /// Index contacts not observed for the whole window; index is `RepeatWindow.rawValue`.
  package var notEligible = [Int](repeating: 0, count: RepeatWindow.allCases.count)

  package init() {}

  /// Share of engaged contacts whose customer is known; nil without contacts.
  package var identityCoverage: Double? {
    counted > 0 ? Double(knownCustomers) / Double(counted) : nil
  }
}
