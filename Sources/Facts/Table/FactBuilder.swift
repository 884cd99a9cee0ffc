package import Conversations
import Records
import Wording

/// Turns contacts into the contact table.
///
/// ```swift
/// let builder = FactBuilder(contacts: contacts, conversations: conversations, options: options)
/// let facts = contacts.indices.map(builder.facts)   // in parallel chunks, if you like
/// let (table, counts) = builder.table(facts)
/// ```
///
/// `facts(at:)` is a pure function of one contact, so chunks may run on any number of threads. What `table(_:)`
/// gives does not depend on the order of the contacts.
package struct FactBuilder: Sendable {
  let contacts: [Contact]
  let conversations: [Conversation]
  let options: FactOptions
  /// First and last timestamp of the input, and whether the last stands alone.
  package let observation: Observation
  let heads: ContactHeads

  package init(contacts: [Contact], conversations: [Conversation], options: FactOptions = .init()) {
    self.contacts = contacts
    self.conversations = conversations
    self.options = options
    observation = Observation(contacts, conversations, given: options.asOf)
    heads = ContactHeads(contacts, conversationCount: conversations.count)
  }

  /// The facts of the contact at this index of `contacts`.
  ///
  /// Safe on any thread.
  package func facts(at index: Int) -> ContactFacts {
    let contact = contacts[index]
    let timeline = contact.timeline
    let outline = Outline(timeline)
    var facts = ContactFacts(tolerance: options.rules.skewTolerance)
    // Heads are read in place: copying one would touch every string of it.
    let own = contact.conversations
    facts.isOutbound = own.first.map { conversations[$0].direction == .outbound } ?? false
    facts.isTest = own.contains { conversations[$0].isTest }
    facts.isSpam = own.contains { conversations[$0].isSpam }
    facts.readCast(timeline, outline)
    // How one of several records, or one whole record of several parts, was handled says little of this contact.
    let isWhole = own.count == 1 && !heads.isSplit(contact.conversations[0])
    facts.apply(
      explicitHandledBy: isWhole ? conversations[own[0]].explicitHandledBy : nil,
      explicitEntry: own.lazy.compactMap { conversations[$0].explicitEntry }.first
    )
    facts.placeStart(contact, outline, created: own.map { conversations[$0].created })
    facts.readTimes(timeline, outline)
    facts.readHandoff(timeline, outline)
    facts.withholdUnreliableTimes(above: options.faultyIntervalShare)
    facts.readSigns(timeline, outline, thanksConfirm: options.rules.thanksConfirms)
    applyResults(&facts, contact, index)
    facts.readSurvey(timeline, outline)
    facts.readSignals(timeline, outline)
    facts.readResponder(timeline, outline)
    var botSide = BotSide()
    for number in own {
      let saysResult = heads.ownsResult(of: number, contact: index)
      botSide.take(conversations[number], saysResult: saysResult)
    }
    facts.apply(botSide, outline)
    return facts
  }

  /// Explicit fields before inference (section 4), in the time order of the contact's conversations.
  private func applyResults(_ facts: inout ContactFacts, _ contact: Contact, _ index: Int) {
    var ratings: [Rating] = []
    for number in contact.conversations {
      if heads.ownsResult(of: number, contact: index) {
        if let resolution = conversations[number].resolution { facts.apply(resolution) }
        if conversations[number].closed.isKnown { facts.signs.isClosed = true }
      }
      if let rating = conversations[number].rating,
        heads.ownsRating(of: number, at: rating.time, contact: index)
      {
        ratings.append(rating)
      }
    }
    facts.take(ratings, window: options.ratingWindow)
    if facts.verdictContradictsWords { facts.hasConflict = true }
  }
}

extension ContactFacts {
  /// Contact start (section 1.3), and where it is placed when its message has no time (section 2).
  mutating func placeStart(_ contact: Contact, _ outline: Outline, created: [Instant]) {
    let first = isOutbound ? outline.firstPublic : outline.firstCustomer
    exactStart = first.map { contact.timeline[$0].time } ?? .missing
    start = contact.start
    guard !start.isKnown else { return }
    start = contactStart(
      of: contact.timeline,
      outbound: isOutbound,
      created: created.filter(\.isKnown).min() ?? .missing
    )
  }
}

/// Facts, linking and columns in one call, on one thread.
package func buildTable(
  contacts: [Contact],
  conversations: [Conversation],
  options: FactOptions = .init()
) -> (table: ContactTable, counts: TableCounts) {
  let builder = FactBuilder(contacts: contacts, conversations: conversations, options: options)
  return builder.table(contacts.indices.map(builder.facts))
}
