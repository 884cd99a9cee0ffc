import Records

/// Forms contacts out of conversations.
///
/// METRICS 1.3, rules 2 to 4: join first, then split what was joined.
///
/// Under `--unit conversation` every conversation is a contact, uncut.
///
/// - Parameters:
///   - conversations: Deduplicated, timelines ordered.
///   - rules: The unit, the limits and the calendar zone.
///   - duplicatesDropped: What `deduplicate` dropped, for the counts.
/// - Returns: Contacts by (start, id bytes, format, part), undated ones last: the same whatever the input's order.
/// - Complexity: O(n log n) in conversations; messages are visited a fixed number of times.
package func assembleContacts(
  _ conversations: [Conversation],
  rules: ContactRules,
  duplicatesDropped: Int = 0
) -> (contacts: [Contact], counts: AssemblyCounts) {
  var assembly = ContactAssembly(conversations, rules: rules)
  assembly.counts.conversationsRead += duplicatesDropped
  assembly.counts.duplicateConversations = duplicatesDropped
  if rules.unit == .contact {
    assembly.joinAndSplit()
  } else {
    for index in conversations.indices { assembly.add(whole: index) }
  }
  return assembly.finish()
}

private struct ContactAssembly {
  let conversations: [Conversation]
  let rules: ContactRules
  let identity: IdentityOrder
  var counts = AssemblyCounts()
  private var contacts: [Contact] = []
  /// The rank of each contact's first conversation.
  private var ranks: [Int32] = []

  init(_ conversations: [Conversation], rules: ContactRules) {
    self.conversations = conversations
    self.rules = rules
    identity = IdentityOrder(conversations)
    counts.conversationsRead = conversations.count
    for index in conversations.indices {
      counts.duplicateMessages += conversations[index].duplicateMessages
    }
    contacts.reserveCapacity(conversations.count + conversations.count / 4)
    ranks.reserveCapacity(conversations.count)
  }

  mutating func add(whole index: Int) {
    add(
      part: 1,
      of: index,
      conversations: [index],
      timeline: conversations[index].timeline,
      reopened: false,
      created: conversations[index].created
    )
  }

  mutating func joinAndSplit() {
    let joining = Joining(conversations, identity: identity, rules: rules)
    var sets = joining.sets
    counts.joins = sets.unions
    var joined: [(root: Int32, index: Int)] = []
    for index in conversations.indices {
      if sets.isAlone(index) {
        addParts(of: index)
      } else {
        joined.append((Int32(truncatingIfNeeded: sets.root(of: index)), index))
      }
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
    let timeline = conversations[index].timeline
    let parts = split(timeline, rules)
    for (number, part) in parts.enumerated() {
      add(
        part: number + 1,
        of: index,
        conversations: [index],
        timeline: entries(of: part.range, in: timeline),
        reopened: part.reopened,
        created: number == 0 ? conversations[index].created : .missing
      )
    }
  }

  /// - Parameter members: In time order.
  private mutating func addParts(ofJoined members: [Int]) {
    let merged = MergedTimeline(members.map { conversations[$0] })
    let created = members.map { conversations[$0].created }.filter(\.isKnown).min() ?? .missing
    for (number, part) in split(merged.entries, rules).enumerated() {
      // A record without entries has no time of its own; it stays with the first part.
      var isPresent = members.map { number == 0 && conversations[$0].timeline.isEmpty }
      for record in merged.origin[part.range] { isPresent[Int(record)] = true }
      add(
        part: number + 1,
        of: members[0],
        conversations: members.indices.filter { isPresent[$0] }.map { members[$0] },
        timeline: entries(of: part.range, in: merged.entries),
        reopened: part.reopened,
        created: number == 0 ? created : .missing
      )
    }
  }

  /// By start, then id and format; undated records last, a child behind its parent.
  private func inTimeOrder(_ members: [Int]) -> [Int] {
    let starts = members.map { RecordEnds(of: conversations, at: $0).start }
    let undated = members.indices.filter { !starts[$0].isKnown }
    let depths = undated.count > 1 ? depths(of: undated.map { members[$0] }) : [:]
    return members.indices.sorted { left, right in
      if starts[left].isKnown != starts[right].isKnown { return starts[left].isKnown }
      if starts[left] != starts[right] { return starts[left] < starts[right] }
      let (one, other) = (members[left], members[right])
      let (upper, lower) = (depths[one] ?? 0, depths[other] ?? 0)
      return upper != lower ? upper < lower : identity.rank[one] < identity.rank[other]
    }.map { members[$0] }
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
      let parent = identity.index(ofID: id, format: conversation.format, in: conversations)
      if let parent, isMember.contains(parent) { parents[index] = parent }
    }
    var depths: [Int: Int] = [:]
    for index in members.sorted(by: { identity.rank[$0] < identity.rank[$1] }) {
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

  private mutating func add(
    part: Int,
    of first: Int,
    conversations members: [Int],
    timeline: [TimelineEntry],
    reopened: Bool,
    created: Instant
  ) {
    var id = conversations[first].id
    if identity.isHomonym(first, in: conversations) {
      id = conversations[first].format.name + ":" + id
    }
    if part > 1 {
      id += "#" + String(part)
      counts.splits += 1
    }
    let start = contactStart(
      of: timeline,
      outbound: part == 1 && conversations[first].direction == .outbound,
      created: created
    )
    contacts.append(
      Contact(
        id: id,
        part: part,
        conversations: members,
        timeline: timeline,
        reopened: reopened,
        start: start
      )
    )
    ranks.append(identity.rank[first])
  }

  consuming func finish() -> (contacts: [Contact], counts: AssemblyCounts) {
    var keys: [(start: Int64, rank: Int32, part: Int32, index: Int)] = []
    keys.reserveCapacity(contacts.count)
    for index in contacts.indices {
      let start = contacts[index].start.isKnown ? contacts[index].start.milliseconds : .max
      keys.append((start, ranks[index], Int32(truncatingIfNeeded: contacts[index].part), index))
    }
    keys.sort { ($0.start, $0.rank, $0.part) < ($1.start, $1.rank, $1.part) }
    rearrange(&contacts, by: keys.map(\.index))
    counts.contacts = contacts.count
    return (contacts, counts)
  }
}
