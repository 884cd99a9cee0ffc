import Records

/// Forms contacts out of conversations.
///
/// METRICS 1.3, rules 2 to 4: join first, then split what was joined.
///
/// ```swift
/// let ends = assembly.ends(0..<conversations.count)   // in parallel parts, if you like
/// let (contacts, counts) = assembly.contacts(ends, identities)
/// ```
///
/// Under `--unit conversation` every conversation is a contact, uncut.
package struct ContactAssembly: Sendable {
  let conversations: [Conversation]
  let rules: ContactRules

  /// - Parameters:
  ///   - conversations: Deduplicated, timelines ordered.
  ///   - rules: The unit, the limits and the calendar zone.
  package init(_ conversations: [Conversation], rules: ContactRules) {
    self.conversations = conversations
    self.rules = rules
  }

  /// Reads the timelines of some conversations.
  ///
  /// Safe on any thread.
  package func ends(_ range: Range<Int>) -> [RecordEnds] {
    conversations.withUnsafeBufferPointer { conversations in
      guard let first = conversations.baseAddress else { return [] }
      return [RecordEnds].dense(range.count) { ends in
        for index in range {
          (ends + (index - range.lowerBound))
            .initialize(to: RecordEnds(first + index, at: index, rules: rules))
          restNowAndThen(self.conversations, index)
        }
      }
    }
  }

  /// The contacts, the same whatever the input's order.
  ///
  /// - Parameters:
  ///   - ends: Of all conversations, in their order.
  ///   - identities: Of the same conversations.
  ///   - duplicatesDropped: What was dropped before, for the counts.
  /// - Returns: The contacts, and what assembling them did.
  /// - Complexity: O(n) in conversations, apart from sorting; timelines are read again only where they are cut or
  ///   joined.
  package func contacts(
    _ ends: [RecordEnds],
    _ identities: IdentityIndex,
    duplicatesDropped: Int = 0
  ) -> (contacts: ContactSet, counts: AssemblyCounts) {
    let customers = CustomerIndex(conversations) { ends[$0].customer }
    var forming = ContactForming(self, ends, identities, customers)
    forming.counts.conversationsRead = conversations.count + duplicatesDropped
    forming.counts.duplicateConversations = duplicatesDropped
    if rules.unit == .contact {
      forming.joinAndSplit(customers)
    } else {
      for index in conversations.indices { forming.add(whole: index) }
    }
    return forming.finish()
  }
}

/// Forms contacts out of conversations, on one thread.
///
/// - Parameters:
///   - conversations: Deduplicated, timelines ordered.
///   - rules: The unit, the limits and the calendar zone.
///   - duplicatesDropped: What `deduplicate` dropped, for the counts.
/// - Returns: Contacts by (start, id bytes, format, part), undated ones last: the same whatever the input's order.
package func assembleContacts(
  _ conversations: [Conversation],
  rules: ContactRules,
  duplicatesDropped: Int = 0
) -> (contacts: [Contact], counts: AssemblyCounts) {
  let assembly = ContactAssembly(conversations, rules: rules)
  let (contacts, counts) = assembly.contacts(
    assembly.ends(0..<conversations.count),
    IdentityIndex(conversations),
    duplicatesDropped: duplicatesDropped
  )
  return (contacts.all, counts)
}

private struct ContactForming {
  let conversations: [Conversation]
  let rules: ContactRules
  let ends: [RecordEnds]
  let identities: IdentityIndex
  var counts = AssemblyCounts()
  private var set: ContactSet

  init(
    _ assembly: ContactAssembly,
    _ ends: [RecordEnds],
    _ identities: IdentityIndex,
    _ customers: CustomerIndex
  ) {
    conversations = assembly.conversations
    rules = assembly.rules
    self.ends = ends
    self.identities = identities
    set = ContactSet(conversations, customers)
    set.items.reserveDense(conversations.count + conversations.count / 16)
    for end in ends {
      counts.duplicateMessages += Int(end.duplicateMessages)
      set.naiveTimestamps += Int(end.naiveTimestamps)
      set.implausibleTimestamps += Int(end.implausibleTimestamps)
    }
  }

  mutating func add(whole index: Int) {
    set.items.append(
      ContactSet.Item(
        start: ends[index].contactStart,
        first: Int32(truncatingIfNeeded: index),
        count: ends[index].count
      )
    )
  }

  mutating func joinAndSplit(_ customers: CustomerIndex) {
    let joining = Joining(conversations, ends, identities, customers, rules: rules)
    var sets = joining.sets
    counts.joins = sets.unions
    var joined: [(root: Int32, index: Int)] = []
    for index in conversations.indices {
      if counts.joins > 0, !sets.isAlone(index) {
        joined.append((Int32(truncatingIfNeeded: sets.root(of: index)), index))
      } else if ends[index].isCut {
        addParts(of: index)
      } else {
        add(whole: index)
      }
      restNowAndThen(conversations, index)
    }
    joined.sort { $0.root != $1.root ? $0.root < $1.root : $0.index < $1.index }
    var first = 0
    while first < joined.count {
      var next = first
      while next < joined.count, joined[next].root == joined[first].root { next += 1 }
      addParts(ofJoined: inTimeOrder(joined[first..<next].map(\.index)))
      first = next
    }
  }

