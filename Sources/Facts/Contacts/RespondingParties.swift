/// Who responded after whom (M39), in one walk along the responding messages.
///
/// The bot is one party, each human author another. A message of an unknown author proves a change only where it
/// follows the bot.
struct RespondingParties {
  private enum Party { case nobody, bot, human }

  private var last = Party.nobody
  /// The author of the last human message whose author is known, in the present run of human messages; 0 none.
  private var lastAuthor: UInt64 = 0
  private var sawBot = false
  /// The first human authors; a fourth makes three changes, which decide.
  private var authors: (UInt64, UInt64, UInt64) = (0, 0, 0)
  private var changes = 0
  private var returned = false
  private var humanMessages = 0
  private var someUnknown = false

  mutating func bot() {
    if last == .human {
      changes += 1
      if sawBot { returned = true }
    }
    sawBot = true
    last = .bot
    lastAuthor = 0
  }

  mutating func human(_ author: UInt64) {
    humanMessages += 1
    if author == 0 {
      someUnknown = true
      if last == .bot { changes += 1 }
      last = .human
      return
    }
    defer {
      last = .human
      lastAuthor = author
    }
    if last == .human, lastAuthor == author { return }
    if last == .bot || lastAuthor != 0 { changes += 1 }
    note(author)
  }

  /// An author met before, with somebody else between, is a return.
  private mutating func note(_ author: UInt64) {
    if author == authors.0 || author == authors.1 || author == authors.2 {
      returned = true
    } else if authors.0 == 0 {
      authors.0 = author
    } else if authors.1 == 0 {
      authors.1 = author
    } else if authors.2 == 0 {
      authors.2 = author
    }
  }

  /// How many different people answered.
  var humanAuthors: HumanAuthors {
    if humanMessages == 0 { return .none }
    if authors.1 != 0 { return .several }
    return someUnknown && humanMessages > 1 ? .unknown : .one
  }

  /// Whether the contact bounced; nil where a missing author id leaves it open.
  var bounced: Bool? {
    if returned || changes >= 3 { return true }
    return someUnknown && humanMessages > 1 ? nil : false
  }
}
