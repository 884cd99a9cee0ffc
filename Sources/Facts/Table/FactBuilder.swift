package import Conversations
import Records
import Wording

/// Turns contacts into the contact table.
///
/// ```swift
/// let builder = FactBuilder(contacts, options: options)
/// let parts = [builder.facts(0..<contacts.count)]     // or several, on any number of threads
/// let linked = builder.linked(parts)
/// var rows = linked.emptyTable()
/// rows.append(linked.table(0..<linked.count))         // likewise, in order
/// let (table, counts) = linked.finished(rows)
/// ```
///
/// Facts are read contact by contact; only linking looks at all of them. What comes out does not depend on how either
/// is cut into parts, nor on the order of the contacts.
package struct FactBuilder: Sendable {
  private(set) var contacts: ContactSet
  let options: FactOptions
  private let heads: ContactHeads

  /// - Parameters:
  ///   - contacts: Taken over: where nobody else holds them, timelines can be given up.
  ///   - options: What the facts depend on besides.
  package init(_ contacts: consuming ContactSet, options: FactOptions = .init()) {
    self.contacts = contacts
    self.options = options
    heads = ContactHeads(self.contacts)
  }

  /// The facts of the contacts in a range of `items`.
  ///
  /// Safe on any thread.
  package func facts(_ range: Range<Int>) -> FactPart {
    var part = FactPart()
    part.messages.reserveDense(range.count)
    var context = FactContext(options)
    // More than there can be: room that is not written to costs nothing, growing does.
    let entries = range.reduce(0) { $0 + Int(contacts.items[$1].count) }
    context.latencies.reserveDense(entries / 2 + 1)
    context.lengths.reserveDense(entries / 2 + 1)
    context.notes.reserveDense(entries / 2 + 1)
    let reader = TimelineReader()
    // Each is made where it stays: it is large.
    part.facts = [ContactFacts].dense(range.count) { all in
      contacts.conversations.withUnsafeBufferPointer { conversations in
        for index in range {
          let facts = all + (index - range.lowerBound)
          facts.initialize(to: ContactFacts(tolerance: options.rules.skewTolerance))
          facts.pointee.firstLatency = Int32(truncatingIfNeeded: context.latencies.count)
          facts.pointee.firstLength = Int32(truncatingIfNeeded: context.lengths.count)
          facts.pointee.firstTouch = Int32(truncatingIfNeeded: context.touches.count)
          facts.pointee.firstNote = Int32(truncatingIfNeeded: context.notes.count)
          var span = TimelineSpan()
          contacts.withEntries(of: index) { entries in
            let timeline = reader.view(entries, &span)
            read(timeline, index, conversations, &facts.pointee, &context, &part)
          }
          part.first = min(part.first, span.first)
          part.last = max(part.last, span.last)
          part.messages.append((span.lastMessage, span.messages))
        }
      }
    }
    part.latencies = context.latencies
    part.lengths = context.lengths
    part.touches = context.touches
    part.notes = context.notes
    return part
  }

  /// Sets the conversations aside: they keep their timelines then.
  package mutating func setConversationsAside(in file: PageFile) {
    contacts.setConversationsAside(in: file)
  }

  /// Lets go what was read of the conversations.
  package func restConversations() { contacts.restConversations() }

  /// Gives up timelines of which contacts have copies, unless the table needs them.
  package mutating func dropCopiedTimelines() {
    if !options.readsTimelinesAgain { contacts.dropCopiedTimelines() }
  }

  /// Gives up the timelines of contacts whose facts were read, likewise.
  package mutating func dropTimelines(of range: Range<Int>) {
    if !options.readsTimelinesAgain { contacts.dropTimelines(of: range) }
  }

  /// Lets go what was read of the timelines of some contacts.
  package func restTimelines(of range: Range<Int>) { contacts.restTimelines(of: range) }
}

extension FactBuilder {
  private typealias Heads = UnsafeBufferPointer<Conversation>

