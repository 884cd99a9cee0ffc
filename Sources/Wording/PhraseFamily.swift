/// A phrase list by name.
///
/// The raw value is the bit of the family in `Marks`.
enum PhraseFamily: UInt32, CaseIterable, Sendable {
  case humanRequest, resolution, failure, noMatch, handoff, autoAck, menu, survey, closing, farewell
  case askRepeat
  /// Only used to cover whole messages, so `Marks` has no name for these two.
  case greeting, courtesy
  case profanity, mildProfanity
  case empathy, redirect, promise, disclosure, humanClaim
  /// 20 and 21 are marks that no list of phrases sets.
  case legal = 22

  var bit: UInt32 { 1 << rawValue }

  /// The families that `Marks` shows when found.
  static let shown: UInt32 = (1 << 11) - 1 | swearing | conduct | legal.bit

  /// The families that say how a responder behaves.
  static let conduct: UInt32 =
    empathy.bit | redirect.bit | promise.bit | disclosure.bit | humanClaim.bit

  /// The families of which a courtesy is made.
  static let polite: UInt32 = greeting.bit | courtesy.bit | farewell.bit

  /// The families that are looked for in words to skip too.
  static let swearing: UInt32 = profanity.bit | mildProfanity.bit

  /// The families that say what a whole message is, and so must not be outweighed by the rest of it.
  static let framed: UInt32 = closing.bit | survey.bit | autoAck.bit

  /// The families of which such a message is made.
  static let framing: UInt32 = framed | polite

  /// Who may say it.
  var sides: Sides {
    switch self {
    case .humanRequest, .resolution, .failure, .askRepeat, .profanity, .mildProfanity: .customer
    case .noMatch, .handoff, .autoAck, .menu, .survey, .closing, .empathy, .redirect, .promise,
      .disclosure, .humanClaim, .legal:
      .responder
    case .farewell, .greeting, .courtesy: .both
    }
  }

  /// The families that a side has lists of, as bits.
  static func of(_ side: Sides) -> UInt32 {
    allCases.reduce(0) { $1.sides.isDisjoint(with: side) ? $0 : $0 | $1.bit }
  }

  /// The name of the section in a lexicon file.
  var section: StaticString {
    switch self {
    case .humanRequest: "human_request"
    case .resolution: "resolution"
    case .failure: "failure"
    case .noMatch: "no_match"
    case .handoff: "handoff"
    case .autoAck: "auto_ack"
    case .menu: "menu"
    case .survey: "survey"
    case .closing: "closing"
    case .farewell: "farewell"
    case .askRepeat: "ask_repeat"
    case .greeting: "greeting"
    case .courtesy: "courtesy"
    case .profanity: "profanity"
    case .mildProfanity: "mild_profanity"
    case .empathy: "empathy"
    case .redirect: "redirect"
    case .promise: "promise"
    case .disclosure: "disclosure"
    case .humanClaim: "human_claim"
    case .legal: "legal"
    }
  }

  /// The sides on which a list is used.
  struct Sides: OptionSet {
    let rawValue: UInt8
    static let customer = Sides(rawValue: 1)
    static let responder = Sides(rawValue: 2)
    static let both: Sides = [.customer, .responder]
  }
}
