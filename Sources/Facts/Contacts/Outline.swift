import Conversations
import Records

/// Where the turning points of a contact are, as indices into its timeline; `none` where there is none.
///
/// A plain integer, as every one of them is tested for every entry.
struct Outline {
  static let none = -1

  var firstPublic = none
  var firstCustomer = none
  var firstEngaged = none
  var lastEngaged = none
  /// The last two messages of the customer begin here, courtesies included (M51).
  var lastTwoSpoken = none
  private var lastSpoken = none
  var firstResponding = none
  var lastResponding = none
  /// First responding message that is no greeting: what comes before it is `pre` (METRICS 9.5).
  var firstReply = none
  var firstSubstantive = none
  var lastSubstantive = none
  /// The last substantive reply that is more than "you are welcome".
  var lastAnswer = none
  var firstHuman = none
  var firstHumanAfterBot = none
  /// Hand-off initiated: the earliest event, or bot message of that kind.
  var firstHandoff = none
  /// The last real message of anyone: contact end.
  ///
  /// Surveys, closing notices and what the system shows do not move it: closing timers are arbitrary.
  var lastReal = none
  var lastSolved = none
  var botParticipates = false
  var partyChanges = 0
  /// The greatest time of a public message.
  var lastPublic = Instant.missing

  init(_ timeline: TimelineView, _ marks: MarkBits) {
    var previousParty = EntryTraits.none
    for index in 0..<timeline.count {
      let traits = timeline.traits[index]
      guard traits.has(.publicMessage) else {
        if traits.has(.handoffInitiated), firstHandoff < 0 { firstHandoff = index }
        if traits.has(.solvedByResponder) { lastSolved = index }
        continue
      }
      if firstPublic < 0 { firstPublic = index }
      lastPublic = max(lastPublic, timeline.time(index))
      if traits.has(.real) { lastReal = index }
      if traits.has(.handoffNotice), firstHandoff < 0 { firstHandoff = index }
      if traits.has(.speech) {
        if firstCustomer < 0 { firstCustomer = index }
        lastTwoSpoken = lastSpoken < 0 ? index : lastSpoken
        lastSpoken = index
        if !traits.has(.courtesy) {
          if firstEngaged < 0 { firstEngaged = index }
          lastEngaged = index
        }
      } else if traits.has(.responds) {
        note(traits, at: index, isCourtesy: timeline.isMarked(marks.courtesyOnly, index))
        let party = traits & (.byBot | .byHuman)
        if previousParty != .none, previousParty != party { partyChanges += 1 }
        previousParty = party
      }
    }
  }

  @inline(__always)
  private mutating func note(_ traits: EntryTraits, at index: Int, isCourtesy: Bool) {
    if firstResponding < 0 { firstResponding = index }
    lastResponding = index
    if firstReply < 0, !traits.has(.greeting) { firstReply = index }
    if traits.has(.substantive) {
      if firstSubstantive < 0 { firstSubstantive = index }
      lastSubstantive = index
      if !isCourtesy { lastAnswer = index }
    }
    if traits.has(.byHuman) {
      if firstHuman < 0 { firstHuman = index }
      if botParticipates, firstHumanAfterBot < 0 { firstHumanAfterBot = index }
    } else {
      botParticipates = true
    }
  }

  /// The first human message after an index, or `none`.
  func firstHuman(after index: Int, in timeline: TimelineView) -> Int {
    guard firstHuman >= 0 else { return Self.none }
    var position = max(index + 1, firstHuman)
    while position < timeline.count {
      let traits = timeline.traits[position]
      if traits.has(.byHuman), traits.has(.responds) { return position }
      position += 1
    }
    return Self.none
  }
}