  private mutating func addParts(of index: Int) {
    let isOutbound = conversations[index].direction == .outbound
    let created = conversations[index].created
    let conversation = conversations[index]
    withExtendedLifetime(conversation) {
      let timeline = conversation.entries.buffer
      for (number, part) in split(timeline, rules).enumerated() {
        var item = ContactSet.Item(
          start: contactStart(
            of: UnsafeBufferPointer(rebasing: timeline[part.range]),
            outbound: number == 0 && isOutbound,
            created: number == 0 ? created : .missing
          ),
          first: Int32(truncatingIfNeeded: index),
          count: Int32(truncatingIfNeeded: part.range.count)
        )
        item.part = Int32(truncatingIfNeeded: number + 1)
        item.reopened = part.reopened
        // The first part begins where the conversation does, and its references hold.
        if number > 0 {
          set.own(part.range, of: timeline, &item)
          set.add(nextPart: item)
        } else {
          set.items.append(item)
        }
      }
    }
  }

  /// - Parameter members: In time order.
  private mutating func addParts(ofJoined members: [Int]) {
    let merged = MergedTimeline(members.map { conversations[$0] })
    let created = members.map { conversations[$0].created }.filter(\.isKnown).min() ?? .missing
    let isOutbound = conversations[members[0]].direction == .outbound
    merged.entries.withUnsafeBufferPointer { entries in
      for (number, part) in split(entries, rules).enumerated() {
        // A record without entries has no time of its own; it stays with the first part.
        var isPresent = members.map { number == 0 && ends[$0].count == 0 }
        for record in merged.origin[part.range] { isPresent[Int(record)] = true }
        var item = ContactSet.Item(
          start: contactStart(
            of: UnsafeBufferPointer(rebasing: entries[part.range]),
            outbound: number == 0 && isOutbound,
            created: number == 0 ? created : .missing
          ),
          first: Int32(truncatingIfNeeded: members[0]),
          count: Int32(truncatingIfNeeded: part.range.count)
        )
        item.part = Int32(truncatingIfNeeded: number + 1)
        item.reopened = part.reopened
        set.own(part.range, of: entries, &item)
        set.own(members.indices.filter { isPresent[$0] }.map { members[$0] }, &item)
        if number > 0 { set.add(nextPart: item) } else { set.items.append(item) }
      }
    }
    for member in members { conversations[member].entries.rest() }
  }

  /// By start, then id and format; undated records last, a child behind its parent.
  private func inTimeOrder(_ members: [Int]) -> [Int] {
    let undated = members.filter { !ends[$0].start.isKnown }
    let depths = undated.count > 1 ? depths(of: undated) : [:]
    return members.sorted { left, right in
      let (one, other) = (ends[left].start, ends[right].start)
      if one.isKnown != other.isKnown { return one.isKnown }
      if one != other { return one < other }
      let (upper, lower) = (depths[left] ?? 0, depths[right] ?? 0)
      return upper != lower ? upper < lower : compareIdentity(conversations, left, right) < 0
    }
  }

  /// How many parents stand above each record.
  ///
  /// Records are taken by id; a chain of parents that runs into itself is cut above the record it was taken from.
  private func depths(of members: [Int]) -> [Int: Int] {
    let isMember = Set(members)
    var parents: [Int: Int] = [:]
    for index in members {
      let conversation = conversations[index]
      guard let id = conversation.parent else { continue }
      let parent = identities.index(ofID: id, format: conversation.format, in: conversations)
      if let parent, isMember.contains(parent) { parents[index] = parent }
    }
    var depths: [Int: Int] = [:]
    for index in members.sorted(by: { compareIdentity(conversations, $0, $1) < 0 }) {
      var path: [Int] = []
      var onPath: Set<Int> = []
      var top: Int? = index
      while let record = top, depths[record] == nil, onPath.insert(record).inserted {
        path.append(record)
        top = parents[record]
      }
      var depth = top.flatMap { depths[$0] }.map { $0 + 1 } ?? 0
      if let top, depths[top] == nil {
        depths[path.removeFirst()] = depth
        depth += 1
      }
      for record in path.reversed() {
        depths[record] = depth
        depth += 1
      }
    }
    return depths
  }

  consuming func finish() -> (contacts: ContactSet, counts: AssemblyCounts) {
    for index in identities.homonyms(in: conversations) { set.homonyms.insert(Int32(index)) }
    set.sort()
    counts.contacts = set.items.count
    counts.splits = set.items.count { $0.part > 1 }
    return (set, counts)
  }
}
