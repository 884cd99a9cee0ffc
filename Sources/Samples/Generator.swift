/// Gives a scenario's conversations one by one, in the order in which they begin.
///
/// What it holds does not grow with the number of conversations that it has given: customers who are due
/// to come back, and the few records that begin while an earlier one is being made. The same scenario,
/// seed, size and start give the same conversations on every machine.
package struct Generator: Sendable {
  package let scenario: Scenario
  package let seed: UInt64
  /// The period in milliseconds since 1970.
  ///
  /// Nothing later than its end is written, as in a real export:
  /// contacts that are not over by then are open.
  package let period: Range<Int64>

  private var desk: Desk
  private var following: (Contact, Desk.Visit)?
  /// Records made but not yet given, because one that begins earlier may still come.
  private var ready = EventQueue<SampleConversation>()
  private var records = 0

  /// Begins a sample.
  ///
  /// - Parameters:
  ///   - scenario: The desk to invent.
  ///   - seed: The same seed gives the same bytes.
  ///   - conversations: About how many records are wanted; the scenario's own number if nil. Customers
  ///     come at random, so the result differs by a few per cent.
  ///   - start: The first midnight in UTC, in milliseconds since 1970; Monday, 2 March 2026 if not given.
  package init(
    scenario: Scenario,
    seed: UInt64,
    conversations: Int? = nil,
    start: Int64 = Self.defaultStart
  ) {
    self.scenario = scenario
    self.seed = seed
    desk = Desk(
      scenario: scenario,
      seed: seed,
      contacts: conversations ?? scenario.conversations,
      start: start
    )
    period = desk.start..<desk.end
    following = desk.next()
  }

  /// Monday, 2 March 2026, 00:00 UTC: the first day of ISO week 10.
  package static let defaultStart: Int64 =
    Int64(Instant.days(year: 2026, month: 3, day: 2)) * Instant.day

  /// Midnight in UTC of a date, in milliseconds since 1970.
  package static func start(year: Int, month: Int, day: Int) -> Int64 {
    Int64(Instant.days(year: year, month: month, day: day)) * Instant.day
  }

  /// The next conversation, or nil when the period is over.
  package mutating func next() -> SampleConversation? {
    while let (contact, visit) = following {
      if let earliest = ready.earliest, earliest <= contact.start { break }
      make(contact, visit)
      following = desk.next()
    }
    return ready.removeFirst()?.value
  }

  // MARK: From contacts to records

  private mutating func make(_ first: Contact, _ firstVisit: Desk.Visit) {
    var odd = Chance(seed: first.wordSeed ^ 0x0DD5)
    var contact = first
    var visit = firstVisit
    var record = emptyRecord(first)
    var parts: [SampleConversation] = []
    var isAgain = false
    while true {
      let isReopened = contact.isCauseOfNext && odd.happens(scenario.oddities.reopened)
      let transcript = Transcript(contact, scenario, mustClose: isReopened)
      if !isReopened, !isAgain, !contact.isTest,
        odd.happens(scenario.oddities.parallel), let customer = contact.customer,
        transcript.contactEnd - contact.start > 3 * Instant.minute
      {
        makeParallel(customer, visit, at: contact.start + Instant.minute)
      }
      take(transcript, into: &record, &parts)
      if isAgain { record.resolution = nil }
      guard isReopened, let gap = contact.gap, let next = desk.visit(after: contact, visit),
        transcript.contactEnd + gap < period.upperBound
      else {
        desk.schedule(after: contact, visit, end: transcript.contactEnd)
        break
      }
      // The customer writes into the old thread again. An answer to "was it solved?" bears no time, so
      // that it could not be told which of the two contacts it is about.
      record.resolution = nil
      var again = desk.contact(next, at: transcript.contactEnd + gap)
      again.facts.subject = first.facts.subject
      again.facts.language = first.facts.language
      contact = again
      visit = next
      isAgain = true
    }
    parts.append(record)
    for part in parts { keep(part) }
  }

  /// Appends a transcript to a record; begins a new record where the exporter stores the parts apart.
  private mutating func take(
    _ transcript: Transcript,
    into record: inout SampleConversation,
    _ parts: inout [SampleConversation]
  ) {
    var items = transcript.items[...]
    if let cut = transcript.handoffIndex, record.items.isEmpty {
      record.items += items[..<cut]
      items = items[cut...]
      let parent = record
      parts.append(parent)
      record.id = nextID()
      record.parentID = parent.id
      record.items = []
    } else if record.items.isEmpty, let cut = midnightCut(transcript.items) {
      record.items += items[..<cut]
      items = items[cut...]
      parts.append(record)
      record.id = nextID()
      record.items = []
    }
    record.items += items
    record.rating = transcript.rating ?? record.rating
    record.resolution = transcript.resolution ?? record.resolution
    record.closedAt = transcript.closedAt ?? record.closedAt
  }

  /// Where an exporter that cuts at midnight begins a new record.
  ///
  /// Only where the reader can see that it is one contact: a gap of less than half an hour between two
  /// messages. The record before holds no `solved` or `closed` and no farewell, for these come last.
  private func midnightCut(_ items: [SampleItem]) -> Int? {
    guard scenario.oddities.midnight > 0, var before = items.first?.timestamp else { return nil }
    for (index, item) in items.enumerated() {
      if Instant.midnight(before: item.timestamp) != Instant.midnight(before: before) {
        guard index > 1, index < items.count - 1, item.timestamp - before < 25 * Instant.minute,
          case .message = item.content, case .message = items[index - 1].content
        else { return nil }
        return index
      }
      before = item.timestamp
    }
    return nil
  }

  /// The same customer opens a second chat on another channel while the first is going on.
  private mutating func makeParallel(_ customer: Int, _ visit: Desk.Visit, at instant: Int64) {
    var contact = desk.contact(visit, at: instant)
    contact.customer = customer
    contact.gap = nil
    var record = emptyRecord(contact)
    var parts: [SampleConversation] = []
    take(Transcript(contact, scenario, mustClose: false), into: &record, &parts)
    for part in parts + [record] { keep(part) }
  }

  private mutating func emptyRecord(_ contact: Contact) -> SampleConversation {
    SampleConversation(
      id: nextID(),
      parentID: nil,
      customerID: contact.isTest
        ? "sim-cust-probe" : contact.customer.map { "sim-cust-" + String($0) },
      channel: scenario.channels[contact.facts.channel].name,
      language: scenario.languages[contact.facts.language].code,
      topic: contact.facts.subject.name,
      createdAt: contact.start,
      items: []
    )
  }

  private mutating func nextID() -> String {
    records += 1
    var digits = String(records)
    while digits.utf8.count < 5 { digits = "0" + digits }
    return "sim-" + digits
  }

  /// Cuts a record at the export's end, numbers its messages and puts it in line.
  private mutating func keep(_ record: SampleConversation) {
    var record = record
    while let last = record.items.last, last.timestamp >= period.upperBound {
      record.items.removeLast()
      record.resolution = nil
    }
    guard let first = record.items.first else { return }
    record.createdAt = first.timestamp
    if record.closedAt ?? 0 >= period.upperBound { record.closedAt = nil }
    if record.rating?.timestamp ?? 0 >= period.upperBound { record.rating = nil }
    var number = 0
    for index in record.items.indices {
      guard case .message(var message) = record.items[index].content else { continue }
      if message.number == -1 {
        record.updatedAt = record.items.last?.timestamp
      } else {
        number += 1
      }
      message.number = max(number, 1)
      record.items[index].content = .message(message)
    }
    ready.insert(record, at: record.createdAt)
  }
}
