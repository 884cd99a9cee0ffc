import Conversations
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

  /// - Parameters:
  ///   - parts: The facts of all contacts, in the order of the set's items.
  ///   - contacts: The same contacts.
  ///   - given: `--as-of`.
  init(_ parts: [FactPart], _ contacts: ContactSet, given: Instant?) {
    let first = parts.map(\.first).min() ?? .missing
    let last = parts.map(\.last).max() ?? .missing
    start = last.isKnown ? first : .missing
    asOf = given ?? last
    asOfIsGiven = given != nil
    asOfOutlier = given == nil && Self.standsAlone(last, parts, contacts)
  }

  /// Whether the 99.9th percentile (nearest rank) of message times lies more than 48 h before: a count suffices.
  ///
  /// Only contacts that reach into those 48 h are looked at message by message.
  private static func standsAlone(
    _ last: Instant,
    _ parts: [FactPart],
    _ contacts: ContactSet
  ) -> Bool {
    guard last.isKnown else { return false }
    let limit = last.advanced(by: -2 * Span.day)
    var messages = 0
    var early = 0
    var index = 0
    for part in parts {
      for contact in part.messages {
        messages += Int(contact.count)
        if contact.last < limit {
          early += Int(contact.count)
        } else {
          contacts.withEntries(of: index) { entries in
            for entry in entries where entry.isMessage && entry.time.isKnown {
              if entry.time < limit { early += 1 }
            }
          }
        }
        index += 1
      }
    }
    return messages > 0 && early * 1000 >= messages * 999
  }
}
