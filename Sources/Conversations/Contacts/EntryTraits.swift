import Records

/// What METRICS 1.2 calls a message or event, as bits.
///
/// Contacts and facts ask a dozen such questions of every entry. They are answered once, by a look into a table, and
/// asked as bits afterwards.
///
/// Public, because the compiler inlines across modules what is public and inlinable, and nothing that is `package`.
/// No `OptionSet`: a set written as a list is built anew at every use, by calls that are not inlined.
public struct EntryTraits: Sendable, Equatable {
  /// The traits, a bit each.
  public var rawValue: UInt32
  /// Of bits as `rawValue` gives them.
  @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

  /// None of them.
  @inlinable public static var none: Self { Self(rawValue: 0) }

  // Computed, so that other modules see the bits and not a variable.

  // MARK: Messages

  /// Neither an event nor a private note.
  @inlinable public static var publicMessage: Self { Self(rawValue: 1 << 0) }
  /// A public message of the customer; the answer to a survey is none.
  @inlinable public static var speech: Self { Self(rawValue: 1 << 1) }
  /// Public, by a bot or a human, and neither acknowledgement, survey nor closing notice.
  @inlinable public static var canRespond: Self { Self(rawValue: 1 << 2) }
  /// `canRespond`, after the customer has spoken; set by who reads a whole timeline.
  @inlinable public static var responds: Self { Self(rawValue: 1 << 3) }
  /// A text or a menu.
  @inlinable public static var substantive: Self { Self(rawValue: 1 << 4) }
  /// A message of that kind.
  @inlinable public static var greeting: Self { Self(rawValue: 1 << 5) }
  /// A message of that kind.
  @inlinable public static var menu: Self { Self(rawValue: 1 << 6) }
  /// A public message by a bot or a human.
  @inlinable public static var byResponder: Self { Self(rawValue: 1 << 7) }
  /// Neither survey nor closing notice.
  @inlinable public static var keepsOpen: Self { Self(rawValue: 1 << 8) }
  /// `keepsOpen`, and not shown by the system: such a message moves contact end.
  @inlinable public static var real: Self { Self(rawValue: 1 << 9) }
  /// A bot says that it hands over.
  @inlinable public static var handoffNotice: Self { Self(rawValue: 1 << 10) }
  /// A public message of an author whose role is unknown.
  @inlinable public static var unknownRole: Self { Self(rawValue: 1 << 11) }

  // MARK: Events

  /// An event, public or not.
  @inlinable public static var event: Self { Self(rawValue: 1 << 12) }
  /// An event of that kind.
  @inlinable public static var handoffInitiated: Self { Self(rawValue: 1 << 13) }
  /// An event of that kind.
  @inlinable public static var handoffAccepted: Self { Self(rawValue: 1 << 14) }
  /// Solved or closed.
  @inlinable public static var endsCase: Self { Self(rawValue: 1 << 15) }
  /// A responder declared the problem fixed; by a timer or a rule it is only closed (METRICS 4).
  @inlinable public static var solvedByResponder: Self { Self(rawValue: 1 << 16) }
  /// A person was assigned, joined, or accepted a hand-off.
  @inlinable public static var humanAssigned: Self { Self(rawValue: 1 << 17) }
  /// Solved, closed, or a survey answered: what an outcome may rest on.
  @inlinable public static var verdict: Self { Self(rawValue: 1 << 18) }
  /// A bot says that it did not understand.
  @inlinable public static var fallback: Self { Self(rawValue: 1 << 27) }
  /// Something was done, or tried.
  @inlinable public static var action: Self { Self(rawValue: 1 << 23) }

  // MARK: Both

  /// A message or an event of a bot.
  @inlinable public static var byBot: Self { Self(rawValue: 1 << 19) }
  /// A message or an event of a person on our side.
  @inlinable public static var byHuman: Self { Self(rawValue: 1 << 20) }
  /// A survey was offered: by an event, or by a message that is not the customer's.
  @inlinable public static var surveyOffer: Self { Self(rawValue: 1 << 21) }

  /// Entered or left a queue.
  @inlinable public static var queue: Self { Self(rawValue: 1 << 22) }

  // MARK: What the flags and the words say

  /// Only thanks, greeting or farewell; an attachment or a pressed button is more than that.
  @inlinable public static var courtesy: Self { Self(rawValue: 1 << 24) }
  /// Asks for a human, in words or by a button.
  @inlinable public static var requestsHuman: Self { Self(rawValue: 1 << 25) }
  /// The export itself gave the message kind.
  @inlinable public static var explicitKind: Self { Self(rawValue: 1 << 26) }

  /// Whether at least one of the traits is there.
  @inlinable @inline(__always)
  public func has(_ traits: Self) -> Bool { rawValue & traits.rawValue != 0 }

  /// What either is.
  @inlinable @inline(__always)
  public static func | (left: Self, right: Self) -> Self {
    Self(rawValue: left.rawValue | right.rawValue)
  }

  /// What both are.
  @inlinable @inline(__always)
  public static func & (left: Self, right: Self) -> Self {
    Self(rawValue: left.rawValue & right.rawValue)
  }

  /// Adds traits.
  @inlinable @inline(__always)
  public mutating func insert(_ traits: Self) { rawValue |= traits.rawValue }
}

extension EntryTraits {
  /// What an entry is by its author and kind, whatever it says.
  init(role: Role, shape: UInt8, isEvent: Bool, isPrivate: Bool) {
    var traits = EntryTraits.none
    if role == .bot { traits.insert(.byBot) }
    if role == .human { traits.insert(.byHuman) }
    if isEvent {
      traits.insert(.event)
      if let event = EventKind(rawValue: shape) { traits.insert(event, by: role) }
    } else if !isPrivate {
      traits.insert(MessageKind(rawValue: shape) ?? .text, by: role)
    }
    self = traits
  }

  private mutating func insert(_ kind: MessageKind, by role: Role) {
    insert(.publicMessage)
    if kind == .text || kind == .menu { insert(.substantive) }
    if kind == .greeting { insert(.greeting) }
    if kind == .menu { insert(.menu) }
    if kind != .survey, kind != .closingNotice {
      insert(.keepsOpen)
      if role != .system { insert(.real) }
    }
    if role == .customer, kind != .survey { insert(.speech) }
    if role != .customer, kind == .survey { insert(.surveyOffer) }
    if role == .bot, kind == .handoffNotice { insert(.handoffNotice) }
    if role == .unknown { insert(.unknownRole) }
    guard role.isResponder else { return }
    insert(.byResponder)
    switch kind {
    case .autoAck, .survey, .closingNotice: break
    case .text, .greeting, .menu, .noMatch, .handoffNotice: insert(.canRespond)
    }
  }

  private mutating func insert(_ event: EventKind, by role: Role) {
    switch event {
    case .handoffInitiated: insert(.handoffInitiated)
    case .handoffAccepted: insert(.handoffAccepted)
    case .solved:
      insert(.endsCase | .verdict)
      if role.isResponder || role == .unknown { insert(.solvedByResponder) }
    case .closed: insert(.endsCase | .verdict)
    case .queueEnter, .queueExit: insert(.queue)
    case .surveyOffered: insert(.surveyOffer)
    case .surveyAnswered: insert(.surveyOffer | .verdict)
    case .fallback: insert(.fallback)
    case .action: insert(.action)
    default: break
    }
    switch event {
    case .assigned, .agentJoined, .handoffAccepted: if role == .human { insert(.humanAssigned) }
    default: break
    }
  }
}
