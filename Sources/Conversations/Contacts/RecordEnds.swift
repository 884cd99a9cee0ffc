import Records
import Wording

/// What one look at a record tells of it: where it begins and ends, how, and whether rule 4 cuts it.
///
/// Rules 2 and 3 join records by it; the timeline is not read again for a record that is a contact as it is.
package struct RecordEnds: Sendable {
  /// The conversation's index.
  let index: Int32
  /// Messages and events.
  let count: Int32
  /// The first dated public message, else the earliest time in the record, else `created`; missing if undated.
  let start: Instant
  /// `contact_end`, never before `start`; missing when the record's last message is undated.
  let end: Instant
  /// The last public message of any kind, never before `end`.
  let lastMessage: Instant
  /// `contact_start` of the record as one contact.
  let contactStart: Instant
  /// Hash of the customer's id; 0 unknown.
  let customer: UInt64
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
  /// Rule 4 makes more than one contact of it.
  let isCut: Bool
  // For the data-quality counts
  let duplicateMessages: Int32
  let naiveTimestamps: Int32
  let implausibleTimestamps: Int32

  /// Reads the head in place: copying one counts nine references.
  init(_ head: UnsafePointer<Conversation>, at index: Int, rules: ContactRules) {
    var ends = TimelineEnds(rules)
    ends.read(head.pointee.entries.buffer)
    let isPlain = Conversation.isPlain(head)
    let created = isPlain ? .missing : head.pointee.created
    let fallback = ends.earliest.milliseconds < .max ? ends.earliest : created
    let first = ends.first.isKnown ? ends.first : fallback
    let isOutbound = !isPlain && head.pointee.direction == .outbound
    let opening = isOutbound ? ends.firstPublic : ends.firstSpeech
    self.index = Int32(truncatingIfNeeded: index)
    count = Int32(truncatingIfNeeded: head.pointee.entries.count)
    start = first
    // Clocks that run backwards must not let a record end before it begins.
    end = ends.end.isKnown ? max(ends.end, first) : .missing
    lastMessage = max(ends.last, end)
    contactStart = opening.isKnown ? opening : fallback
    customer = head.pointee.customer.map { byteHash(of: $0) } ?? 0
    let seen = ends.seen
    isHandedOff = seen.has(.handoffInitiated | .handoffAccepted | .handoffNotice)
    hasHuman = ends.hasHuman
    isFinished =
      seen.has(.endsCase)
      || !isPlain && (head.pointee.resolution.map(Self.endsCase) ?? false)
    saysFarewell = ends.marks & farewell != 0
    isCut = ends.isCut
    duplicateMessages = isPlain ? 0 : Int32(truncatingIfNeeded: head.pointee.duplicateMessages)
    naiveTimestamps = isPlain ? 0 : Int32(truncatingIfNeeded: head.pointee.naiveTimestamps)
    implausibleTimestamps =
      isPlain ? 0 : Int32(truncatingIfNeeded: head.pointee.implausibleTimestamps)
  }

  private static func endsCase(_ resolution: Resolution) -> Bool {
    switch resolution.by {
    case .bot, .human: resolution.resolved
    case .timer: true
    case .customer: false
    }
  }
}

private let farewell = Marks.farewell.rawValue

/// One walk over a timeline.
private struct TimelineEnds {
  /// The first dated public message.
  var first = Instant.missing
  /// The time of the first public message, and of the first that is the customer's.
  var firstPublic = Instant.missing
  var firstSpeech = Instant.missing
  var last = Instant.missing
  var end = Instant.missing
  var earliest = Instant(milliseconds: .max)
  var seen = EntryTraits.none
  /// Marks of public messages of customers.
  var marks: UInt32 = 0
  var hasHuman = false
  var isCut = false
  private var watch: CaseWatch
  private let table = TraitTable.shared

  init(_ rules: ContactRules) { watch = CaseWatch(rules) }

  mutating func read(_ timeline: UnsafeBufferPointer<TimelineEntry>) {
    var hasPublic = false
    var hasSpeech = false
    for entry in timeline {
      let traits = table.traits(of: entry)
      seen.insert(traits)
      if entry.time.isKnown { earliest = min(earliest, entry.time) }
      if watch.see(traits, entry.time) != .goesOn { isCut = true }
      guard traits.has(.publicMessage) else { continue }
      if !hasPublic { firstPublic = entry.time }
      hasPublic = true
      if traits.has(.speech) {
        if !hasSpeech { firstSpeech = entry.time }
        hasSpeech = true
      }
      if !first.isKnown { first = entry.time }
      last = entry.time
      if traits.has(.keepsOpen) { end = entry.time }
      if traits.has(.byHuman) { hasHuman = true }
      if case .customer = entry.role { marks |= entry.marks.rawValue }
    }
  }
}