  /// Heads are read in place: copying one would touch every string of it.
  private func read(
    _ timeline: TimelineView,
    _ index: Int,
    _ conversations: Heads,
    _ facts: inout ContactFacts,
    _ context: inout FactContext,
    _ part: inout FactPart
  ) {
    let item = contacts.items[index]
    let outline = Outline(timeline, context.marks)
    // Of most conversations nothing is said but their names.
    let isPlain = isPlain(item, conversations)
    if isPlain {
      readNames(of: Int(item.first), conversations, &facts, &context, &part)
    } else {
      readHeads(item, conversations, &facts, &part)
    }
    facts.readCast(timeline, outline)
    if !isPlain { applyExplicit(item, conversations, &facts) }
    facts.start = item.start
    let opening = facts.isOutbound ? outline.firstPublic : outline.firstCustomer
    facts.exactStart = timeline.timeIfAny(opening)
    facts.readTimes(timeline, outline, &context)
    facts.latencyCount = Int32(truncatingIfNeeded: context.latencies.count) - facts.firstLatency
    facts.lengthCount = Int32(truncatingIfNeeded: context.lengths.count) - facts.firstLength
    facts.touchCount = Int32(truncatingIfNeeded: context.touches.count) - facts.firstTouch
    facts.noteCount = Int32(truncatingIfNeeded: context.notes.count) - facts.firstNote
    facts.readHandoff(timeline, outline)
    facts.withholdUnreliableTimes(above: context.faultyIntervalShare)
    facts.readSigns(timeline, outline, context)
    if !isPlain { applyWork(item, conversations, &facts) }
    if isPlain {
      if !outline.botParticipates { facts.ratingOfBot = .null(.notApplicable) }
    } else {
      applyResults(item, index, conversations, timeline, outline, &facts, &part)
    }
    if facts.enteredQueue { part.hasQueue = true }
    if facts.signs.isSolved { part.hasSolved = true }
    if facts.verdictContradictsWords { facts.hasConflict = true }
    if timeline.seen.has(.surveyOffer) {
      facts.surveyOffered = true
      part.hasSurveyOffer = true
    }
    facts.readSignals(timeline, outline, context.marks)
    if facts.hasScores { part.hasScores = true }
    if !context.isCore {
      facts.readResponder(timeline, outline, &context)
      if facts.entry == .botFirst { facts.readEnding(timeline, outline, context.marks) }
      facts.readIdentity(timeline, context.marks)
    }
    if timeline.seen.has(.action) { part.seeActions(timeline) }
    if item.first >= 0, !conversations[Int(item.first)].format.isOwn {
      applyBotSide(item, index, conversations, outline, &facts, &context)
    }
    if facts.guessesRoles { facts.weakenWhatRestsOnRoles() }
  }

  /// What exports that hold only the bot's side leave open.
  private func applyBotSide(
    _ item: ContactSet.Item,
    _ index: Int,
    _ conversations: Heads,
    _ outline: Outline,
    _ facts: inout ContactFacts,
    _ context: inout FactContext
  ) {
    var side = BotSide()
    for number in 0..<Int(item.memberCount) {
      let place = contacts.conversation(number, of: item)
      side.take(
        conversations[place],
        saysResult: heads.ownsResult(of: place, contact: index)
      )
    }
    facts.apply(side, outline, &context)
  }

  /// Whether the contact is one conversation, or a part of it, whose head holds nothing but names.
  @inline(__always)
  private func isPlain(_ item: ContactSet.Item, _ conversations: Heads) -> Bool {
    guard item.memberCount == 1, item.first >= 0, let base = conversations.baseAddress else {
      return false
    }
    return Conversation.isPlain(base + Int(item.first))
  }

  @inline(__always)
  private func readNames(
    of place: Int,
    _ conversations: Heads,
    _ facts: inout ContactFacts,
    _ context: inout FactContext,
    _ part: inout FactPart
  ) {
    guard let base = conversations.baseAddress else { return }
    let bits = Conversation.nameBits(base + place)
    facts.topic = context.topics.code(bits.topic) {
      part.topics.code(conversations[place].topic)
    }
    facts.language = context.languages.code(bits.language) {
      part.languages.code(conversations[place].language)
    }
    facts.channel = context.channels.code(bits.channel) {
      part.channels.code(conversations[place].channel)
    }
    facts.spoken = part.languageCode(facts.language)
    if facts.spoken == .unknown { facts.spoken = bits.detectedLanguage }
    facts.missingLists = bits.missingLists
    facts.languageSource = bits.languageSource
  }

