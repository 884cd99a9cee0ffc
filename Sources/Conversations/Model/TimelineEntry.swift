public import Records
public import Wording

/// One message or event of a conversation, without its words: 40 bytes, no reference.
///
/// This is all that later stages know of a message. The text is dropped as soon as it has been scanned.
public struct TimelineEntry: Sendable, Hashable {
  /// When, or `.missing`.
  public var time: Instant
  /// Hash of the masked token sequence (METRICS section 8); 0 without tokens.
  ///
  /// Events: 0.
  public var maskedHash: UInt64
  /// Hash of the author's id; 0 unknown.
  public var author: UInt64
  /// What the phrase lists and the shape of the text say.
  public var marks: Marks
  /// White-space separated words (characters for scripts without spaces).
  public var words: UInt16
  /// 1 + the index in the conversation of the latest earlier message of the same role that this one
  /// repeats (customer: similarity ≥ 0.80 and a public bot or human message between; bot or human:
  /// ≥ 0.90 and a customer message between); 0 none.
  ///
  /// Indices are those of the ordered timeline, events included.
  public var echo: UInt16
  /// 1 + the index of the first of three mutually similar bot (or human) messages of which this is
  /// the last; the latest such triple.
  ///
  /// 0 none. Of a customer's message, 1 + the index of the latest of the three customer's messages before it that it
  /// says in other words, with a reply between (M46).
  public var loop: UInt16
  /// Who wrote it, or what it is said of.
  public var role: Role
  /// `MessageKind.rawValue`, or `EventKind.rawValue` when `flags` has `.event`.
  public var shape: UInt8
  /// What is known of it besides its words.
  public var flags: Flags
  /// What the links of a reply are.
  public var links: LinkTraits
  /// Where the first link of a reply leads: a hash of host and path, which one in 255 pairs of places share; 0 without
  /// links.
  public var destination: UInt8
  /// Of a customer's message `detections`, of any other the number of `language`.
  @usableFromInline var extra: UInt8 = 0

  /// The language that the words of a substantive reply show (M05); unknown where too little speaks, after the
  /// first replies of a conversation, and of all other messages.
  ///
  /// One of those that `LanguageModel` tells apart; every other is unknown.
  public var language: LanguageCode {
    get { role == .customer ? .unknown : LanguageModel.language(numbered: extra) }
    set { if role != .customer { extra = LanguageModel.number(of: newValue) } }
  }

  /// What detectors say of a customer's message; empty of any other.
  @inlinable public var detections: Detections {
    get {
      switch role {
      case .customer: Detections(rawValue: extra)
      default: []
      }
    }
    set { if role == .customer { extra = newValue.rawValue } }
  }

  /// What is said of it besides its words, a bit each.
  public struct Flags: OptionSet, Sendable, Hashable {
    /// A bit each.
    public let rawValue: UInt8
    /// What these bits say.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    // Computed, so that other modules see the bits and not a variable.

    /// An event, not a message.
    @inlinable public static var event: Flags { Flags(rawValue: 1) }
    /// A private note: never a reply.
    @inlinable public static var isPrivate: Flags { Flags(rawValue: 2) }
    /// The export itself gave the message kind.
    @inlinable public static var explicitKind: Flags { Flags(rawValue: 4) }
    /// Attachment, card or submitted value.
    @inlinable public static var attachment: Flags { Flags(rawValue: 8) }
    /// An `action` event that succeeded.
    @inlinable public static var succeeded: Flags { Flags(rawValue: 16) }
    /// The language had phrase lists; without it text signals are null.
    @inlinable public static var scanned: Flags { Flags(rawValue: 32) }
    /// A mapped button or intent that asks for a human.
    @inlinable public static var humanButton: Flags { Flags(rawValue: 64) }
    /// The export gave a sentiment score: the mark `negative` says what it was, and words have no say.
    @inlinable public static var hasScore: Flags { Flags(rawValue: 128) }
  }

  package init(
    time: Instant,
    role: Role,
    shape: UInt8,
    flags: Flags = [],
    marks: Marks = [],
    words: UInt16 = 0,
    maskedHash: UInt64 = 0,
    author: UInt64 = 0,
    echo: UInt16 = 0,
    loop: UInt16 = 0,
    language: LanguageCode = .unknown,
    detections: Detections = [],
    destination: UInt8 = 0,
    links: LinkTraits = .none
  ) {
    self.time = time
    self.maskedHash = maskedHash
    self.author = author
    self.marks = marks
    self.words = words
    self.echo = echo
    self.loop = loop
    self.destination = destination
    self.links = links
    self.role = role
    self.shape = shape
    self.flags = flags
    // Most messages have none, and asking for the number is a call.
    if language != .unknown { self.language = language }
    if !detections.isEmpty { self.detections = detections }
  }
}

extension TimelineEntry {
  /// It is an event and no message.
  @inlinable public var isEvent: Bool { flags.rawValue & Flags.event.rawValue != 0 }
  /// It is a message and no event.
  @inlinable public var isMessage: Bool { !isEvent }
  /// It is a message that both sides see.
  @inlinable public var isPublicMessage: Bool {
    // Bits and not a set written as a list, which is built anew at every use.
    flags.rawValue & (Flags.event.rawValue | Flags.isPrivate.rawValue) == 0
  }
  /// What the message is for; nil of an event.
  public var kind: MessageKind? { isMessage ? MessageKind(rawValue: shape) : nil }
  /// What happened; nil of a message.
  public var event: EventKind? { isEvent ? EventKind(rawValue: shape) : nil }

  /// Whether it is such an event.
  @inlinable public func `is`(_ kind: EventKind) -> Bool { isEvent && shape == kind.rawValue }
}
