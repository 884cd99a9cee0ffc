package import Records

/// All contacts of a run, without a heap object for each.
///
/// Nearly every contact is one whole conversation, so an item only says which. Entries are copied for what rule 4 cuts
/// off or rule 2 and 3 join, and for nothing else.
package struct ContactSet: Sendable {
  /// A contact, by places: small, and without a reference.
  package struct Item: Sendable {
    /// `contact_start`, with its fallbacks; missing when the contact is undated.
    package var start: Instant
    /// The first of its conversations in time order; -1 when it has none.
    package var first: Int32
    /// The conversation that it is named after: the first of all that are joined, where rule 4 cuts them.
    var head: Int32
    /// Messages and events.
    package var count: Int32
    /// 1 for a whole conversation or its first part; 2, 3, … for the parts that follow.
    package var part: Int32 = 1
    /// How many conversations it is made of.
    package var memberCount: Int32 = 1
    /// Where its entries begin in the set's own; -1 when they are the first of its conversation.
    var ownEntries: Int32 = -1
    /// Where its conversations begin in the set's list; -1 when there is only `first`.
    var ownMembers: Int32 = -1
    /// Split off after `solved` or `closed` (rule 4 a).
    package var reopened = false

    init(start: Instant, first: Int32, count: Int32) {
      self.start = start
      self.first = first
      head = first
      self.count = count
    }
  }

  /// Deduplicated.
  package private(set) var conversations: [Conversation]
  /// In the order of the conversations, as timelines lie in memory; joined ones last.
  package internal(set) var items: [Item] = []
  /// Indices of `items` by (start, id bytes, format, part), undated ones last.
  package private(set) var order: [Int32] = []
  /// Who the conversations' customers are.
  package let customers: CustomerIndex
  /// For items behind which rule 4 cut: the item of the next part.
  private var nextParts: [Int32: Int32] = [:]
  /// Conversations whose id an earlier format holds too.
  var homonyms: Set<Int32> = []
  package internal(set) var naiveTimestamps = 0
  package internal(set) var implausibleTimestamps = 0
  private var entries: [TimelineEntry] = []
  private var members: [Int32] = []
  /// Ids of contacts that were not assembled here.
  private var names: [String]?
  /// What holds the conversations where they lie in a file.
  private var aside: ListsAside?

  init(_ conversations: [Conversation], _ customers: CustomerIndex) {
    self.conversations = conversations
    self.customers = customers
  }

  package var count: Int { items.count }

  /// Keeps what says which contacts there are, in which order, and no word of what is in them.
  package mutating func dropConversations() {
    let regions = aside?.letGo() ?? []
    aside = nil
    // Whoever frees them reads them: from the end on, so that not all come into memory again. Where others hold them
    // too, they get a place of their own at the first step.
    let place = conversations.withUnsafeBufferPointer { $0.baseAddress }
    while !regions.isEmpty, !conversations.isEmpty {
      conversations.removeLast(min(1 << 15, conversations.count))
      guard conversations.withUnsafeBufferPointer({ $0.baseAddress }) == place else { break }
      for region in regions { region.rest() }
    }
    conversations = []
    entries = []
    names = nil
  }

  /// Sets the conversations aside, and the entries of contacts that are no whole conversation.
  package mutating func setConversationsAside(in file: PageFile) {
    let lists = ListsAside()
    lists.take(conversations, in: file)
    lists.take(entries, in: file)
    aside = lists
  }

  /// Lets go what was read of them since.
  package func restConversations() { aside?.rest() }

  /// Gives up the timelines of joined conversations: their contacts have copies.
  package mutating func dropCopiedTimelines() {
    for item in items where item.ownMembers >= 0 {
      for number in 0..<Int(item.memberCount) {
        conversations[conversation(number, of: item)].entries = Timeline()
      }
    }
  }

  /// Lets go what was read of the timelines of some contacts, where they lie in a file.
  package func restTimelines(of range: Range<Int>) {
    conversations.withUnsafeBufferPointer { conversations in
      guard let first = conversations.baseAddress else { return }
      var rest = TimelineRest()
      for index in range where items[index].first >= 0 { rest.see(first + Int(items[index].first)) }
    }
  }

  /// Likewise, of places in `order`.
  package func restTimelines(ofOrdered places: Range<Int>) {
    conversations.withUnsafeBufferPointer { conversations in
      guard let first = conversations.baseAddress else { return }
      var rest = TimelineRest()
      for index in order[places] where items[Int(index)].first >= 0 {
        rest.see(first + Int(items[Int(index)].first))
      }
    }
  }

  /// Gives up the timelines that some contacts read; no other contact does.
  package mutating func dropTimelines(of range: Range<Int>) {
    for index in range where items[index].ownEntries < 0 && items[index].first >= 0 {
      conversations[Int(items[index].first)].entries = Timeline()
    }
  }

  /// Adds the next part of the item that was added last.
  mutating func add(nextPart item: Item) {
    let place = Int32(truncatingIfNeeded: items.count)
    nextParts[place - 1] = place
    items.append(item)
  }

  /// Gives an item entries of its own.
  mutating func own(
    _ range: Range<Int>,
    of timeline: UnsafeBufferPointer<TimelineEntry>,
    _ item: inout Item
  ) {
    item.ownEntries = Int32(truncatingIfNeeded: entries.count)
    append(range, of: timeline, to: &entries)
  }

  /// Gives an item a list of conversations.
  mutating func own(_ members: [Int], _ item: inout Item) {
    item.first = members.first.map { Int32(truncatingIfNeeded: $0) } ?? -1
    item.memberCount = Int32(truncatingIfNeeded: members.count)
    item.ownMembers = Int32(truncatingIfNeeded: self.members.count)
    for member in members { self.members.append(Int32(truncatingIfNeeded: member)) }
  }
}

