import Conversations
import Records
import Wording

/// What one responding message shows, for the measures of replies (M54, M55, M57, M59): 16 bytes.
package struct ReplyNote: Sendable, Hashable {
  /// Hash of the masked text; 0 without words.
  var wording: UInt64
  var traits: ReplyTraits
  var links: LinkTraits
}

/// What a responding message is, as bits.
struct ReplyTraits: Sendable, Hashable {
  var rawValue: UInt16

  static var none: Self { Self(rawValue: 0) }
  static var byBot: Self { Self(rawValue: 1 << 0) }
  static var byHuman: Self { Self(rawValue: 1 << 1) }
  static var substantive: Self { Self(rawValue: 1 << 2) }
  /// The first substantive reply of a bot, or of a human, in its contact.
  static var first: Self { Self(rawValue: 1 << 3) }
  /// Whether it understood is known: from lists, from its kind, or from an event.
  static var tellsMatch: Self { Self(rawValue: 1 << 4) }
  /// It did not understand.
  static var noMatch: Self { Self(rawValue: 1 << 5) }
  /// It says that something was done, and whether an action stands near it is known.
  static var promises: Self { Self(rawValue: 1 << 6) }
  /// No successful action stands near what it says was done.
  static var isUnbacked: Self { Self(rawValue: 1 << 7) }
  /// Phrases of empathy would have been found.
  static var tellsEmpathy: Self { Self(rawValue: 1 << 8) }
  static var empathic: Self { Self(rawValue: 1 << 9) }
  /// It follows a message of the customer that shows a feeling, whoever the customer is.
  static var toFeeling: Self { Self(rawValue: 1 << 10) }
  /// It follows one in capitals, which are no feeling where they are a habit.
  static var toCapitals: Self { Self(rawValue: 1 << 11) }
  /// It goes on with the substantive reply before it.
  static var goesOn: Self { Self(rawValue: 1 << 12) }
  /// It is a legal notice.
  static var legal: Self { Self(rawValue: 1 << 13) }

  @inline(__always)
  func has(_ traits: Self) -> Bool { rawValue & traits.rawValue != 0 }

  @inline(__always)
  mutating func insert(_ traits: Self) { rawValue |= traits.rawValue }

  @inline(__always)
  static func | (left: Self, right: Self) -> Self { Self(rawValue: left.rawValue | right.rawValue) }
}

/// How the responders of one contact answer, message by message, as `Flow` walks through it.
struct Conduct {
  /// Two bot messages in a row did not understand (M54).
  private(set) var failsTwice = false
  /// Whether a bot's message tells that it understood or not, for every one of them.
  private(set) var tellsMatch = true
  /// Phrase lists were applied to every reply with words.
  private(set) var isScanned = true
  /// M58.
  private(set) var redirects = false
  private(set) var redirectsAgain = false
  private var destination: UInt8 = 0
  /// A check of a link lies too far from its message.
  private(set) var hasStaleLink = false
  /// M59: a bot's promise without an action near it.
  private(set) var botUnbacked = false

  /// The families of which the language has no lists.
  private let missing: UInt32
  private let firstSubstantive: Int
  /// What the customer's messages show since the last substantive reply.
  private var feeling = ReplyTraits.none
  private var isHearing = false
  /// Who replied since the customer last spoke, and who at all.
  private var lastSide = ReplyTraits.none
  private var answered = ReplyTraits.none
  private var previousFailed = false

  init(missing: Marks, firstSubstantive: Int) {
    self.missing = missing.rawValue
    self.firstSubstantive = firstSubstantive < 0 ? .max : firstSubstantive
  }

  @inline(__always)
  mutating func hear(_ shown: UInt32, at index: Int, _ marks: MarkBits) {
    if !isHearing {
      feeling = .none
      isHearing = true
    }
    lastSide = .none
    guard shown & marks.feelings != 0 else { return }
    if shown & marks.capitals != 0 { feeling.insert(.toCapitals) }
    if shown & (marks.punctuationRun | marks.profanity | marks.negative) != 0
      || (shown & marks.failure != 0 && index > firstSubstantive)
    {
      feeling.insert(.toFeeling)
    }
  }

