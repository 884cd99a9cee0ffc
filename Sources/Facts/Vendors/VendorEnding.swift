package import Records

/// How a contact that the bot was given ended, as far as vendors' rules ask (M40).
package struct VendorEnding: Sendable, Hashable {
  /// Each a bit: seven truths in a byte.
  package struct Signs: OptionSet, Sendable, Hashable {
    package let rawValue: UInt8
    package init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The bot gave at least one substantive reply.
    package static let botAnswered = Self(rawValue: 1 << 0)
    /// The last responding message of anyone is such a reply.
    package static let endsOnBotAnswer = Self(rawValue: 1 << 1)
    /// Afterwards the customer wrote.
    package static let customerWrote = Self(rawValue: 1 << 2)
    /// What they wrote is neither a courtesy nor says that the problem is solved.
    package static let customerWentOn = Self(rawValue: 1 << 3)
    /// The bot's last responding message says that it did not understand.
    package static let endsOnNoMatch = Self(rawValue: 1 << 4)
    /// The export gave the kind of that message; otherwise its words did.
    package static let lastKindIsGiven = Self(rawValue: 1 << 5)
    /// A person was assigned, joined or took over.
    package static let humanAssigned = Self(rawValue: 1 << 6)
    /// After the customer's last message with a matter, the bot asked whether there is anything else.
    package static let askedToClose = Self(rawValue: 1 << 7)
  }

  package var signs: Signs = []
  /// When the bot asked whether there is anything else.
  package var closingQuestion = Instant.missing

  package init() {}
}
