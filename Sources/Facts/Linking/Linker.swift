import Conversations
import Records

/// What linking knows of a contact: METRICS 7 needs keys and instants, never a look back at the text.
struct LinkKey: Sendable {
  var row: Int32
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

  var isLinked: Bool { counts && start.isKnown }
}

/// What the other contacts of the customer say about one contact.
struct Link: Sendable {
  /// Nil for an index contact, else why it is none.
  var notIndex: NullReason? = .notApplicable
  /// Milliseconds from contact end to the next contact; `never` when none was seen.
  var next = never
  /// Milliseconds to the next contact on the same known topic, and to the next on an unknown one, up to 30 days.
  var nextSameTopic = never
  var nextUnknownTopic = never
  var nextHasHuman = false
  /// Starts before an earlier contact of the customer ends, or with it.
  var isParallel = false
  /// Another contact of the customer starts before this one ends.
  var isOverlapped = false
  /// Contacts of the customer that start in the 30 days before.
  var priorContacts: Int32 = 0
  /// A contact of the customer lies in the 7 days before the start.
  var hasRecentContact = false

  /// The chain that this contact begins; -1 none.
  var chain: Int32 = -1

  /// Longer than any window.
  static var never: Int64 { .max }
}

/// Links the contacts of each customer.
struct Linker {
  var highFrequencyContacts: Int
  var highFrequencyWindow: Int64
  var priorWindow: Int64
  private(set) var highFrequencyCustomers = 0
  private(set) var chains = Chains()

  init(_ options: FactOptions) {
    highFrequencyContacts = options.highFrequencyContacts
    highFrequencyWindow = options.highFrequencyWindow
    priorWindow = options.priorWindow
  }

  /// - Parameters:
  ///   - keys: One per row, in order, which is that of the starts.
  ///   - customers: The number of customer codes.
  /// - Returns: One link per row.
  /// - Complexity: O(n log n) in the contacts of a customer, apart from looking 30 days ahead.
  mutating func link(_ keys: [LinkKey], customers: Int) -> [Link] {
    var links = [Link].dense(keys.count) { $0.initialize(repeating: Link(), count: keys.count) }
    // A counting sort by customer keeps the order by start, and lays the keys that are compared side by side.
    var ends = [Int](repeating: 0, count: customers + 1)
    for key in keys where key.isLinked { ends[Int(key.customer) + 1] += 1 }
    for code in 0..<customers { ends[code + 1] += ends[code] }
    let linked = ends[customers]
    let grouped = [LinkKey].dense(linked) { grouped in
      for key in keys where key.isLinked {
        let code = Int(key.customer)
        (grouped + ends[code]).initialize(to: key)
        ends[code] += 1
      }
    }
    grouped.withUnsafeBufferPointer { grouped in
      links.withUnsafeMutableBufferPointer { links in
        var first = 0
        while first < grouped.count {
          let next = ends[Int(grouped[first].customer)]
          link(UnsafeBufferPointer(rebasing: grouped[first..<next]), links)
          first = next
        }
      }
    }
    for (number, chain) in chains.all.enumerated() {
      links[Int(chain.first)].chain = Int32(truncatingIfNeeded: number)
    }
    for key in keys where key.counts && !key.start.isKnown {
      links[Int(key.row)].notIndex = key.customerKnown ? .missingTimestamp : .unknownCustomer
    }
    return links
  }

  /// The contacts of one customer, by start.
  private mutating func link(
    _ keys: UnsafeBufferPointer<LinkKey>,
    _ links: UnsafeMutableBufferPointer<Link>
  ) {
    guard keys[0].customerKnown else {
      for key in keys { links[Int(key.row)].notIndex = .unknownCustomer }
      return
    }
    let isHighFrequency = self.isHighFrequency(keys)
    if isHighFrequency { highFrequencyCustomers += 1 } else { chains.add(keys) }
    var latestEnd = Instant.missing
    var priorFrom = 0
    var sameStart = 0
    for position in keys.indices {
      let key = keys[position]
      var link = Link()
      while keys[priorFrom].start < key.start.advanced(by: -priorWindow) { priorFrom += 1 }
      if keys[sameStart].start < key.start { sameStart = position }
      link.priorContacts = Int32(truncatingIfNeeded: max(0, sameStart - priorFrom))
      if latestEnd.isKnown {
        link.isParallel = latestEnd > key.start || sameStart < position
        link.hasRecentContact =
          latestEnd >= key.start.advanced(by: -RepeatWindow.week.span)
      }
      // A closing notice hours later does not keep a contact open.
      let end = key.end.isKnown ? key.end : key.lastKnown
      latestEnd = max(latestEnd, end, key.start)
      if position + 1 < keys.count {
        let next = keys[position + 1].start
        link.isOverlapped = next < end || next == key.start
      }
      if isHighFrequency {
        link.notIndex = .highFrequencyCustomer
      } else if !key.end.isKnown {
        link.notIndex = .missingTimestamp
      } else if key.end < key.start {
        link.notIndex = .clockBackwards
      } else {
        link.notIndex = nil
        lookAhead(from: position, keys, &link)
      }
      links[Int(key.row)] = link
    }
  }

  private func lookAhead(
    from position: Int,
    _ keys: UnsafeBufferPointer<LinkKey>,
    _ link: inout Link
  ) {
    let key = keys[position]
    // The first contact that starts after this one ends; those before it are parallel.
    var low = position + 1
    var high = keys.count
    while low < high {
      let middle = (low + high) / 2
      if keys[middle].start > key.end { high = middle } else { low = middle + 1 }
    }
    guard low < keys.count else { return }
    let following = keys[low]
    link.next = following.start.milliseconds - key.end.milliseconds
    link.nextHasHuman = following.humanParticipates
    guard key.topic != 0 else { return }
    for later in low..<keys.count {
      let other = keys[later]
      let span = other.start.milliseconds - key.end.milliseconds
      if span > RepeatWindow.thirtyDays.span { return }
      if other.topic == key.topic {
        link.nextSameTopic = span
        return
      }
      if other.topic == 0, link.nextUnknownTopic == Link.never { link.nextUnknownTopic = span }
    }
  }

  private func isHighFrequency(_ keys: UnsafeBufferPointer<LinkKey>) -> Bool {
    guard keys.count > highFrequencyContacts else { return false }
    for position in 0..<keys.count - highFrequencyContacts {
      let first = keys[position].start.milliseconds
      let last = keys[position + highFrequencyContacts].start.milliseconds
      if last - first <= highFrequencyWindow { return true }
    }
    return false
  }
}
