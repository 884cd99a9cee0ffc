package import Records
import Wording

/// Every contact's facts in columns: what cohorts, comparisons and reports read, and no words.
///
/// Rows are sorted by contact start, then conversation id, then format, then part, so that the table is the same
/// whatever the order of inputs or the number of threads. Undated contacts come last, by id.
package struct ContactTable: Sendable {
  // Identity; ids and sources only where they are shown, as in facts files
  package var id: [String] = []
  package var conversationIDs: [[String]] = []
  package var source: [(input: Int, line: Int)] = []
  /// What is said of a contact besides its figures: nothing of those that are not counted.
  package var remarks: [Remarks] = []
  /// Dense customer codes in order of first appearance; a contact of an unknown customer has a code of its own.
  package var customer: [Int32] = []
  package var customerKnown: [Bool] = []

  // Time
  package var start: [Instant] = []
  package var end: [Instant] = []
  /// The Monday of the contact's ISO week in `--tz`, in days since 1970; nil when undated.
  package var week: [Int32?] = []
  /// The hour of the week in `--tz`, from 0 on Monday at midnight to 167; `undatedHour` when undated.
  package var hourOfWeek: [UInt8] = []

  // What cohorts and strata are made of
  package var entry: [EntryCohort] = []
  package var handledBy: [HandledBy] = []
  package var outcome: [Outcome] = []
  package var outcomeEvidence: [Evidence] = []
  package var strata = StrataColumns()
  /// Engaged, inbound, neither test nor spam, and in the reporting period: what metrics count.
  package var isCounted: [Bool] = []
  package var isEngaged: [Bool] = []
  /// Why a contact is not counted: `not_engaged`, `outbound`, `test`, `spam`, `outside_period`; nil when counted.
  package var leftOut: [LeftOut?] = []

  // Measures
  /// Which of them were computed; the columns of others are empty.
  package var metrics = MetricSelection.all
  /// A calendar was given, so that there are second figures on the business clock.
  package var hasCalendar = false
  /// One column per entry of `RateMetric.all`, in that order.
  package var rates: [[RateCell]] = []
  /// One column per entry of `ValueMetric.all`, in that order.
  package var values: [ValueCells] = []
  /// One list per entry of `ReplyMetric.all`: replies with the row of their contact.
  ///
  /// Those of one side's latencies are empty: they are read off those of both.
  package var replies: [ReplyList] = []
  /// Why a contact without any measured reply latency has none (M11).
  package var latencyAbsence: [NullReason] = []
  /// The customer's language, explicit or detected, as `LanguageCode` numbers it; 0 unknown (M05).
  package var spoken: [UInt16] = []
  /// Substantive replies whose language is known, and those of them in the customer's.
  package var repliesInKnownLanguage: [Int32] = []
  package var repliesInSpokenLanguage: [Int32] = []
  /// The scale of the accepted rating; nil without one.
  ///
  /// Scales are never pooled (M41).
  package var ratingScale: [RatingScale?] = []

  // Time to an event (STATISTICS 4.3), per contact
  /// Resolution: milliseconds from contact start and status 0 censored, 1 resolved, 2 failed; nil left out.
  package var resolution: [TimedStatus?] = []
  /// Next contact of the same customer: milliseconds from contact end and status 0 censored, 1 came back; nil when
  /// not an index contact.
  package var nextContact: [TimedStatus?] = []
  /// The work of the closed chain that a contact begins; nil where it begins none, or the work is not known.
  package var chainWork: [ChainWork?] = []

  /// Stands for no hour in `hourOfWeek`.
  package static let undatedHour = UInt8.max

  /// Where most of it lies; nil in memory.
  var aside: TableAside?

  package init() {}

  /// Lets go what was read of it since, where it lies in a file.
  package func rest() { aside?.rest() }

  /// The two letters of a language in `spoken`.
  package static func languageName(_ code: UInt16) -> String {
    LanguageCode(rawValue: code).description
  }

  package var count: Int { id.isEmpty ? isCounted.count : id.count }
}

package enum LeftOut: UInt8, Sendable, CaseIterable {
  case notEngaged, outbound, test, spam, outsidePeriod

  package var name: String {
    switch self {
    case .notEngaged: "not_engaged"
    case .outbound: "outbound"
    case .test: "test"
    case .spam: "spam"
    case .outsidePeriod: "outside_period"
    }
  }
}

package struct TimedStatus: Sendable, Hashable {
  package var milliseconds: Int64
  package var status: UInt8

  package init(milliseconds: Int64, status: UInt8) {
    self.milliseconds = milliseconds
    self.status = status
  }
}

/// The least and the greatest rating that could have been given.
package struct RatingScale: Sendable, Hashable {
  package var min: Double
  package var max: Double

  package init(min: Double, max: Double) {
    self.min = min
    self.max = max
  }
}

/// Values below the contact, such as the latency of each reply.
package struct ReplyList: Sendable {
  package var contact: [Int32] = []
  package var value = ReplyValues()
  /// True when the reply is a bot's.
  package var isBot: [Bool] = []
  /// Why there is nothing, where there is nothing.
  package var emptyReason = NullReason.noReply

  package init() {}
}

/// Facts fixed before the first reply.
///
/// METRICS 5.4. Codes index the name lists; code 0 is always "unknown".
package struct StrataColumns: Sendable {
  package var topicNames = ["unknown"]
  package var languageNames = ["unknown"]
  package var channelNames = ["unknown"]
  package var topic: [Int32] = []
  package var language: [Int32] = []
  package var channel: [Int32] = []
  /// 0 unknown, 1 working day 08–18, 2 working day otherwise, 3 weekend.
  package var hourBand: [UInt8] = []
  /// Contacts of the customer in the 30 days before: 0 unknown, 1 none, 2 one or two, 3 three or more.
  package var priorBand: [UInt8] = []
  /// First customer message: 1 up to 8 words, 2 9–25, 3 more; 0 unknown.
  package var firstLength: [UInt8] = []
  package var firstAttachment: [Bool] = []
  /// A frustration signal (M47 to M50, or a human request) in the messages before the first reply.
  package var frustratedBefore: [Bool] = []

  package init() {}
}