  /// - Parameters:
  ///   - timeline: The contact's, which tells of actions.
  ///   - index: The place of a responding message.
  ///   - context: Where the note goes.
  @inline(__always)
  mutating func answer(_ timeline: TimelineView, at index: Int, _ context: inout FactContext) {
    let entry = timeline.entries + index
    let traits = timeline.traits[index]
    let shown = entry.pointee.marks.rawValue
    let isListed =
      entry.pointee.words == 0 || entry.pointee.flags.rawValue & context.marks.scanned != 0
    if !isListed { isScanned = false }
    let side = traits.has(.byBot) ? ReplyTraits.byBot : .byHuman
    var note = side
    if traits.has(.byBot) { readMatch(entry, at: index, isListed, traits, context, &note) }
    if traits.has(.substantive) {
      note.insert(.substantive)
      if !answered.has(side) { note.insert(.first) }
      if lastSide == side { note.insert(.goesOn) }
      if shown & context.marks.legal != 0 { note.insert(.legal) }
      answered.insert(side)
      lastSide = side
      isHearing = false
      note.insert(feeling)
      if isListed, missing & context.marks.empathy == 0 { note.insert(.tellsEmpathy) }
      if shown & (context.marks.empathy | context.marks.promise) != 0 {
        if shown & context.marks.empathy != 0 { note.insert(.empathic) }
        if shown & context.marks.promise != 0 {
          readPromise(timeline, at: index, context, &note)
        }
      }
    }
    if entry.pointee.links.isStale { hasStaleLink = true }
    if shown & context.marks.redirect != 0 { redirect(to: entry.pointee.destination) }
    context.notes.append(
      ReplyNote(wording: entry.pointee.maskedHash, traits: note, links: entry.pointee.links)
    )
  }

  /// A redirect without a link has no destination that could be told from others.
  private mutating func redirect(to place: UInt8) {
    redirects = true
    guard place != 0 else { return }
    if destination == 0 { destination = place }
    if destination != place { redirectsAgain = true }
  }

  @inline(__always)
  private mutating func readMatch(
    _ entry: UnsafePointer<TimelineEntry>,
    at index: Int,
    _ isListed: Bool,
    _ traits: EntryTraits,
    _ context: FactContext,
    _ note: inout ReplyTraits
  ) {
    let fails =
      entry.pointee.shape == context.marks.noMatchKind
      || (!context.fallbacks.isEmpty && context.fallbacks.holdsSorted(index))
    if fails {
      note.insert(.noMatch | .tellsMatch)
      if previousFailed { failsTwice = true }
    } else if traits.has(.explicitKind) || (isListed && missing & context.marks.noMatch == 0) {
      note.insert(.tellsMatch)
    } else {
      tellsMatch = false
    }
    previousFailed = fails
  }

  /// How far an action may stand from what says that it was done.
  private static let actionReach = 5 * Span.minute

  /// M59: nothing is noted where a missing time leaves open whether an action stands near.
  private mutating func readPromise(
    _ timeline: TimelineView,
    at index: Int,
    _ context: FactContext,
    _ note: inout ReplyTraits
  ) {
    guard missing & context.marks.promise == 0 else { return }
    let said = timeline.time(index)
    guard said.isKnown else { return }
    if context.actions.isNear(said, within: Self.actionReach) {
      note.insert(.promises)
      return
    }
    guard !context.actions.hasUndated else { return }
    note.insert(.promises | .isUnbacked)
    if note.has(.byBot) { botUnbacked = true }
  }

  /// Bot messages that did not understand because an event says so.
  ///
  /// A `fallback` event belongs to the next responding message of a bot, or where the customer speaks first, to the one
  /// before it.
  static func fallbacks(_ timeline: TimelineView) -> [Int] {
    var found: [Int] = []
    var isOpen = false
    var last = Outline.none
    func settle() {
      if isOpen, last >= 0, found.last != last { found.append(last) }
      isOpen = false
      last = Outline.none
    }
    for index in 0..<timeline.count {
      let traits = timeline.traits[index]
      if traits.has(.fallback) {
        isOpen = true
      } else if traits.has(.speech) {
        settle()
      } else if traits.has(.byBot), traits.has(.responds) {
        if isOpen { found.append(index) }
        isOpen = false
        last = index
      }
    }
    settle()
    return found
  }
}

/// M60: who the bot says it is.
extension ContactFacts {
  mutating func readIdentity(_ timeline: TimelineView, _ marks: MarkBits) {
    guard timeline.said & (marks.disclosure | marks.humanClaim) != 0 else { return }
    var isInTime = true
    for index in 0..<timeline.count where timeline.has(.publicMessage, index) {
      let isBot = timeline.has(.byBot, index)
      guard isBot || timeline.entry(index).role == .system else { continue }
      if isInTime, timeline.isMarked(marks.disclosure, index) { disclosed = true }
      guard isBot else { continue }
      if timeline.isMarked(marks.humanClaim, index) { humanClaims += 1 }
      if timeline.has(.substantive, index), timeline.has(.responds, index) { isInTime = false }
    }
  }
}
