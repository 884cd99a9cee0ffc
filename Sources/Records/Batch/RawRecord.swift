/// One record as decoded: a message, an event, or what a conversation line says.
///
/// Slices point into the block or the batch's scratch memory; nothing here owns memory, so a batch of records costs
/// no allocation.
public struct RawRecord {
  /// What a record is.
  public enum Kind: UInt8 {
    case message, event
    /// A `conversation` line of the messages layout: head fields, merged by id.
    case head
    /// A whole conversation begins; its items follow, up to `end`. A later copy replaces it.
    case begin
    case end
  }

  /// What is said of it besides its words, a bit each.
  public struct Flags: OptionSet {
    /// A bit each.
    public let rawValue: UInt16
    /// What these bits say.
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    // Computed, so that other modules see the bits and not a variable.
    /// A private note.
    @inlinable public static var isPrivate: Flags { Flags(rawValue: 1) }
    /// The export gave the message kind.
    @inlinable public static var explicitKind: Flags { Flags(rawValue: 2) }
    /// Attachment, card or submitted value.
    @inlinable public static var attachment: Flags { Flags(rawValue: 4) }
    /// An `action` event with `ok` true.
    @inlinable public static var succeeded: Flags { Flags(rawValue: 8) }
    /// The timestamp had no offset and was read in `--assume-tz`.
    @inlinable public static var naiveTime: Flags { Flags(rawValue: 16) }
    /// A mapped button or intent that asks for a human.
    @inlinable public static var humanButton: Flags { Flags(rawValue: 32) }
    /// The export has taken words out.
    @inlinable public static var redacted: Flags { Flags(rawValue: 64) }
    /// `sequence` was given.
    @inlinable public static var hasSequence: Flags { Flags(rawValue: 128) }
    /// The head says that the file is written conversation after conversation.
    @inlinable public static var grouped: Flags { Flags(rawValue: 256) }
    /// The role was a word that Onpar does not know; the role is `unknown`.
    @inlinable public static var oddRole: Flags { Flags(rawValue: 512) }
    // How the role is known, where not by a field (FORMATS 2.4). `LogEntry.notes` keeps these three in this order.
    /// The author's name told it.
    @inlinable public static var roleByName: Flags { Flags(rawValue: 1024) }
    /// `--bot-author` or `--human-author` told it.
    @inlinable public static var roleGiven: Flags { Flags(rawValue: 2048) }
    /// A field says human, and the name is a bot's.
    @inlinable public static var roleConflict: Flags { Flags(rawValue: 4096) }
    /// The export gave the message a sentiment score (M49).
    @inlinable public static var hasScore: Flags { Flags(rawValue: 8192) }
    /// That score is negative.
    @inlinable public static var negativeScore: Flags { Flags(rawValue: 16384) }
  }

  package var kind: Kind
  package var role: Role
  /// `MessageKind.rawValue` or `EventKind.rawValue`.
  public var shape: UInt8
  package var flags: Flags
  /// Line in the block, from 0.
  public var line: Int32
  /// Index into the batch's heads; -1 without one.
  public var head: Int32
  package var time: Instant
  package var sequence: Int64
  package var conversation: ByteSlice
  package var message: ByteSlice
  package var author: ByteSlice
  package var customer: ByteSlice
  package var channel: ByteSlice
  package var topic: ByteSlice
  package var language: ByteSlice
  package var text: ByteSlice

  package init(_ kind: Kind, line: Int32) {
    self.kind = kind
    self.line = line
    role = .unknown
    shape = 0
    flags = []
    head = -1
    time = .missing
    sequence = 0
    conversation = .absent
    message = .absent
    author = .absent
    customer = .absent
    channel = .absent
    topic = .absent
    language = .absent
    text = .absent
  }
}

/// What a conversation line, or the head of a whole conversation, says besides what messages say too.
public struct RawHead {
  package var parent: ByteSlice = .absent
  package var status: ByteSlice = .absent
  package var handledBy: ByteSlice = .absent
  package var entry: ByteSlice = .absent
  /// Human work in milliseconds, as a field gives it (METRICS M17).
  public var handleTime: Int64?
  package var afterWork: Int64?
  /// `inbound`, `outbound` or absent.
  public var direction: ByteSlice = .absent
  package var created = Instant.missing
  package var updated = Instant.missing
  package var closed = Instant.missing
  package var rating: RawRating?
  package var resolution: RawResolution?
  package var isTest = false
  package var isSpam = false
  /// False where the export cannot say whether a hand-off was begun.
  public var tellsHandoff = true
  /// Said by the export where it holds only the bot's side; nil where the timeline tells.
  public var handedOff: Bool?
  /// The names of its tags with `tagSeparator` between them; absent without any.
  public var tags: ByteSlice = .absent

  /// The control character that separates units.
  public static var tagSeparator: UInt8 { 0x1F }

  package init() {}
}

/// A rating as the export gives it.
public struct RawRating {
  package var score: Double
  package var min: Double
  package var max: Double
  package var time: Instant
  /// Words came with it; they are not kept.
  public var hasComment = false

  package init(score: Double, min: Double, max: Double, time: Instant) {
    self.score = score
    self.min = min
    self.max = max
    self.time = time
  }
}

/// A result as the export gives it.
public struct RawResolution {
  /// Who says so.
  public enum Party: UInt8 { case customer, bot, human, timer }
  package var resolved: Bool
  package var by: Party

  package init(resolved: Bool, by: Party) {
    self.resolved = resolved
    self.by = by
  }
}
