/// A mapping file as compiled: where the fields of an unknown export stand.
///
/// FORMATS section 8. Paths, conditions and choices are checked and numbered, so that `MappedReader` only follows
/// them; reading the YAML is the business of the target `Mappings`.
package struct Mapping: Sendable {
  package enum Kind: String, Sendable, CaseIterable { case json, jsonl, xml, csv }
  package enum OnError: String, Sendable, CaseIterable {
    case skipMessage = "skip_message"
    case skipConversation = "skip_conversation"
    case stop
  }

  package var name: String
  package var description = ""
  /// It comes with Onpar: what it never met is no news to anybody.
  package var isShipped = false
  /// The mapping file, for messages.
  package var file = ""
  /// One of them must hold; without any it is for every input of its kind.
  package var matches: [MappingMatch] = []
  package var kind: Kind?
  /// Where the records stand: names and `[*]` only.
  package var records = MappingPath(text: "$")
  /// A record is one message and not a conversation.
  package var recordIsMessage = false
  package var csv = CSVRules()
  /// Prefix to URI.
  package var namespaces: [String: String] = [:]
  /// Of a text that does not say it itself; one of `encodings`.
  package var encoding: String?
  /// Those of single bytes are tables, the others are told by the bytes.
  package static let encodings = [
    "utf-8", "utf-16", "utf-16le", "utf-16be", "iso-8859-1", "iso-8859-15", "windows-1252",
  ]
  package var joins: [MappingJoin] = []
  package var conversation = ConversationRules()
  package var messages: [MessageRules] = []
  package var events: [EventRules] = []
  /// Records of one id are parts of one conversation, and not copies of it.
  package var mergesRecords = false
  /// Of messages with one id the last counts.
  package var keepsLast = false
  package var onError = OnError.skipMessage

  // What rules name by number.
  package var paths: [MappingPath] = []
  package var patterns: [String] = []
  package var zones: [CalendarZone] = []
  package var choices: [MappingPlace] = []
  package internal(set) var words: [[UInt8]] = []
  package internal(set) var values: [ValueRule] = []
  package internal(set) var cases: [MappingCase] = []
  package internal(set) var conditions: [MappingCondition] = []
  package internal(set) var constants: [MappingConstant] = []
  package internal(set) var shapes: [ValueShape] = []
  package internal(set) var readings: [TimeRule.Reading] = []
  package internal(set) var dates: [DatePattern] = []
  package internal(set) var times: [TimeRule] = []

  package init(name: String) {
    self.name = name
  }

  /// The format that it stands for in this run.
  package var format: Format { Format(mapping: name) }

  /// What it can tell, for people.
  package var profile: FormatProfile {
    FormatProfile(
      name,
      tier: name == "filedump-xml" ? 2 : 3,
      confidence: kind == .xml ? "A" : "C",
      container: (kind ?? .jsonl).rawValue.uppercased(),
      sides: .asMapped,
      tellsHandoff: tellsHandoff,
      tellsRating: conversation.rating != nil,
      blindSpots: isShipped ? [description] : []
    )
  }

  /// Whether some event rule can say that a hand-off was begun.
  package var tellsHandoff: Bool {
    events.contains { words(of: $0.kind).contains("handoff_initiated") }
  }
}

/// When a mapping is used by itself.
package struct MappingMatch: Sendable {
  /// Keys that a record, the whole document or the heading must have.
  package var keys: [String] = [] {
    didSet { (bits, sign) = (Self.bits(of: keys), words) }
  }
  package var root: XMLPath.Step? {
    didSet { sign = words }
  }
  /// Of the names of a record that has all keys, as `TreeNode.names`.
  private(set) var bits: UInt32 = 0
  /// What is looked for, in words.
  private(set) var sign = ""

  package init() {}

  private static func bits(of keys: [String]) -> UInt32 {
    keys.reduce(0) { all, key in
      var key = key
      return all
        | key.withUTF8 { TreeItem.bit(of: ByteSlice(start: $0.baseAddress, count: $0.count)) }
    }
  }

  private var words: String {
    var words: [String] = []
    if let root = root?.name { words.append("the root element is " + root) }
    if !keys.isEmpty {
      words.append("it has " + keys.map { "\"" + $0 + "\"" }.joined(separator: ", "))
    }
    return words.joined(separator: "; ")
  }
}

