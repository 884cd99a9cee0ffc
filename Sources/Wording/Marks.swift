/// What the words of one message show (METRICS sections 1.2 and 8).
///
/// Bits 0 to 19 and 22 are phrase families, found on token boundaries anywhere in the message unless the list
/// says otherwise; the other bits are properties of the whole message. A family bit is never set for a side
/// that has no such list: only customers ask for a human, only responders announce a hand-off.
package struct Marks: OptionSet, Sendable, Hashable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  // MARK: Families in a customer's message

  /// Asks for a person (M30 to M32).
  package static let humanRequest = Marks(.humanRequest)
  /// Says that the problem is solved (section 6, row 6).
  package static let resolution = Marks(.resolution)
  /// Says that it did not help (M50).
  package static let failure = Marks(.failure)
  /// Asks to hear the last message again (M53 leaves such pairs out).
  package static let askRepeat = Marks(.askRepeat)
  /// Swears, or insults strongly (M48).
  package static let profanity = Marks(.profanity)
  /// Insults mildly (M48, apart).
  package static let mildProfanity = Marks(.mildProfanity)

  // MARK: Families in a responder's message

  /// Did not understand (M54).
  package static let noMatch = Marks(.noMatch)
  /// Announces that a person takes over.
  package static let handoffNotice = Marks(.handoff)
  /// Confirms receipt and nothing else.
  package static let autoAck = Marks(.autoAck)
  /// Offers a choice of options.
  package static let menu = Marks(.menu)
  /// Asks for a rating.
  package static let survey = Marks(.survey)
  /// Ends the chat, or asks whether there is anything else.
  package static let closing = Marks(.closing)

  /// Names the customer's feeling (M57).
  package static let empathy = Marks(.empathy)
  /// Sends the customer elsewhere, or is nothing but a link (M58).
  package static let redirect = Marks(.redirect)
  /// Says that something has been done (M59).
  package static let promise = Marks(.promise)
  /// Says that it is a bot (M60).
  package static let disclosure = Marks(.disclosure)
  /// Says that it is a person (M60).
  package static let humanClaim = Marks(.humanClaim)
  /// Is a legal notice, which M53 and M55 leave out.
  package static let legal = Marks(.legal)

  // MARK: Families on both sides

  /// Says goodbye.
  package static let farewell = Marks(.farewell)

  // MARK: The whole message

  /// A customer's message whose words are mostly negative (M49).
  ///
  /// Set once the language of the conversation is known; as a list: the words it is weighed with.
  package static let negative = Marks(rawValue: 1 << 20)
  /// As a list: the words without which content is compared (M46).
  ///
  /// Never on a message.
  package static let stopWords = Marks(rawValue: 1 << 21)
  /// Nothing but thanks, greeting, farewell and acknowledgement (section 1.2, customer courtesy).
  package static let courtesyOnly = Marks(rawValue: 1 << 23)
  /// Nothing but a greeting.
  package static let greetingOnly = Marks(rawValue: 1 << 24)
  /// Ends with `?`, `？` or `؟`; white space, closing quotes, brackets and emoji after it do not count.
  package static let endsWithQuestion = Marks(rawValue: 1 << 25)
  /// Shouts in capitals: M47 (a).
  package static let capitals = Marks(rawValue: 1 << 26)
  /// Holds a run of at least three `!` and `?`: M47 (b).
  package static let punctuationRun = Marks(rawValue: 1 << 27)
  /// Every cased letter is a capital and there are at least four (for `caps_habit`).
  package static let allCapitals = Marks(rawValue: 1 << 28)
  /// Holds a web address.
  package static let hasURL = Marks(rawValue: 1 << 29)
  /// Every word holds a digit: an order number alone (M45 leaves it out).
  package static let onlyNumbers = Marks(rawValue: 1 << 30)
  /// Phrase lists existed for the language; when absent, the families are null, not false (E9).
  package static let languageSupported = Marks(rawValue: 1 << 31)

  /// The families by which contacts are judged: where a language lacks one, what rests on it is null (E9).
  package static let judging: Marks = [
    .humanRequest, .failure, .resolution, .noMatch, .handoffNotice,
  ]

  /// The families without which a measure is null, what judges contacts included (E9).
  package static let measuring: Marks = [
    .humanRequest, .failure, .resolution, .noMatch, .handoffNotice, .profanity, .mildProfanity,
    .negative, .stopWords, .empathy, .redirect, .promise, .disclosure, .humanClaim,
  ]

  init(_ family: PhraseFamily) {
    rawValue = family.bit
  }
}
