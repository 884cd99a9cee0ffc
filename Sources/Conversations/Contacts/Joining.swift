import Records

/// Rules 2 and 3 of METRICS 1.3: which records are one contact.
///
/// A parent is looked up among the conversations of the same format, as formats never share ids; one that the
/// input does not hold is ignored. A customer's records are joined across formats by rule 2, since a bot platform
/// and a help desk may both be exported; rule 3 repairs what one exporter cut and stays inside a format.
struct Joining {
  private let conversations: [Conversation]
  private let ends: [RecordEnds]
  private let rules: ContactRules
  private(set) var sets: DisjointSets

  init(
    _ conversations: [Conversation],
    _ ends: [RecordEnds],
    _ identities: IdentityIndex,
    _ customers: CustomerIndex,
    rules: ContactRules
  ) {
    self.conversations = conversations
    self.ends = ends
    self.rules = rules
    sets = DisjointSets(count: conversations.count)
    joinByParent(identities)
    joinByCustomer(customers)
  }

  private mutating func joinByParent(_ identities: IdentityIndex) {
    // Whole conversations are not bound to a name in loops: copying one counts nine references.
    for index in conversations.indices {
      guard let parent = conversations[index].parent, !parent.isEmpty else { continue }
      let format = conversations[index].format
      let found = identities.index(ofID: parent, format: format, in: conversations)
      if let found { sets.unite(found, index) }
    }
  }

  /// Looks at customers with two records or more.
  private mutating func joinByCustomer(_ customers: CustomerIndex) {
    var records: [RecordEnds] = []
    customers.forEachReturning { run in
      guard conversations[Int(run[run.startIndex].index)].customer != "" else { return }
      records.removeAll(keepingCapacity: true)
      for element in run where ends[Int(element.index)].start.isKnown {
        records.append(ends[Int(element.index)])
      }
      guard records.count > 1, mayJoin(records) else { return }
      let conversations = conversations
      records.sort { left, right in
        if left.start != right.start { return left.start < right.start }
        return compareIdentity(conversations, Int(left.index), Int(right.index)) < 0
      }
      joinHandOffs(records)
      joinCutRecords(records)
    }
  }

  /// Whether one of the records begins soon enough after another ends; of most customers none does.
  private func mayJoin(_ records: [RecordEnds]) -> Bool {
    // Above a few records sorting is cheaper than comparing all pairs.
    if records.count > 16 { return true }
    for later in records {
      for earlier in records where earlier.start <= later.start && earlier.index != later.index {
        if earlier.end <= later.start, reaches(earlier.end, later.start, within: rules.joinGap) {
          return true
        }
        if earlier.isHandedOff, later.hasHuman,
          reaches(earlier.end, later.start, within: rules.handoffLinkWindow)
        {
          return true
        }
      }
    }
    return false
  }

  /// Rule 2, second half: A is handed off, and a record B with a human message starts no later than
  /// `handoffLinkWindow` after A ends.
  ///
  /// Records come by start. A record that B was joined to is kept as one with the rest: only the latest end
  /// matters afterwards, so that a customer with thousands of records costs no more than their number.
  private mutating func joinHandOffs(_ records: [RecordEnds]) {
    var open: [RecordEnds] = []
    for record in records {
      if record.hasHuman, !open.isEmpty {
        open.removeAll { !reaches($0.end, record.start, within: rules.handoffLinkWindow) }
        for earlier in open { sets.unite(Int(earlier.index), Int(record.index)) }
        if let latest = open.max(by: { $0.end < $1.end }) { open = [latest] }
      }
      if record.isHandedOff, record.end.isKnown { open.append(record) }
    }
  }

  /// Rule 3: joins what an exporter cut at midnight.
  ///
  /// B starts within `joinGap` after A ends, on a later calendar day than A's last message, in the same channel; A
  /// is neither finished nor taken leave of. Two records that both name no channel share it.
  private mutating func joinCutRecords(_ records: [RecordEnds]) {
    let ended = records.filter { $0.end.isKnown && !$0.isFinished && !$0.saysFarewell }
      .sorted { $0.end < $1.end }
    guard !ended.isEmpty else { return }
    var window = CutWindow(rules: rules)
    var next = 0
    for record in records {
      while next < ended.count, ended[next].end <= record.start {
        window.fresh.append(ended[next])
        next += 1
      }
      window.expire(before: record.start)
      guard !window.isEmpty else { continue }
      window.sortFreshByDay(conversations)
      let day = window.day(of: record.start)
      let conversation = conversations[Int(record.index)]
      for place in window.stacks.indices
      where window.stacks[place].day < day && window.stacks[place].holds(conversation) {
        for earlier in window.stacks[place].live {
          sets.unite(Int(earlier.index), Int(record.index))
        }
        window.stacks[place].keepLatest()
      }
    }
  }
}

/// Whether `start` comes no later than `span` after `end`.
private func reaches(_ end: Instant, _ start: Instant, within span: Int64) -> Bool {
  guard let gap = start.since(end) else { return false }
  return gap <= span
}

/// The records of one customer that ended within `joinGap`, stacked by format, channel and day of their last message.
///
/// Days are worked out only for records that have a successor in the window; few have.
private struct CutWindow {
  struct Stack {
    let format: Format
    let channel: String?
    let day: Int
    /// In order of their ends; those before `expired` have left the window.
    var records: [RecordEnds]
    var expired = 0

    var live: ArraySlice<RecordEnds> { records[expired...] }

    func holds(_ conversation: Conversation) -> Bool {
      format == conversation.format && channel == conversation.channel
    }

    /// Records that are joined already act as one, whose end is the latest.
    mutating func keepLatest() {
      records.removeFirst(max(0, records.count - 1))
      expired = 0
    }
  }

  let rules: ContactRules
  var fresh: [RecordEnds] = []
  var stacks: [Stack] = []

  var isEmpty: Bool { fresh.isEmpty && stacks.isEmpty }

  init(rules: ContactRules) { self.rules = rules }

  func day(of instant: Instant) -> Int {
    CivilDate.day(ofWallClock: rules.zone.wallClock(instant))
  }

  mutating func expire(before start: Instant) {
    fresh.removeAll { !reaches($0.end, start, within: rules.joinGap) }
    for place in stacks.indices {
      while let oldest = stacks[place].live.first,
        !reaches(oldest.end, start, within: rules.joinGap)
      {
        stacks[place].expired += 1
      }
    }
    stacks.removeAll { $0.live.isEmpty }
  }

  mutating func sortFreshByDay(_ conversations: [Conversation]) {
    for record in fresh {
      let conversation = conversations[Int(record.index)]
      let day = day(of: record.lastMessage)
      let place = stacks.firstIndex { $0.day == day && $0.holds(conversation) }
      if let place {
        stacks[place].records.append(record)
      } else {
        stacks.append(
          Stack(
            format: conversation.format,
            channel: conversation.channel,
            day: day,
            records: [record]
          )
        )
      }
    }
    fresh.removeAll(keepingCapacity: true)
  }
}
