import Records
import Wording

/// What rules 2 and 3 ask of one record: where it begins and ends, and how.
struct RecordEnds {
  /// The conversation's index.
  let index: Int
  /// The first dated public message, else the earliest time in the record, else `created`; missing if undated.
  let start: Instant
  /// `contact_end`, never before `start`; missing when the record's last message is undated.
  let end: Instant
  /// The last public message of any kind, never before `end`.
  let lastMessage: Instant
  /// A `handoff_initiated` or `handoff_accepted` event, or a bot's `handoff_notice`.
  ///
  /// Flags arrive as events.
  let isHandedOff: Bool
  /// A public human message.
  let hasHuman: Bool
  /// A `solved` or `closed` event, or the result field that stands for one (FORMATS 2.1).
  let isFinished: Bool
  /// The customer said goodbye.
  let saysFarewell: Bool

  init(of conversations: [Conversation], at index: Int) {
    var first = Instant.missing
    var last = Instant.missing
    var end = Instant.missing
    var isHandedOff = false
    var hasHuman = false
    var isFinished = conversations[index].resolution.map(Self.endsCase) ?? false
    var saysFarewell = false
    let timeline = conversations[index].timeline
    for entry in timeline {
      if entry.isEvent {
        if entry.is(.handoffInitiated) || entry.is(.handoffAccepted) { isHandedOff = true }
        if entry.endsCase { isFinished = true }
        continue
      }
      guard entry.isPublicMessage else { continue }
      if !first.isKnown { first = entry.time }
      last = entry.time
      if entry.kind != .survey, entry.kind != .closingNotice { end = entry.time }
      switch entry.role {
      case .human: hasHuman = true
      case .bot: if entry.kind == .handoffNotice { isHandedOff = true }
      case .customer: if entry.marks.contains(.farewell) { saysFarewell = true }
      case .system, .unknown: break
      }
    }
    if !first.isKnown { first = earliestTime(of: timeline) ?? conversations[index].created }
    self.index = index
    self.start = first
    // Clocks that run backwards must not let a record end before it begins.
    self.end = end.isKnown ? max(end, first) : .missing
    self.lastMessage = max(last, self.end)
    self.isHandedOff = isHandedOff
    self.hasHuman = hasHuman
    self.isFinished = isFinished
    self.saysFarewell = saysFarewell
  }

  private static func endsCase(_ resolution: Resolution) -> Bool {
    switch resolution.by {
    case .bot, .human: resolution.resolved
    case .timer: true
    case .customer: false
    }
  }
}