// MARK: - Reading

extension ContactSet {
  /// Lends the entries of a contact; `echo` and `loop` count from the first of them.
  package func withEntries(
    of index: Int,
    _ body: (UnsafeBufferPointer<TimelineEntry>) -> Void
  ) {
    let item = items[index]
    if item.ownEntries >= 0 {
      entries.withUnsafeBufferPointer {
        let begin = Int(item.ownEntries)
        body(UnsafeBufferPointer(rebasing: $0[begin..<begin + Int(item.count)]))
      }
    } else if item.first >= 0 {
      let timeline = conversations[Int(item.first)].entries.buffer
      body(UnsafeBufferPointer(rebasing: timeline.prefix(Int(item.count))))
    } else {
      body(UnsafeBufferPointer(start: nil, count: 0))
    }
  }

  /// The index of a contact's conversation, counted in time order from 0.
  package func conversation(_ number: Int, of item: Item) -> Int {
    item.ownMembers < 0 ? Int(item.first) : Int(members[Int(item.ownMembers) + number])
  }

  /// The contact's name; see `Contact.id`.
  package func id(of index: Int) -> String {
    if let names { return names[index] }
    let item = items[index]
    guard item.head >= 0 else { return "" }
    var id = conversations[Int(item.head)].id
    if homonyms.contains(item.head) {
      id = conversations[Int(item.head)].format.name + ":" + id
    }
    return item.part > 1 ? id + "#" + String(item.part) : id
  }

  /// When the customer re-opened the conversation behind a contact (rule 4 a); missing when never.
  package func reopening(of index: Int) -> Instant {
    guard !nextParts.isEmpty, let next = nextParts[Int32(truncatingIfNeeded: index)],
      items[Int(next)].reopened
    else { return .missing }
    return items[Int(next)].start
  }

  /// The contact by itself, for who looks at a few.
  package func contact(_ index: Int) -> Contact {
    let item = items[index]
    var timeline: [TimelineEntry] = []
    withEntries(of: index) { timeline = Array($0) }
    return Contact(
      id: id(of: index),
      part: Int(item.part),
      conversations: (0..<Int(item.memberCount)).map { conversation($0, of: item) },
      timeline: timeline,
      reopened: item.reopened,
      start: item.start
    )
  }

