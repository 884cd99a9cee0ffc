/// What was run, on what, with which rules.
package struct RunFacts: Sendable {
  package struct InputLine: Sendable {
    package var name: String
    package var bytes: Int?
    package var format: String
    /// Records in it; nil for what is kept of exports, whose records are counted as a whole.
    package var records: Int?
    package var sha256: String?

    package init(name: String, bytes: Int?, format: String, records: Int?, sha256: String? = nil) {
      self.name = name
      self.bytes = bytes
      self.format = format
      self.records = records
      self.sha256 = sha256
    }
  }

  package struct Parameter: Sendable {
    package var name: String
    package var value: String
    package var isDefault: Bool
    package var defaultValue: String
    /// The flag, or the file with its line, that set it; nil when nothing did.
    package var source: String?

    package init(
      name: String,
      value: String,
      isDefault: Bool,
      defaultValue: String = "",
      source: String? = nil
    ) {
      self.name = name
      self.value = value
      self.isDefault = isDefault
      self.defaultValue = defaultValue
      self.source = source
    }
  }

  package var version: String
  package var dictionaryVersion: String
  package var lexiconVersion: String
  package var inputs: [InputLine]
  package var parameters: [Parameter]
  /// How the inputs were read, as far as a flag said so; a report from facts files cannot know it.
  package var inputOptions: [Parameter] = []
  /// The configuration that was read; nil without one.
  package var configFile: String?
  /// Every id begins with `sim-`.
  package var isSimulated: Bool
  /// First and last day with a counted contact, `2026-03-02`; nil when nothing is dated.
  package var firstDay: String?
  package var lastDay: String?
  package var zone: String
  /// ISO 8601.
  package var asOf: String?
  package var asOfGiven: Bool
  package var unit: String
  /// Nil where it is hidden.
  package var contacts: Int?
  /// Customers that are known; a contact without one is not counted as one.
  package var customers: Int
  /// Nil where it is hidden.
  package var contactsWithoutCustomer: Int? = 0
  package var botFirst: Int
  package var humanFirst: Int
  /// Only with `--stamp`.
  package var stamp: String?

  package init(version: String, dictionaryVersion: String, lexiconVersion: String) {
    self.version = version
    self.dictionaryVersion = dictionaryVersion
    self.lexiconVersion = lexiconVersion
    inputs = []
    parameters = []
    isSimulated = false
    firstDay = nil
    lastDay = nil
    zone = "UTC"
    asOf = nil
    asOfGiven = false
    unit = "contact"
    contacts = 0
    customers = 0
    botFirst = 0
    humanFirst = 0
    stamp = nil
  }
}

/// What came in, what was used, what was set aside, and what may make figures unlike.
package struct DataQuality: Sendable {
  package typealias Count = (name: String, count: Int)

  package var recordsRead = 0
  package var recordsUsed = 0
  package var setAside: [Count] = []
  /// An input ended too early or could not be read.
  package var isIncomplete = false
  /// Share of records set aside is over `--max-loss`.
  package var isOverLoss = false
  /// Conversations read, duplicates removed, joins, splits, contacts formed.
  package var assembly: [Count] = []
  /// Contacts that no metric counts, by reason.
  package var leftOut: [Count] = []
  /// Rows entry cohort, columns outcome.
  package var outcomes: [(cohort: String, counts: [Count])] = []
  /// Rows entry cohort, columns handled-by.
  package var handled: [(cohort: String, counts: [Count])] = []
  /// Contacts with a known customer of all engaged ones, per cohort.
  package var identity: [(cohort: String, known: Int, of: Int)] = []
  /// Contacts whose language is given, detected or not known.
  package var languages: [Count] = []
  /// Counted contacts that METRICS wants to be pointed out, by what about them.
  package var flags: [Count] = []
  /// Clock faults and the like.
  package var clocks: [Count] = []
  package var unknownFields: [Count] = []
  package var unknownValues: [Count] = []
  /// What the exports at hand cannot tell, a sentence each with the format's name in front.
  package var blindSpots: [String] = []
  /// Messages by role.
  package var roles: [Count] = []
  package var warnings: [String] = []
  /// The first problems, worded: "march.jsonl:4812: …".
  package var problems: [String] = []

  package init() {}
}
