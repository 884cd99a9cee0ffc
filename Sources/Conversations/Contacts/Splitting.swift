import Records

/// One part of a timeline that rule 4 cuts.
struct TimelinePart {
  let range: Range<Int>
  /// Begun under rule 4 (a).
  let reopened: Bool
}

/// Rule 4 of METRICS 1.3, entry by entry: where a customer's message begins a new contact.
///
/// (a) A customer message that is not a courtesy comes more than `reopenGrace` after a `solved` or `closed` event.
/// Of several such events the first counts: a timer that closes a solved case an hour later buys no grace. A
/// message within the grace is an afterthought, which takes the case up again, so that the talk that follows it is
/// not cut: the events before it no longer count.
///
/// (b) The next message is the customer's and comes more than `contactGap` after the previous public message.
///
/// Times that are missing measure nothing, so they cut nothing. Events stay with what precedes them. A part
/// without a public message is never made.
struct CaseWatch {
  enum Turn {
    /// The entry belongs to what precedes it.
    case goesOn
    /// It begins a contact under rule (a), or under rule (b) alone.
    case reopens, returns
  }

  private let reopenGrace: Int64
  private let contactGap: Int64
  private var ended = Instant.missing
  private var previous = Instant.missing
  private var hasPrevious = false

  init(_ rules: ContactRules) {
    reopenGrace = rules.reopenGrace
    contactGap = rules.contactGap
  }

  @inline(__always)
  mutating func see(_ traits: EntryTraits, _ time: Instant) -> Turn {
    guard traits.has(.publicMessage) else {
      if traits.has(.endsCase), !ended.isKnown { ended = time }
      return .goesOn
    }
    var turn = Turn.goesOn
    if traits.has(.speech), hasPrevious {
      let takesUp = !traits.has(.courtesy)
      if takesUp, exceeds(time.since(ended), reopenGrace) {
        turn = .reopens
      } else if exceeds(time.since(previous), contactGap) {
        turn = .returns
      }
      if takesUp || turn != .goesOn { ended = .missing }
    }
    previous = time
    hasPrevious = true
    return turn
  }
}

/// The parts that rule 4 makes of a timeline; at least one.
func split(_ timeline: UnsafeBufferPointer<TimelineEntry>, _ rules: ContactRules) -> [TimelinePart]
{
  let table = TraitTable.shared
  var watch = CaseWatch(rules)
  var parts: [TimelinePart] = []
  var begin = 0
  var reopened = false
  for index in timeline.indices {
    let turn = watch.see(table.traits(of: timeline[index]), timeline[index].time)
    if turn == .goesOn { continue }
    parts.append(TimelinePart(range: begin..<index, reopened: reopened))
    begin = index
    reopened = turn == .reopens
  }
  parts.append(TimelinePart(range: begin..<timeline.count, reopened: reopened))
  return parts
}

private func exceeds(_ gap: Int64?, _ limit: Int64) -> Bool {
  guard let gap else { return false }
  return gap > limit
}

/// Appends the entries of a part.
///
/// References to messages before it become 0; the rest count from its first entry.
func append(
  _ range: Range<Int>,
  of timeline: UnsafeBufferPointer<TimelineEntry>,
  to entries: inout [TimelineEntry]
) {
  func shifted(_ reference: UInt16) -> UInt16 {
    Int(reference) > range.lowerBound ? reference - UInt16(range.lowerBound) : 0
  }
  for var entry in timeline[range] {
    entry.echo = shifted(entry.echo)
    entry.loop = shifted(entry.loop)
    entries.append(entry)
  }
}
