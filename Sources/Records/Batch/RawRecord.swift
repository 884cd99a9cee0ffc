/// One record as decoded: a message, an event, or what a conversation line says.
///
/// Slices point into the block or the batch's scratch memory; nothing here owns memory, so a batch of records costs
/// no allocation.
public struct RawRecord {
  public enum Kind: UInt8 {
    case message, event
    /// A `conversation` line of the messages layout: head fields, merged by id.
    case head
    /// A whole conversation begins; its items follow, up to `end`. A later copy replaces it.
    case begin
    case end
  }

  public struct Flags: OptionSet {
    public let rawValue: UInt16
    @inlinable public init(rawValue: UInt16) { self.rawValue = rawValue }

    // Computed, so that other modules see the bits and not a variable.
    @inlinable public static var isPrivate: Flags { Flags(rawValue: 1) }
    /// The export gave the message kind.
    @inlinable public static var explicitKind: Flags { Flags(rawValue: 2) }
    @inlinable public static var attachment: Flags { Flags(rawValue: 4) }
    /// An `action` event with `ok` true.
    @inlinable public static var succeeded: Flags { Flags(rawValue: 8) }
    /// The timestamp had no offset and was read in `--assume-tz`.
    @inlinable public static var naiveTime: Flags { Flags(rawValue: 16) }
    @inlinable public static var humanButton: Flags { Flags(rawValue: 32) }
    @inlinable public static var redacted: Flags { Flags(rawValue: 64) }
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

  public var kind: Kind
  public var role: Role
  /// `MessageKind.rawValue` or `EventKind.rawValue`.
  public var shape: UInt8
  public var flags: Flags
  /// Line in the block, from 0.
  public var line: Int32
  /// Index into the batch's heads; -1 without one.
  public var head: Int32
  public var time: Instant
  public var sequence: Int64
  public var conversation: ByteSlice
  public var message: ByteSlice
  public var author: ByteSlice
  public var customer: ByteSlice
  public var channel: ByteSlice
  public var topic: ByteSlice
  public var language: ByteSlice
  public var text: ByteSlice

  public init(_ kind: Kind, line: Int32) {
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
  public var parent: ByteSlice = .absent
  public var status: ByteSlice = .absent
  public var handledBy: ByteSlice = .absent
  public var entry: ByteSlice = .absent
  /// Human work in milliseconds, as a field gives it (METRICS M17).
  public var handleTime: Int64?
  public var afterWork: Int64?
  /// `inbound`, `outbound` or absent.
  public var direction: ByteSlice = .absent
  public var created = Instant.missing
  public var updated = Instant.missing
  public var closed = Instant.missing
  public var rating: RawRating?
  public var resolution: RawResolution?
  public var isTest = false
  public var isSpam = false
  /// False where the export cannot say whether a hand-off was begun.
  public var tellsHandoff = true
  /// Said by the export where it holds only the bot's side; nil where the timeline tells.
  public var handedOff: Bool?
  /// The names of its tags with `tagSeparator` between them; absent without any.
  public var tags: ByteSlice = .absent

  /// The control character that separates units.
  public static var tagSeparator: UInt8 { 0x1F }

  public init() {}
}

public struct RawRating {
  public var score: Double
  public var min: Double
  public var max: Double
  public var time: Instant
  /// Words came with it; they are not kept.
  public var hasComment = false

  public init(score: Double, min: Double, max: Double, time: Instant) {
    self.score = score
    self.min = min
    self.max = max
    self.time = time
  }
}

public struct RawResolution {
  public enum Party: UInt8 { case customer, bot, human, timer }
  public var resolved: Bool
  public var by: Party

  public init(resolved: Bool, by: Party) {
    self.resolved = resolved
    self.by = by
  }
}
