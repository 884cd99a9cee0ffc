import Conversations
import Records
import Wording

/// A contact's entries beside what they are, borrowed while the contact is measured.
struct TimelineView {
  let entries: UnsafePointer<TimelineEntry>
  let traits: UnsafePointer<EntryTraits>
  let count: Int
  /// What at least one entry is: a walk that looks for something else need not begin.
  let seen: EntryTraits
  /// What at least one message of the customer is marked with.
  let spoken: UInt32
  /// What at least one message of anybody else is marked with.
  let said: UInt32
  /// Whether a message repeats an earlier one.
  let hasEchoes: Bool

  @inline(__always)
  func entry(_ index: Int) -> TimelineEntry { entries[index] }

  @inline(__always)
  func time(_ index: Int) -> Instant { entries[index].time }

  /// The time of the entry, missing for `Outline.none`.
  @inline(__always)
  func timeIfAny(_ index: Int) -> Instant { index < 0 ? .missing : entries[index].time }

  /// Whether the entry has at least one of the traits.
  @inline(__always)
  func has(_ trait: EntryTraits, _ index: Int) -> Bool { traits[index].has(trait) }

  @inline(__always)
  func isMarked(_ marks: UInt32, _ index: Int) -> Bool {
    entries[index].marks.rawValue & marks != 0
  }
}

/// Room for the traits of one timeline after the other, and what a whole part of the contacts has seen.
final class TimelineReader {
  private var traits: UnsafeMutablePointer<EntryTraits>
  private var capacity = 256
  private let table = TraitTable.shared
  /// Stands for the entries of a contact that has none; never read.
  private let nothing: UnsafeMutablePointer<TimelineEntry>

  init() {
    traits = .allocate(capacity: 256)
    nothing = .allocate(capacity: 1)
  }

  deinit {
    traits.deallocate()
    nothing.deallocate()
  }

  /// Reads what the entries are, and the times into `span`.
  func view(
    _ entries: UnsafeBufferPointer<TimelineEntry>,
    _ span: inout TimelineSpan
  ) -> TimelineView {
    let first = entries.baseAddress ?? UnsafePointer(nothing)
    if entries.count > capacity {
      traits.deallocate()
      capacity = entries.count * 2
      traits = .allocate(capacity: capacity)
    }
    var seen = EntryTraits.none
    var spoken: UInt32 = 0
    var said: UInt32 = 0
    var echoes: UInt16 = 0
    var isHeard = false
    for index in 0..<entries.count {
      let entry = first[index]
      var kind = table.traits(
        role: unsafeBitCast(entry.role, to: UInt8.self),
        shape: entry.shape,
        flags: entry.flags.rawValue,
        marks: entry.marks.rawValue
      )
      if kind.has(.speech) {
        isHeard = true
        spoken |= entry.marks.rawValue
      } else {
        said |= entry.marks.rawValue
        if isHeard, kind.has(.canRespond) { kind.insert(.responds) }
      }
      seen.insert(kind)
      echoes |= entry.echo | entry.loop
      if entry.time.isKnown {
        span.first = min(span.first, entry.time)
        span.last = max(span.last, entry.time)
        if !kind.has(.event) {
          span.lastMessage = max(span.lastMessage, entry.time)
          span.messages += 1
        }
      }
      (traits + index).initialize(to: kind)
    }
    return TimelineView(
      entries: first,
      traits: traits,
      count: entries.count,
      seen: seen,
      spoken: spoken,
      said: said,
      hasEchoes: echoes != 0
    )
  }
}

/// Between which times a timeline lies.
struct TimelineSpan {
  var first = Instant(milliseconds: .max)
  var last = Instant.missing
  /// The greatest time of a message, public or not.
  var lastMessage = Instant.missing
  /// Messages that have a time.
  var messages: Int32 = 0
}