  private func readHeads(
    _ item: ContactSet.Item,
    _ conversations: Heads,
    _ facts: inout ContactFacts,
    _ part: inout FactPart
  ) {
    guard item.first >= 0 else { return }
    facts.isOutbound = conversations[Int(item.first)].direction == .outbound
    for number in 0..<Int(item.memberCount) {
      let place = contacts.conversation(number, of: item)
      part.see(conversations[place].created)
      part.see(conversations[place].updated)
      part.see(conversations[place].closed)
      if conversations[place].isTest { facts.isTest = true }
      if conversations[place].isSpam { facts.isSpam = true }
      let sources = conversations[place].roleSources
      if sources.byName > 0 { facts.guessesRoles = true }
      facts.roleConflicts += Int32(truncatingIfNeeded: sources.conflicts)
      if facts.topic == 0 { facts.topic = part.topics.code(conversations[place].topic) }
      facts.missingLists.formUnion(conversations[place].missingLists)
      facts.languageSource = max(facts.languageSource, conversations[place].languageSource)
      if facts.language == 0 {
        facts.language = part.languages.code(conversations[place].language)
      }
      if facts.spoken == .unknown {
        facts.spoken = part.languageCode(facts.language)
        if facts.spoken == .unknown { facts.spoken = conversations[place].detectedLanguage }
      }
      if facts.channel == 0 { facts.channel = part.channels.code(conversations[place].channel) }
    }
  }

  private func applyExplicit(
    _ item: ContactSet.Item,
    _ conversations: Heads,
    _ facts: inout ContactFacts
  ) {
    var handledBy: String?
    var entry: String?
    for number in 0..<Int(item.memberCount) where entry == nil {
      entry = conversations[contacts.conversation(number, of: item)].explicitEntry
    }
    // How one of several records, or one whole record of several parts, was handled says little of this contact.
    if item.memberCount == 1, !heads.isSplit(Int(item.first)) {
      handledBy = conversations[Int(item.first)].explicitHandledBy
    }
    if handledBy != nil || entry != nil {
      facts.apply(explicitHandledBy: handledBy, explicitEntry: entry)
    }
  }

  /// Work that fields give for the contact's records; on one part of a split record they say little.
  private func applyWork(
    _ item: ContactSet.Item,
    _ conversations: Heads,
    _ facts: inout ContactFacts
  ) {
    var given: Int64?
    for number in 0..<Int(item.memberCount) {
      let place = contacts.conversation(number, of: item)
      if heads.isSplit(place) { return }
      if let span = conversations[place].explicitHandleTime { given = (given ?? 0) + span }
      facts.afterWork += conversations[place].explicitAfterWork ?? 0
    }
    facts.applyWork(given)
  }

  /// Explicit fields before inference (section 4), in the time order of the contact's conversations.
  private func applyResults(
    _ item: ContactSet.Item,
    _ index: Int,
    _ conversations: Heads,
    _ timeline: TimelineView,
    _ outline: Outline,
    _ facts: inout ContactFacts,
    _ part: inout FactPart
  ) {
    var ratings: [Rating] = []
    for number in 0..<Int(item.memberCount) {
      let place = contacts.conversation(number, of: item)
      let resolution = conversations[place].resolution
      let isClosed = conversations[place].closed.isKnown
      if resolution != nil || isClosed, heads.ownsResult(of: place, contact: index) {
        if let resolution { facts.apply(resolution) }
        if isClosed { facts.signs.isClosed = true }
      }
      guard let rating = conversations[place].rating else { continue }
      part.see(rating.time)
      if heads.ownsRating(of: place, at: rating.time, contact: index) { ratings.append(rating) }
    }
    let accepted = facts.take(ratings, window: options.ratingWindow)
    facts.rateBot(ratings, accepted: accepted, timeline, outline)
    if let accepted {
      facts.rating = Int32(truncatingIfNeeded: part.ratings.count)
      part.ratings.append(accepted)
    }
  }
}
