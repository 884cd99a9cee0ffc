package import Records
package import Wording

/// `contact_start`: the first customer message; of an outbound contact, the first public message.
///
/// When that message has no time, or there is none, the earliest time in the contact, then `created`.
/// METRICS 1.3 and section 2.
///
/// - Returns: Missing when nothing is dated.
package func contactStart(
  of timeline: [TimelineEntry],
  outbound: Bool = false,
  created: Instant = .missing
) -> Instant {
  timeline.withUnsafeBufferPointer {
    contactStart(of: $0, outbound: outbound, created: created)
  }
}

/// The same for borrowed entries.
func contactStart(
  of timeline: UnsafeBufferPointer<TimelineEntry>,
  outbound: Bool,
  created: Instant
) -> Instant {
  let first = timeline.first {
    outbound ? $0.isPublicMessage : $0.isCustomerMessage
  }
  if let first, first.time.isKnown { return first.time }
  return earliestTime(of: timeline) ?? created
}

/// `contact_end`: the last public message of a customer, bot or human that is neither `survey` nor `closing_notice`.
///
/// A system message ("chat ended") is nobody's: timers never move the end (METRICS 1.3, M15).
///
/// - Returns: Missing when there is no such message or it has no time; nothing is interpolated (METRICS section 2).
package func contactEnd(of timeline: [TimelineEntry]) -> Instant {
  timeline.last {
    $0.isPublicMessage && $0.role != .system && $0.kind != .survey && $0.kind != .closingNotice
  }?.time ?? .missing
}

/// The earliest known time of a message or event; nil when nothing is dated.
func earliestTime(of timeline: UnsafeBufferPointer<TimelineEntry>) -> Instant? {
  var earliest: Instant?
  for entry in timeline where entry.time.isKnown {
    if let known = earliest, known <= entry.time { continue }
    earliest = entry.time
  }
  return earliest
}

extension TimelineEntry {
  /// A customer message.
  ///
  /// The answer to a survey is none: it neither begins a contact nor takes a case up again.
  package var isCustomerMessage: Bool { isPublicMessage && role == .customer && kind != .survey }

  /// A `solved` or `closed` event.
  package var endsCase: Bool { `is`(.solved) || `is`(.closed) }
}

extension Marks {
  /// Nothing but thanks, greeting or farewell.
  ///
  /// A set written as a list is built anew at every use; this is built once.
  package static let courtesies: Marks = [.courtesyOnly, .greetingOnly]
}
