package import Conversations
package import Diagnostics
package import Facts
package import Records

/// Everything that came out of the inputs: conversations without their words, and what was met on the way.
package struct Transcripts: Sendable {
  /// One input as read.
  package struct InputSummary: Sendable {
    package var name: String
    package var path: String
    package var bytes: Int?
    /// Name of the format; nil when the input was not recognised.
    package var format: String?
    /// Why it was taken for that format.
    package var why: String
    /// Records used: messages, events and conversation lines.
    package var records = 0
    /// Records set aside.
    package var setAside = 0
    /// It holds what was kept of exports: facts, or a history.
    package var isKept = false

    package init(name: String, path: String, bytes: Int?) {
      self.name = name
      self.path = path
      self.bytes = bytes
      why = ""
    }
  }

  /// In input order.
  package var inputs: [InputSummary] = []
  /// Not yet deduplicated; in no particular order.
  package var conversations: [Conversation] = []
  package var ledger = ProblemLedger()
  /// In the order of `Role`.
  package var messagesByRole = [Int](repeating: 0, count: Role.allCases.count)
  package var privateNotes = 0
  /// Nil when no message or event is dated.
  package var earliest: Instant?
  package var latest: Instant?
  /// Public messages by the hour since 1970.
  package var hours: [Int64: Int] = [:]
  package var unknownFields: [(name: String, count: Int)] = []
  /// Values of known fields that are in no description, as `field=value`.
  package var unknownValues: [(name: String, count: Int)] = []
  /// What the exports read by mapping files cannot tell.
  package var mappedBlindSpots: [String] = []
  package var replacedSequences = 0
  package var oddNumbers = 0
  /// A document was broken half way and its rest not read.
  package var brokeOff = false
  /// What the checks of mapping files found after reading.
  package var mappingRemarks: [String] = []
  /// The phrase lists that read the words.
  package var lexiconVersion = ""

  // Only for facts files: what had been read before they were written
  /// What they hold; the core if one of them holds no more.
  package var metrics = MetricSelection.all
  package var recordsUsedBehindFacts = 0
  package var duplicatesBehindFacts = 0
  /// With which options the exports behind facts were read.
  package var mannersBehindFacts: Set<String> = []
  /// Inputs that are not files of this run but the exports behind facts files.
  package var filesBehindFacts = 0..<0

  /// There were conversations, whoever has them now.
  private var hadConversations = false

  package init() {}

  /// Hands the conversations on; here they are held no longer.
  package mutating func takeConversations() -> [Conversation] {
    defer { conversations = [] }
    hadConversations = hadConversations || !conversations.isEmpty
    return conversations
  }

  package var recordsUsed: Int {
    recordsUsedBehindFacts + inputs.reduce(0) { $0 + $1.records }
  }
  package var recordsSetAside: Int { ledger.recordsSetAside }

  /// An input could not be read to its end.
  package var isIncomplete: Bool {
    brokeOff || ledger.counts.keys.contains { $0 == .endsEarly || $0 == .unreadable }
  }
}

extension Transcripts {
  /// Whether more of the records read was set aside than `limit`, a share; an input in which
  /// nothing was recognised counts as a loss too, and so does a run in which no input holds a
  /// record.
  ///
  /// A limit of 1 lets everything pass.
  package func isOverLoss(_ limit: Double) -> Bool {
    guard limit < 1 else { return false }
    let read = recordsUsed + recordsSetAside
    if ledger.counts[.unrecognised] != nil { return true }
    if read == 0, conversations.isEmpty, !hadConversations { return true }
    return read > 0 && Double(recordsSetAside) / Double(read) > limit
  }
}

extension Transcripts {
  /// The longest stretch of whole hours without a public message; nil when no hour is empty.
  ///
  /// A gap may be a night, or a part of the export that is missing: who looks at the export should know of it.
  package var longestGap: (from: Instant, hours: Int64)? {
    let busy = hours.keys.sorted()
    var longest: (from: Int64, hours: Int64) = (0, 0)
    for (before, after) in zip(busy, busy.dropFirst()) where after - before - 1 > longest.hours {
      longest = (before + 1, after - before - 1)
    }
    guard longest.hours > 0 else { return nil }
    return (Instant(milliseconds: longest.from * Span.hour), longest.hours)
  }
}
