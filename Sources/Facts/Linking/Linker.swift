import Records

/// What linking knows of a contact: METRICS 7 needs keys and instants, never a look back at the text.
struct LinkKey: Sendable {
  var customer: Int32
  var start: Instant
  /// The last real message; missing when it has no time.
  var end: Instant
  /// The greatest time known of the contact, for telling parallel contacts.
  var lastKnown: Instant
  /// 0 unknown.
  var topic: Int32
  var humanParticipates: Bool
  /// Engaged, inbound, neither test nor spam; the period does not matter.
  var counts: Bool
  var customerKnown: Bool
}

/// What the other contacts of the customer say about one contact.
struct Link: Sendable {
  /// Nil for an index contact, else why it is none.
  var notIndex: NullReason? = .notApplicable
  /// Milliseconds from contact end to the next contact; nil when none was seen.
  var next: Int64?
  var nextHasHuman = false
  /// Milliseconds to the next contact on the same known topic, and to the next on an unknown one, up to 30 days.
  var nextSameTopic: Int64?
  var nextUnknownTopic: Int64?
  /// Starts before an earlier contact of the customer ends, or with it.
  var isParallel = false
  /// Contacts of the customer that start in the 30 days before.
  var priorContacts = 0
  /// A contact of the customer lies in the 7 days before the start.
  var hasRecentContact = false
}

/// Links the contacts of each customer.
struct Linker {
  var highFrequencyContacts: Int
  var highFrequencyWindow: Int64
  var priorWindow: Int64
  private(set) var highFrequencyCustomers = 0

  init(_ options: FactOptions) {
    highFrequencyContacts = options.highFrequencyContacts
    highFrequencyWindow = options.highFrequencyWindow
    priorWindow = options.priorWindow
  }

  /// - Parameters:
  ///   - keys: One per row, sorted by start.
  ///   - customers: The number of customer codes.
  /// - Returns: One link per row.
  /// - Complexity: O(n log n) in the contacts of a customer, apart from looking 30 days ahead.
  mutating func link(_ keys: [LinkKey], customers: Int) -> [Link] {
    var links = [Link](repeating: Link(), count: keys.count)
    // A counting sort by customer keeps the order by start.
    var begins = [Int](repeating: 0, count: customers + 1)
    for key in keys where key.counts && key.start.isKnown { begins[Int(key.customer) + 1] += 1 }
    for code in 0..<customers { begins[code + 1] += begins[code] }
    var rows = [Int](repeating: 0, count: begins[customers])
    var next = begins
    for row in keys.indices where keys[row].counts && keys[row].start.isKnown {
      let code = Int(keys[row].customer)
      rows[next[code]] = row
      next[code] += 1
    }
    for code in 0..<customers where begins[code] < begins[code + 1] {
      link(rows[begins[code]..<begins[code + 1]], keys, &links)
    }
    for row in keys.indices where keys[row].counts && !keys[row].start.isKnown {
      links[row].notIndex = keys[row].customerKnown ? .missingTimestamp : .unknownCustomer
    }
    return links
  }

  private mutating func link(_ rows: ArraySlice<Int>, _ keys: [LinkKey], _ links: inout [Link]) {
    guard keys[rows[rows.startIndex]].customerKnown else {
      for row in rows { links[row].notIndex = .unknownCustomer }
      return
    }
    let isHighFrequency = self.isHighFrequency(rows, keys)
    if isHighFrequency { highFrequencyCustomers += 1 }
    var latestEnd = Instant.missing
    var priorFrom = rows.startIndex
    var sameStart = rows.startIndex
    for position in rows.indices {
      let row = rows[position]
      let key = keys[row]
      while keys[rows[priorFrom]].start < key.start.advanced(by: -priorWindow) { priorFrom += 1 }
      if keys[rows[sameStart]].start < key.start { sameStart = position }
      links[row].priorContacts = max(0, sameStart - priorFrom)
      if latestEnd.isKnown {
        links[row].isParallel = latestEnd > key.start || sameStart < position
        links[row].hasRecentContact =
          latestEnd >= key.start.advanced(by: -RepeatWindow.week.span)
      }
      latestEnd = max(latestEnd, key.lastKnown, key.start)
      if isHighFrequency {
        links[row].notIndex = .highFrequencyCustomer
      } else if !key.end.isKnown {
        links[row].notIndex = .missingTimestamp
      } else if key.end < key.start {
        links[row].notIndex = .clockBackwards
      } else {
        links[row].notIndex = nil
        lookAhead(from: position, rows, keys, &links[row])
      }
    }
  }

  private func lookAhead(
    from position: Int,
    _ rows: ArraySlice<Int>,
    _ keys: [LinkKey],
    _ link: inout Link
  ) {
    let key = keys[rows[position]]
    // The first contact that starts after this one ends; those before it are parallel.
    var low = position + 1
    var high = rows.endIndex
    while low < high {
      let middle = (low + high) / 2
      if keys[rows[middle]].start > key.end { high = middle } else { low = middle + 1 }
    }
    guard low < rows.endIndex else { return }
    let following = keys[rows[low]]
    link.next = following.start.milliseconds - key.end.milliseconds
    link.nextHasHuman = following.humanParticipates
    guard key.topic != 0 else { return }
    for later in low..<rows.endIndex {
      let other = keys[rows[later]]
      let span = other.start.milliseconds - key.end.milliseconds
      if span > RepeatWindow.thirtyDays.span { return }
      if other.topic == key.topic {
        link.nextSameTopic = span
        return
      }
      if other.topic == 0, link.nextUnknownTopic == nil { link.nextUnknownTopic = span }
    }
  }

  private func isHighFrequency(_ rows: ArraySlice<Int>, _ keys: [LinkKey]) -> Bool {
    guard rows.count > highFrequencyContacts else { return false }
    for position in rows.startIndex..<rows.endIndex - highFrequencyContacts {
      let first = keys[rows[position]].start.milliseconds
      let last = keys[rows[position + highFrequencyContacts]].start.milliseconds
      if last - first <= highFrequencyWindow { return true }
    }
    return false
  }
}