/// How a CSV file is written.
package struct CSVRules: Sendable, Hashable {
  /// Nil finds it out from the first line.
  package var separator: UInt8?
  package var quote: UInt8 = 0x22
  /// Whether the first row names the columns; else they are named by number from 1.
  package var hasHeader = true

  package init() {}
}

/// Another file, or another part of the record, in which rules look things up.
package struct MappingJoin: Sendable {
  package var name: String
  /// As written, beside the mapping file; nil for a part of the same record.
  package var file: String?
  package var records: MappingPath
  package var key: ValueRule
  /// What was read of the file.
  package var table: SideTable?

  package init(name: String, file: String?, records: MappingPath, key: ValueRule) {
    self.name = name
    self.file = file
    self.records = records
    self.key = key
  }
}

/// Something in a mapping file that messages name.
package struct MappingPlace: Sendable {
  package var name: String
  package var line: Int

  package init(name: String, line: Int) {
    self.name = name
    self.line = line
  }
}

/// The fields of a conversation.
package struct ConversationRules: Sendable {
  package var id: ValueRule?
  package var parent: ValueRule?
  package var customer: ValueRule?
  package var channel: ValueRule?
  package var direction: ValueRule?
  package var language: ValueRule?
  package var topic: ValueRule?
  package var tags: ValueRule?
  package var status: ValueRule?
  package var handledBy: ValueRule?
  package var entry: ValueRule?
  package var handleTime: ValueRule?
  package var afterWork: ValueRule?
  package var created: TimeRule?
  package var updated: TimeRule?
  package var closed: TimeRule?
  package var rating: RatingRules?
  package var resolution: ValueRule?
  package var resolvedBy: ValueRule?
  package var isTest: TruthRule?
  package var isSpam: TruthRule?

  package init() {}
}

package struct RatingRules: Sendable {
  package var score: ValueRule
  package var min: ValueRule?
  package var max: ValueRule?
  package var time: TimeRule?
  package var comment: ValueRule?

  package init(score: ValueRule, min: ValueRule?, max: ValueRule?, time: TimeRule?) {
    self.score = score
    self.min = min
    self.max = max
    self.time = time
  }
}

/// The messages of a record.
package struct MessageRules: Sendable {
  package enum Order: Sendable {
    case time, file
    case number(ValueRule)
  }

  /// A path's number; nil when the record is the message.
  package var each: Int?
  package var only: MappingCondition?
  package var skip: MappingCondition?
  package var order = Order.time
  package var id: ValueRule?
  package var time: TimeRule?
  package var role: ValueRule?
  package var author: ValueRule?
  package var visibility: ValueRule?
  package var kind: ValueRule?
  package var text: ValueRule?
  package var attachments: TruthRule?
  package var redacted: TruthRule?
  package var sentiment: SentimentRules?

  package init() {}
}

/// A score that the export gives a message (METRICS M49).
package struct SentimentRules: Sendable {
  package var score: ValueRule
  /// A lower score is negative.
  package var negativeBelow: Double

  package init(score: ValueRule, negativeBelow: Double) {
    self.score = score
    self.negativeBelow = negativeBelow
  }
}

/// One kind of events of a record.
package struct EventRules: Sendable {
  package var each: Int?
  package var only: MappingCondition?
  package var skip: MappingCondition?
  package var time: TimeRule?
  package var kind: ValueRule
  package var actor: ValueRule?
  package var author: ValueRule?
  package var succeeded: TruthRule?
  package var rating: RatingRules?

  package init(kind: ValueRule) {
    self.kind = kind
  }
}
