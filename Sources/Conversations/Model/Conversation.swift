public import Records
public import Wording

/// A conversation as the export cut it, its words dropped.
///
/// METRICS 1.1.
public struct Conversation: Sendable {
  package var format: Format
  package var id: String
  /// The customer's id as the export writes it, or a pseudonym when read from a facts file.
  public var customer: String?
  package var channel: String?
  package var topic: String?
  package var language: String?
  /// The language that its first messages show, where the export names none.
  public var detectedLanguage = LanguageCode.unknown
  /// The families of `Marks.measuring` of which its language has no lists (E9).
  // By its bits: an empty list would be asked for its elements, for each conversation.
  package var missingLists = Marks(rawValue: 0)
  /// Where the conversation begins: input rank and line of its first record.
  ///
  /// The line is 0 until every block before it has been counted.
  public var source: SourceReference
  /// The same, as a number that sorts like the input; set by ingest.
  package var position = RecordPosition(packed: 0)
  /// Messages and events in order (METRICS section 2), message ids deduplicated.
  public internal(set) var entries: Timeline
  /// What most exports do not say; nil where nothing of it was said.
  private var details: Held<CommonDetails>?

  package init(
    format: Format,
    id: String,
    customer: String? = nil,
    channel: String? = nil,
    topic: String? = nil,
    language: String? = nil,
    source: SourceReference = SourceReference(input: 0, line: 0),
    timeline: [TimelineEntry] = []
  ) {
    self.format = format
    self.id = id
    self.customer = customer
    self.channel = channel
    self.topic = topic
    self.language = language
    self.source = source
    entries = Timeline(timeline)
  }

  private mutating func change(_ body: (inout CommonDetails) -> Void) {
    Held.change(&details, CommonDetails(), body)
  }

  private mutating func changeRare(_ body: (inout RareDetails) -> Void) {
    change { Held.change(&$0.rare, RareDetails(), body) }
  }

  private var hasRare: Bool { details?.values.rare != nil }
}

/// Fields of a conversation that stand apart, so that it is small, and copying it counts few references.
private final class Held<Values>: @unchecked Sendable, CustomStringConvertible {
  // Unchecked: changed only while a single conversation refers to it, which Swift has checked for that conversation.

  @exclusivity(unchecked)
  var values: Values

  init(_ values: Values) { self.values = values }

  var description: String { "\(values)" }

  /// Changes fields, in memory that no other copy of the conversation shares.
  static func change(_ held: inout Held?, _ none: Values, _ body: (inout Values) -> Void) {
    if held == nil {
      held = Held(none)
    } else if !isKnownUniquelyReferenced(&held) {
      held = held.map { Held($0.values) }
    }
    if let held { body(&held.values) }
  }
}

/// What many exports say of a conversation and others leave out: some 60 bytes.
private struct CommonDetails {
  var created = Instant.missing
  var updated = Instant.missing
  var closed = Instant.missing
  var direction: Direction?
  var resolution: Resolution?
  var isTest = false
  var isSpam = false
  var tellsHandoff = true
  var handedOff: Bool?
  var rare: Held<RareDetails>?
}

/// What is said of hardly any conversation.
private struct RareDetails {
  var parent: String?
  var rating: Rating?
  var handledBy: String?
  var entry: String?
  var handleTime: Int64?
  var afterWork: Int64?
  var duplicateMessages = 0
  var naiveTimestamps = 0
  var implausibleTimestamps = 0
  var lateEntries = 0
  var roleSources = RoleSources()
  var tags: [String] = []
}

extension Conversation {
  /// The same in a list of its own, for who looks at a few conversations or makes one.
  public var timeline: [TimelineEntry] {
    get { Array(entries.buffer) }
    set { entries = Timeline(newValue) }
  }

  /// Whether nothing is said of a conversation but its names and its timeline.
  ///
  /// Reads it in place: whoever asks for a value of it from another module would copy all of it.
  public static func isPlain(_ conversation: UnsafePointer<Conversation>) -> Bool {
    conversation.pointee.details == nil
  }

