import Conversations
import Records
import Wording

/// Where the turning points of a contact are, as indices into its timeline.
struct Outline {
  var firstPublic: Int?
  var firstCustomer: Int?
  var firstEngaged: Int?
  var lastEngaged: Int?
  var firstResponding: Int?
  var lastResponding: Int?
  /// First responding message that is no greeting: what comes before it is `pre` (METRICS 9.5).
  var firstReply: Int?
  var firstSubstantive: Int?
  var lastSubstantive: Int?
  /// The last substantive reply that is more than "you are welcome".
  var lastAnswer: Int?
  var firstHuman: Int?
  var firstHumanAfterBot: Int?
  /// Hand-off initiated: the earliest event, or bot message of that kind.
  var firstHandoff: Int?
  /// The last real message of anyone: contact end.
  var lastReal: Int?
  var lastSolved: Int?
  var botParticipates = false
  var partyChanges = 0

  init(_ timeline: [TimelineEntry]) {
    var previousParty = Role.system
    for index in timeline.indices {
      let entry = timeline[index]
      if entry.isEvent {
        if entry.is(.handoffInitiated), firstHandoff == nil { firstHandoff = index }
        if entry.isSolvedByResponder { lastSolved = index }
        continue
      }
      guard entry.isPublicMessage else { continue }
      if firstPublic == nil { firstPublic = index }
      if Self.isReal(entry) { lastReal = index }
      if entry.isHandoffNotice, firstHandoff == nil { firstHandoff = index }
      if entry.isCustomerSpeech {
        if firstCustomer == nil { firstCustomer = index }
        if !entry.isCourtesy {
          if firstEngaged == nil { firstEngaged = index }
          lastEngaged = index
        }
      } else if firstCustomer != nil, entry.canRespond {
        note(entry, at: index)
        if previousParty.isResponder, previousParty != entry.role { partyChanges += 1 }
        previousParty = entry.role
      }
    }
  }

  private mutating func note(_ entry: TimelineEntry, at index: Int) {
    if firstResponding == nil { firstResponding = index }
    lastResponding = index
    if firstReply == nil, entry.messageKind != .greeting { firstReply = index }
    if entry.hasSubstantiveKind {
      if firstSubstantive == nil { firstSubstantive = index }
      lastSubstantive = index
      if !entry.marks.contains(.courtesyOnly) { lastAnswer = index }
    }
    if entry.role == .human {
      if firstHuman == nil { firstHuman = index }
      if botParticipates, firstHumanAfterBot == nil { firstHumanAfterBot = index }
    } else {
      botParticipates = true
    }
  }

  /// Surveys, closing notices and what the system shows do not move the end: closing timers are arbitrary.
  private static func isReal(_ entry: TimelineEntry) -> Bool {
    guard entry.role != .system else { return false }
    return entry.messageKind != .survey && entry.messageKind != .closingNotice
  }

  func isResponding(_ entry: TimelineEntry, at index: Int) -> Bool {
    guard let firstCustomer else { return false }
    return index > firstCustomer && entry.canRespond
  }

  /// The first human message after an index.
  func firstHuman(after index: Int, in timeline: [TimelineEntry]) -> Int? {
    var position = index + 1
    while position < timeline.count {
      let entry = timeline[position]
      if entry.role == .human, isResponding(entry, at: position) { return position }
      position += 1
    }
    return nil
  }
}
