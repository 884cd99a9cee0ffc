package import Conversations
package import Records

/// From when to when the export looks.
///
/// METRICS 2.
package struct Observation: Sendable, Hashable {
  /// The first timestamp of the input; missing when there is none.
  package let start: Instant
  /// End of observation for all censoring.
  package let asOf: Instant
  package let asOfIsGiven: Bool
  /// Taken from the data, and more than 48 h after the 99.9th percentile of message times.
  package let asOfOutlier: Bool

  package init(_ contacts: [Contact], _ conversations: [Conversation], given: Instant?) {
    var first = Instant(milliseconds: .max)
    var last = Instant.missing
    func see(_ time: Instant) {
      guard time.isKnown else { return }
      first = min(first, time)
      last = max(last, time)
    }
    for contact in contacts {
      for entry in contact.timeline { see(entry.time) }
    }
    for head in conversations {
      see(head.created)
      see(head.updated)
      see(head.closed)
      if let rating = head.rating { see(rating.time) }
    }
    start = last.isKnown ? first : .missing
    asOf = given ?? last
    asOfIsGiven = given != nil
    asOfOutlier = given == nil && Self.standsAlone(last, contacts)
  }

  /// Whether the 99.9th percentile (nearest rank) of message times lies more than 48 h before: a count suffices.
  private static func standsAlone(_ last: Instant, _ contacts: [Contact]) -> Bool {
    guard last.isKnown else { return false }
    let limit = last.advanced(by: -2 * Span.day)
    var messages = 0
    var early = 0
    for contact in contacts {
      for entry in contact.timeline where entry.isMessage && entry.time.isKnown {
        messages += 1
        if entry.time < limit { early += 1 }
      }
    }
    return messages > 0 && early * 1000 >= messages * 999
  }
}
