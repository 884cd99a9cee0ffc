import Conversations
import Records

/// From a cell of the table back to the messages behind it.
extension LinkedFacts {
  /// The messages and events on which a figure of a row rests, in the order of the contact; its first and last public
  /// message where none stands out.
  ///
  /// Safe on any thread.
  ///
  /// - Parameters:
  ///   - metric: What was measured.
  ///   - row: The contact.
  ///   - chosen: Of a measure of replies, which of the contact's replies are asked for; nil for all.
  /// - Returns: What decided, with its place.
  package func deciding(
    _ metric: MetricDefinition,
    _ row: Int,
    replies chosen: [Bool]? = nil
  ) -> [DecidingEntry] {
    let reader = TimelineReader()
    let marks = MarkBits()
    let index = index(of: row)
    var result: [DecidingEntry] = []
    contacts.withEntries(of: index) { entries in
      var span = TimelineSpan()
      let timeline = reader.view(entries, &span)
      let finder = DecidingFinder(
        timeline: timeline,
        outline: Outline(timeline, marks),
        marks: marks,
        tolerance: options.rules.skewTolerance,
        writesInCapitals: capsHabits[Int(columns.customer[row])]
      )
      var places = finder.places(metric, replies: chosen)
      if places.isEmpty { places = finder.ends }
      guard let last = places.last else { return }
      var origins = EntryOrigins(contacts, of: index)
      var wanted = places[...]
      for place in 0...last {
        let (conversation, position) = origins.next(timeline.entry(place))
        guard place == wanted.first else { continue }
        wanted.removeFirst()
        result.append(
          DecidingEntry(
            conversation: conversation,
            position: position,
            entry: timeline.entry(place)
          )
        )
      }
    }
    return result
  }

  /// All messages of a row that the customer or we wrote, in the order of the contact.
  ///
  /// Safe on any thread.
  package func messages(of row: Int) -> [DecidingEntry] {
    let index = index(of: row)
    var result: [DecidingEntry] = []
    contacts.withEntries(of: index) { entries in
      var origins = EntryOrigins(contacts, of: index)
      for entry in entries {
        let (conversation, position) = origins.next(entry)
        guard entry.isPublicMessage, entry.role == .customer || entry.role.isResponder else {
          continue
        }
        result.append(
          DecidingEntry(conversation: conversation, position: position, entry: entry)
        )
      }
    }
    return result
  }

  /// The customer's next contact, where it lies in the 30 days that are looked ahead; nil without one.
  ///
  /// - Parameters:
  ///   - row: The contact.
  ///   - sameTopic: Only a contact on the same known topic.
  /// - Returns: Its row.
  package func nextContact(of row: Int, sameTopic: Bool) -> Int? {
    let link = links[row]
    let after = sameTopic ? link.nextSameTopic : link.next
    guard link.notIndex == nil, after < Link.never else { return nil }
    var end = Instant.missing
    withFacts(row) { fact, _ in end = fact.pointee.end }
    guard end.isKnown else { return nil }
    let start = end.advanced(by: after)
    // Rows are in order of their starts.
    var (low, high) = (0, count)
    while low < high {
      let middle = low + (high - low) / 2
      let other = contacts.items[index(of: middle)].start
      if other.isKnown, other < start { low = middle + 1 } else { high = middle }
    }
    while low < count, contacts.items[index(of: low)].start == start {
      if low != row, columns.customer[low] == columns.customer[row] { return low }
      low += 1
    }
    return nil
  }

  /// The other contacts of the chain that a contact begins, in order (M34, M61).
  ///
  /// - Returns: Rows; none where it begins no chain.
  package func chain(of row: Int) -> [Int] {
    guard links[row].chain >= 0 else { return [] }
    let chain = chains.all[Int(links[row].chain)]
    return chains.rows[chain.begin..<chain.begin + chain.count].map { Int($0) }.filter { $0 != row }
  }

  /// The contacts that the same customer began while this one was open (M37).
  ///
  /// - Returns: Rows; none where nobody knows when it ended.
  package func overlapping(_ row: Int) -> [Int] {
    var end = Instant.missing
    withFacts(row) { fact, _ in end = fact.pointee.end }
    let start = contacts.items[index(of: row)].start
    guard links[row].isOverlapped, end.isKnown, start.isKnown else { return [] }
    var found: [Int] = []
    for other in row + 1..<max(row + 1, count) {
      let next = contacts.items[index(of: other)].start
      // Rows are in order of their starts; the undated come last.
      guard next.isKnown, next < end || next == start else { break }
      let isLinked = links[other].notIndex != .notApplicable
      if isLinked, columns.customer[other] == columns.customer[row] { found.append(other) }
    }
    return found
  }
}
