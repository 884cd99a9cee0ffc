import Records

/// One part of a timeline that rule 4 cuts.
struct TimelinePart {
  let range: Range<Int>
  /// Begun under rule 4 (a).
  let reopened: Bool
}

/// Rule 4 of METRICS 1.3: where a customer's message begins a new contact.
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
func split(_ timeline: [TimelineEntry], _ rules: ContactRules) -> [TimelinePart] {
  var parts: [TimelinePart] = []
  var begin = 0
  var reopened = false
  var ended = Instant.missing
  var previous: Instant?
  for index in timeline.indices {
    let entry = timeline[index]
    if entry.isEvent {
      if !ended.isKnown, entry.endsCase { ended = entry.time }
      continue
    }
    guard entry.isPublicMessage else { continue }
    if entry.isCustomerMessage, let last = previous {
      let takesUp = !entry.isCustomerCourtesy
      let isReopening = takesUp && exceeds(entry.time.since(ended), rules.reopenGrace)
      if isReopening || exceeds(entry.time.since(last), rules.contactGap) {
        parts.append(TimelinePart(range: begin..<index, reopened: reopened))
        begin = index
        reopened = isReopening
        ended = .missing
      } else if takesUp {
        ended = .missing
      }
    }
    previous = entry.time
  }
  parts.append(TimelinePart(range: begin..<timeline.count, reopened: reopened))
  return parts
}

private func exceeds(_ gap: Int64?, _ limit: Int64) -> Bool {
  guard let gap else { return false }
  return gap > limit
}

/// The entries of a part.
///
/// References to messages before it become 0; the rest count from its first entry.
func entries(of range: Range<Int>, in timeline: [TimelineEntry]) -> [TimelineEntry] {
  guard range.count < timeline.count else { return timeline }
  func shifted(_ reference: UInt16) -> UInt16 {
    Int(reference) > range.lowerBound ? reference - UInt16(range.lowerBound) : 0
  }
  return timeline[range].map {
    var entry = $0
    entry.echo = shifted(entry.echo)
    entry.loop = shifted(entry.loop)
    return entry
  }
}