  /// The texts of a conversation's names as they lie in memory, and what is known of its language.
  ///
  /// Equal bits are equal names, as long as none of the conversations that are compared is given up.
  public struct NameBits {
    package var topic: (UInt64, UInt64)
    package var language: (UInt64, UInt64)
    package var channel: (UInt64, UInt64)
    package var isLanguageNamed: Bool
    package var detectedLanguage: LanguageCode
    package var missingLists: Marks
  }

  /// Reads the names in place, without counting a reference.
  public static func nameBits(_ conversation: UnsafePointer<Conversation>) -> NameBits {
    NameBits(
      topic: unsafeBitCast(conversation.pointee.topic, to: (UInt64, UInt64).self),
      language: unsafeBitCast(conversation.pointee.language, to: (UInt64, UInt64).self),
      channel: unsafeBitCast(conversation.pointee.channel, to: (UInt64, UInt64).self),
      isLanguageNamed: conversation.pointee.language?.isEmpty == false,
      detectedLanguage: conversation.pointee.detectedLanguage,
      missingLists: conversation.pointee.missingLists
    )
  }

  /// The conversation that it belongs to, by its id.
  public var parent: String? {
    get { details?.values.rare?.values.parent }
    set { if hasRare || newValue != nil { changeRare { $0.parent = newValue } } }
  }

  /// Who began it, where the export says so.
  public var direction: Direction? {
    get { details?.values.direction }
    set { if details != nil || newValue != nil { change { $0.direction = newValue } } }
  }

  /// When it was created; missing where nothing is said.
  public var created: Instant {
    get { details?.values.created ?? .missing }
    set { if details != nil || newValue.isKnown { change { $0.created = newValue } } }
  }

  /// When it was last changed, likewise.
  public var updated: Instant {
    get { details?.values.updated ?? .missing }
    set { if details != nil || newValue.isKnown { change { $0.updated = newValue } } }
  }

  /// When it was closed, likewise.
  public var closed: Instant {
    get { details?.values.closed ?? .missing }
    set { if details != nil || newValue.isKnown { change { $0.closed = newValue } } }
  }

  /// The customer's rating.
  public var rating: Rating? {
    get { details?.values.rare?.values.rating }
    set { if hasRare || newValue != nil { changeRare { $0.rating = newValue } } }
  }

  /// What an explicit field says of its end.
  public var resolution: Resolution? {
    get { details?.values.resolution }
    set { if details != nil || newValue != nil { change { $0.resolution = newValue } } }
  }

  /// One of the five handled-by words, given by the export (METRICS 5.1, last line).
  public var explicitHandledBy: String? {
    get { details?.values.rare?.values.handledBy }
    set { if hasRare || newValue != nil { changeRare { $0.handledBy = newValue } } }
  }

  /// An entry or experiment-arm field (METRICS 5.2, first row): `bot_first` or `human_first`.
  public var explicitEntry: String? {
    get { details?.values.rare?.values.entry }
    set { if hasRare || newValue != nil { changeRare { $0.entry = newValue } } }
  }

  /// Human work on it in milliseconds, as a mapped field gives it (METRICS M17).
  public var explicitHandleTime: Int64? {
    get { details?.values.rare?.values.handleTime }
    set { if hasRare || newValue != nil { changeRare { $0.handleTime = newValue } } }
  }

  /// Human work behind its last message in milliseconds, likewise.
  public var explicitAfterWork: Int64? {
    get { details?.values.rare?.values.afterWork }
    set { if hasRare || newValue != nil { changeRare { $0.afterWork = newValue } } }
  }

  /// What the desk filed it under; no measure uses it.
  public var tags: [String] {
    get { details?.values.rare?.values.tags ?? [] }
    set { if hasRare || !newValue.isEmpty { changeRare { $0.tags = newValue } } }
  }

  /// More tags of one conversation than this are left out.
  public static let tagLimit = 32

