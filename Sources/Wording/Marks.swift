/// What the words of one message show (METRICS sections 1.2 and 8).
///
/// Bits 0 to 19 and 22 are phrase families, found on token boundaries anywhere in the message unless the list
/// says otherwise; the other bits are properties of the whole message. A family bit is never set for a side
/// that has no such list: only customers ask for a human, only responders announce a hand-off.
///
/// Public, because in other modules every comparison of a `package` type, and every question for a bit, is a call. The
/// marks are computed, so that other modules see the bits and not a variable.
public struct Marks: OptionSet, Sendable, Hashable {
  /// A bit each.
  public let rawValue: UInt32

  /// What these bits say.
  @inlinable public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  // MARK: Families in a customer's message

  /// Asks for a person (M30 to M32).
  @inlinable public static var humanRequest: Marks { Marks(rawValue: 1 << 0) }
  /// Says that the problem is solved (section 6, row 6).
  @inlinable public static var resolution: Marks { Marks(rawValue: 1 << 1) }
  /// Says that it did not help (M50).
  @inlinable public static var failure: Marks { Marks(rawValue: 1 << 2) }
  /// Asks to hear the last message again (M53 leaves such pairs out).
  @inlinable public static var askRepeat: Marks { Marks(rawValue: 1 << 10) }
  /// Swears, or insults strongly (M48).
  @inlinable public static var profanity: Marks { Marks(rawValue: 1 << 13) }
  /// Insults mildly (M48, apart).
  @inlinable public static var mildProfanity: Marks { Marks(rawValue: 1 << 14) }

  // MARK: Families in a responder's message

  /// Did not understand (M54).
  @inlinable public static var noMatch: Marks { Marks(rawValue: 1 << 3) }
  /// Announces that a person takes over.
  @inlinable public static var handoffNotice: Marks { Marks(rawValue: 1 << 4) }
  /// Confirms receipt and nothing else.
  @inlinable public static var autoAck: Marks { Marks(rawValue: 1 << 5) }
  /// Offers a choice of options.
  @inlinable public static var menu: Marks { Marks(rawValue: 1 << 6) }
  /// Asks for a rating.
  @inlinable public static var survey: Marks { Marks(rawValue: 1 << 7) }
  /// Ends the chat, or asks whether there is anything else.
  @inlinable public static var closing: Marks { Marks(rawValue: 1 << 8) }

  /// Names the customer's feeling (M57).
  @inlinable public static var empathy: Marks { Marks(rawValue: 1 << 15) }
  /// Sends the customer elsewhere, or is nothing but a link (M58).
  @inlinable public static var redirect: Marks { Marks(rawValue: 1 << 16) }
  /// Says that something has been done (M59).
  @inlinable public static var promise: Marks { Marks(rawValue: 1 << 17) }
  /// Says that it is a bot (M60).
  @inlinable public static var disclosure: Marks { Marks(rawValue: 1 << 18) }
  /// Says that it is a person (M60).
  @inlinable public static var humanClaim: Marks { Marks(rawValue: 1 << 19) }
  /// Is a legal notice, which M53 and M55 leave out.
  @inlinable public static var legal: Marks { Marks(rawValue: 1 << 22) }

  // MARK: Families on both sides

  /// Says goodbye.
  @inlinable public static var farewell: Marks { Marks(rawValue: 1 << 9) }

  // MARK: The whole message

  /// A customer's message whose words are mostly negative (M49).
  ///
  /// Set once the language of the conversation is known; as a list: the words it is weighed with.
  @inlinable public static var negative: Marks { Marks(rawValue: 1 << 20) }
  /// As a list: the words without which content is compared (M46).
  ///
  /// Never on a message.
  @inlinable public static var stopWords: Marks { Marks(rawValue: 1 << 21) }
  /// Nothing but thanks, greeting, farewell and acknowledgement (section 1.2, customer courtesy).
  @inlinable public static var courtesyOnly: Marks { Marks(rawValue: 1 << 23) }
  /// Nothing but a greeting.
  @inlinable public static var greetingOnly: Marks { Marks(rawValue: 1 << 24) }
  /// Ends with `?`, `？` or `؟`; white space, closing quotes, brackets and emoji after it do not count.
  @inlinable public static var endsWithQuestion: Marks { Marks(rawValue: 1 << 25) }
  /// Shouts in capitals: M47 (a).
  @inlinable public static var capitals: Marks { Marks(rawValue: 1 << 26) }
  /// Holds a run of at least three `!` and `?`: M47 (b).
  @inlinable public static var punctuationRun: Marks { Marks(rawValue: 1 << 27) }
  /// Every cased letter is a capital and there are at least four (for `caps_habit`).
  @inlinable public static var allCapitals: Marks { Marks(rawValue: 1 << 28) }
  /// Holds a web address.
  @inlinable public static var hasURL: Marks { Marks(rawValue: 1 << 29) }
  /// Every word holds a digit: an order number alone (M45 leaves it out).
  @inlinable public static var onlyNumbers: Marks { Marks(rawValue: 1 << 30) }
  /// Phrase lists existed for the language; when absent, the families are null, not false (E9).
  @inlinable public static var languageSupported: Marks { Marks(rawValue: 1 << 31) }

  /// The families without which a measure is null, what judges contacts included (E9).
  public static let measuring: Marks = [
    .humanRequest, .failure, .resolution, .noMatch, .handoffNotice, .profanity, .mildProfanity,
    .negative, .stopWords, .empathy, .redirect, .promise, .disclosure, .humanClaim,
  ]

  init(_ family: PhraseFamily) {
    rawValue = family.bit
  }
}
