import Conversations
import Records

/// Goes through one contact's timeline and says what each message shows.
///
/// The rules are those of `ContactFacts.readSignals` and `readResponder`, which ask whether the contact holds any.
struct SignalFinder {
  private let timeline: TimelineView
  private let outline: Outline
  private let marks: MarkBits
  private let writesInCapitals: Bool
  private let guessesRoles: Bool
  private let fallbacks: [Int]
  /// What bots and humans said, as far as one could loop.
  private var bot: [UInt64] = []
  private var human: [UInt64] = []
  private var asked = false

  init(
    _ timeline: TimelineView,
    _ marks: MarkBits,
    writesInCapitals: Bool,
    guessesRoles: Bool
  ) {
    self.timeline = timeline
    self.marks = marks
    self.writesInCapitals = writesInCapitals
    self.guessesRoles = guessesRoles
    outline = Outline(timeline, marks)
    fallbacks = timeline.seen.has(.fallback) ? Conduct.fallbacks(timeline) : []
  }

  /// What the message at a place shows; nil for events and notes.
  ///
  /// Asked for every place in order. Row, conversation and position are for the caller to fill in.
  mutating func signals(at place: Int) -> MessageSignals? {
    let traits = timeline.traits[place]
    guard traits.has(.publicMessage) else { return nil }
    let entry = timeline.entry(place)
    var found = MessageSignals(
      row: 0,
      conversation: 0,
      position: 0,
      time: entry.time,
      role: entry.role,
      isBeforeReply: outline.firstReply < 0 || place < outline.firstReply,
      families: [],
      evidence: nil,
      isSupported: entry.flags.contains(.scanned) || entry.words == 0
    )
    if traits.has(.speech) {
      readCustomer(at: place, entry, &found)
      return found
    }
    readConduct(at: place, entry, traits, &found)
    if traits.has(.responds) { readResponder(at: place, entry, traits, &found) }
    return found
  }

  private func add(
    _ family: SignalFamily,
    _ evidence: Evidence,
    to found: inout MessageSignals
  ) {
    found.families.insert(SignalFamilies(family))
    found.evidence = max(found.evidence ?? .explicit, guessesRoles ? .heuristic : evidence)
  }

  private mutating func readCustomer(
    at place: Int,
    _ entry: TimelineEntry,
    _ found: inout MessageSignals
  ) {
    asked = timeline.isMarked(marks.askRepeat, place)
    if timeline.has(.requestsHuman, place) {
      let byButton = entry.flags.contains(.humanButton)
      add(.humanRequest, byButton ? .explicit : .heuristic, to: &found)
    }
    if timeline.isMarked(marks.punctuationRun, place)
      || (timeline.isMarked(marks.capitals, place) && !writesInCapitals)
    {
      add(.shouting, .heuristic, to: &found)
    }
    if timeline.isMarked(marks.failure, place),
      found.isBeforeReply || (outline.firstSubstantive >= 0 && place > outline.firstSubstantive)
    {
      add(.statedFailure, .heuristic, to: &found)
    }
    let words: [(UInt32, SignalFamily)] = [
      (marks.profanity, .profanity), (marks.mildProfanity, .mildProfanity),
    ]
    if timeline.isMarked(marks.negative, place) {
      let isGiven = entry.flags.contains(.hasScore)
      add(.negativeSentiment, isGiven ? .explicit : .heuristic, to: &found)
    }
    for (mark, family) in words where timeline.isMarked(mark, place) {
      add(family, .heuristic, to: &found)
    }
    guard !found.isBeforeReply else { return }
    switch ContactFacts.saysAgain(entry.echo, at: place, timeline, outline, marks) {
    case .toSame: add(.repetition, .heuristic, to: &found)
    case .toHuman: add(.retell, .heuristic, to: &found)
    case nil: break
    }
    if ContactFacts.saysAgain(entry.loop, at: place, timeline, outline, marks) == .toSame {
      add(.rephrase, .heuristic, to: &found)
    }
  }

  /// The phrases of M57 to M60, each where its metric looks for it.
  private func readConduct(
    at place: Int,
    _ entry: TimelineEntry,
    _ traits: EntryTraits,
    _ found: inout MessageSignals
  ) {
    let isBot = traits.has(.byBot)
    let answers = traits.has(.responds)
    let isSubstantive = answers && traits.has(.substantive)
    let phrases: [(UInt32, SignalFamily, Bool)] = [
      (marks.empathy, .empathy, isSubstantive), (marks.redirect, .redirect, answers),
      (marks.promise, .promise, isSubstantive),
      (marks.disclosure, .disclosure, isBot || entry.role == .system),
      (marks.humanClaim, .humanClaim, isBot),
    ]
    if answers, entry.links.malformed > 0 { add(.malformedLink, .inferred, to: &found) }
    if answers, entry.links.failing > 0 { add(.deadLink, .inferred, to: &found) }
    for (mark, family, counts) in phrases where counts && timeline.isMarked(mark, place) {
      add(family, .heuristic, to: &found)
    }
  }

  private mutating func readResponder(
    at place: Int,
    _ entry: TimelineEntry,
    _ traits: EntryTraits,
    _ found: inout MessageSignals
  ) {
    let isBot = traits.has(.byBot)
    if isBot, fallbacks.holdsSorted(place) {
      add(.noMatch, .event, to: &found)
    } else if isBot, entry.kind == .noMatch {
      add(.noMatch, traits.has(.explicitKind) ? .explicit : .heuristic, to: &found)
    }
    guard !traits.has(.greeting), outline.firstReply >= 0 else { return }
    if timeline.hasEchoes {
      if ContactFacts.repeats(entry.echo, at: place, timeline, marks) {
        add(.repeatsItself, .heuristic, to: &found)
      }
      if ContactFacts.repeats(entry.loop, at: place, timeline, marks) {
        add(.loop, .heuristic, to: &found)
      }
    }
    guard !asked, entry.maskedHash != 0, !timeline.isMarked(marks.legal, place) else { return }
    if isBot { bot.append(entry.maskedHash) } else { human.append(entry.maskedHash) }
    if ContactFacts.endsInDoubledBlock(isBot ? bot : human) {
      add(.loop, .heuristic, to: &found)
    }
  }
}