  /// All contacts in order.
  package var all: [Contact] { order.map { contact(Int($0)) } }
}

// MARK: - Contacts from elsewhere

extension ContactSet {
  /// Contacts that were made one by one; a missing start is worked out.
  package init(_ contacts: [Contact], _ conversations: [Conversation]) {
    self.init(conversations, CustomerIndex(conversations))
    for conversation in conversations {
      naiveTimestamps += conversation.naiveTimestamps
      implausibleTimestamps += conversation.implausibleTimestamps
    }
    for contact in contacts {
      var start = contact.start
      let heads = contact.conversations.map { conversations[$0] }
      if !start.isKnown {
        start = contactStart(
          of: contact.timeline,
          outbound: heads.first?.direction == .outbound,
          created: heads.map(\.created).filter(\.isKnown).min() ?? .missing
        )
      }
      var item = Item(
        start: start,
        first: -1,
        count: Int32(truncatingIfNeeded: contact.timeline.count)
      )
      item.part = Int32(truncatingIfNeeded: contact.part)
      item.reopened = contact.reopened
      contact.timeline.withUnsafeBufferPointer { own(0..<$0.count, of: $0, &item) }
      own(contact.conversations, &item)
      items.append(item)
    }
    names = contacts.map(\.id)
    linkParts()
    sort()
  }
}

extension ContactSet {
  /// Finds the parts of each conversation by the number behind their id.
  private mutating func linkParts() {
    guard let names, items.contains(where: { $0.part > 1 }) else { return }
    func name(_ id: some StringProtocol, _ part: Int32) -> String {
      part > 1 ? id + "#" + String(part) : String(id)
    }
    var places: [String: Int32] = [:]
    for (index, name) in names.enumerated() { places[name] = Int32(truncatingIfNeeded: index) }
    for (index, item) in items.enumerated() where item.part > 1 {
      let suffix = "#" + String(item.part)
      guard names[index].hasSuffix(suffix) else { continue }
      let earlier = name(names[index].dropLast(suffix.count), item.part - 1)
      if let place = places[earlier] { nextParts[place] = Int32(truncatingIfNeeded: index) }
    }
  }
}

// MARK: - Order

extension ContactSet {
  /// Orders by start; ids are compared only where starts are equal.
  mutating func sort() {
    var keys: [KeyedIndex] = []
    keys.reserveDense(items.count)
    for index in items.indices {
      keys.append(
        KeyedIndex(key: items[index].start.sortKey, index: Int32(truncatingIfNeeded: index))
      )
    }
    radixSort(&keys)
    var first = 0
    while first < keys.count {
      var next = first + 1
      while next < keys.count, keys[next].key == keys[first].key { next += 1 }
      if next - first > 1 {
        let sorted = byIdentity(keys[first..<next].map(\.index))
        for place in first..<next { keys[place].index = sorted[place - first] }
      }
      first = next
    }
    order = keys.map(\.index)
  }

  /// Items of one start by (id bytes, format, part).
  private func byIdentity(_ indices: [Int32]) -> [Int32] {
    func id(_ place: Int) -> String {
      let first = Int(items[Int(indices[place])].first)
      return first >= 0 ? conversations[first].id : self.id(of: Int(indices[place]))
    }
    func rest(_ place: Int) -> (UInt8, Int32) {
      let item = items[Int(indices[place])]
      return (item.first >= 0 ? conversations[Int(item.first)].format.rawValue : 0, item.part)
    }
    let prefix = sharedPrefix(count: indices.count) { id($0) }
    let keys = indices.indices.map { ByteKey(id($0), after: prefix, index: $0) }
    let sorted = keys.sorted { left, right in
      let difference = ByteKey.compare(left, right, after: prefix, text: id)
      return difference != 0 ? difference < 0 : rest(left.index) < rest(right.index)
    }
    return sorted.map { indices[$0.index] }
  }
}