  static func tags(in joined: ByteSlice) -> [String] {
    guard joined.count > 0 else { return [] }
    return joined.buffer.split(separator: RawHead.tagSeparator).prefix(tagLimit).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// The export marks it as a test.
  public var isTest: Bool {
    get { details?.values.isTest ?? false }
    set { if details != nil || newValue { change { $0.isTest = newValue } } }
  }

  /// False where the export cannot say whether a hand-off was begun (FORMATS 2.5).
  public var tellsHandoff: Bool {
    get { details?.values.tellsHandoff ?? true }
    set { if details != nil || !newValue { change { $0.tellsHandoff = newValue } } }
  }

  /// Said by the export where it holds only the bot's side; nil where the timeline tells.
  public var explicitHandedOff: Bool? {
    get { details?.values.handedOff }
    set { if details != nil || newValue != nil { change { $0.handedOff = newValue } } }
  }

  /// The export marks it as spam.
  public var isSpam: Bool {
    get { details?.values.isSpam ?? false }
    set { if details != nil || newValue { change { $0.isSpam = newValue } } }
  }

  /// Messages dropped because their id had occurred in this conversation.
  public var duplicateMessages: Int {
    get { details?.values.rare?.values.duplicateMessages ?? 0 }
    set { if hasRare || newValue != 0 { changeRare { $0.duplicateMessages = newValue } } }
  }

  /// Timestamps without an offset, read in `--assume-tz`.
  public var naiveTimestamps: Int {
    get { details?.values.rare?.values.naiveTimestamps ?? 0 }
    set { if hasRare || newValue != 0 { changeRare { $0.naiveTimestamps = newValue } } }
  }

  /// Timestamps before 2000 or after a given as-of instant, treated as missing.
  public var implausibleTimestamps: Int {
    get { details?.values.rare?.values.implausibleTimestamps ?? 0 }
    set { if hasRare || newValue != 0 { changeRare { $0.implausibleTimestamps = newValue } } }
  }

  /// How the roles of bots and humans are known, where no field says it.
  package var roleSources: RoleSources {
    get { details?.values.rare?.values.roleSources ?? RoleSources() }
    set { if hasRare || newValue != RoleSources() { changeRare { $0.roleSources = newValue } } }
  }

  /// Messages and events that are older than what stands before them in the export.
  ///
  /// Known where the export itself was read, and not from a facts file.
  public var lateEntries: Int {
    get { details?.values.rare?.values.lateEntries ?? 0 }
    set { if hasRare || newValue != 0 { changeRare { $0.lateEntries = newValue } } }
  }
}

/// Who began a conversation.
public enum Direction: UInt8, Sendable {
  case inbound, outbound
}

/// A rating with its scale; the scale always travels with the score.
///
/// FORMATS 2.1.
public struct Rating: Sendable, Hashable {
  package var score: Double
  package var min: Double
  package var max: Double
  package var time: Instant
  /// Words came with it; they are not kept.
  public var hasComment = false

  package init(score: Double, min: Double, max: Double, time: Instant = .missing) {
    self.score = score
    self.min = min
    self.max = max
    self.time = time
  }

  /// Whether the scale has two points or more and the score stands on it.
  ///
  /// Numbers beyond a million are no scale, but another field's.
  package var isOnScale: Bool {
    min < max && score >= min && score <= max
      && Swift.max(min.magnitude, max.magnitude) <= 1_000_000
  }
}

/// An explicit result field.
///
/// By the customer it is a verdict, by a responder `solved`, by a timer only `closed`.
public struct Resolution: Sendable, Hashable {
  /// Who says so.
  public enum Party: UInt8, Sendable { case customer, bot, human, timer }
  package var resolved: Bool
  package var by: Party

  package init(resolved: Bool, by: Party) {
    self.resolved = resolved
    self.by = by
  }
}

/// The file and line behind a figure.
public struct SourceReference: Sendable, Hashable {
  /// The input's rank in input order.
  public var input: Int
  /// Line of the decoded text, from 1; 0 unknown.
  public var line: Int

  package init(input: Int, line: Int) {
    self.input = input
    self.line = line
  }
}
