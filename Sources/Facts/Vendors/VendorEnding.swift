public import Records

/// How a contact that the bot was given ended, as far as vendors' rules ask (M40).
public struct VendorEnding: Sendable, Hashable {
  /// Each a bit: seven truths in a byte.
  public struct Signs: OptionSet, Sendable, Hashable {
    /// A bit each.
    public let rawValue: UInt8
    /// What these bits say.
    @inlinable public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The bot gave at least one substantive reply.
    @inlinable public static var botAnswered: Self { Self(rawValue: 1 << 0) }
    /// The last responding message of anyone is such a reply.
    @inlinable public static var endsOnBotAnswer: Self { Self(rawValue: 1 << 1) }
    /// Afterwards the customer wrote.
    @inlinable public static var customerWrote: Self { Self(rawValue: 1 << 2) }
    /// What they wrote is neither a courtesy nor says that the problem is solved.
    @inlinable public static var customerWentOn: Self { Self(rawValue: 1 << 3) }
    /// The bot's last responding message says that it did not understand.
    @inlinable public static var endsOnNoMatch: Self { Self(rawValue: 1 << 4) }
    /// The export gave the kind of that message; otherwise its words did.
    @inlinable public static var lastKindIsGiven: Self { Self(rawValue: 1 << 5) }
    /// A person was assigned, joined or took over.
    @inlinable public static var humanAssigned: Self { Self(rawValue: 1 << 6) }
    /// After the customer's last message with a matter, the bot asked whether there is anything else.
    @inlinable public static var askedToClose: Self { Self(rawValue: 1 << 7) }
  }

  package var signs: Signs = []
  /// When the bot asked whether there is anything else.
  public var closingQuestion = Instant.missing

  package init() {}
}
