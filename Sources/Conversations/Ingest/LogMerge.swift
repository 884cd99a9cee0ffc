import Records
import Wording

/// The conversations of all logs, brought together by id: an index that workers finish in parts.
///
/// Merging takes the logs in any order and gives the same conversations: entries are ordered by their place in the
/// input, and of a field's values the first in input order counts.
package struct LogMerge: @unchecked Sendable {
  // Unchecked: the logs are complete and only read from here on; every part builds its own values.

  /// What is read of one log, taken out of it once: places in memory, so that nothing is counted.
  private struct Source {
    let open: ChunkedView<OpenPlaces>
    let count: Int
    let fields: ChunkedView<PieceFields>
    let names: NamesView
    let entries: LoggedEntries
  }

  /// What one log holds of a conversation.
  private struct Slot {
    let hash: UInt64
    let check: UInt32
    let log: Int32
    let slot: Int32
    /// Of the conversation's place in another log; -1 without one.
    var next: Int32
  }

  /// They hold the memory that `sources` point into.
  private let logs: [ConversationLog]
  private let sources: [Source]
  private let rules: IngestRules
  private var slots: [Slot] = []
  /// The first record and the first of its `slots` of each conversation, by first record.
  ///
  /// In that order neighbours share the cache lines of their entries, which an order by hash would fetch again and
  /// again.
  private var conversations: [(first: UInt64, slot: Int32)] = []

  /// - Parameters:
  ///   - logs: The logs, which take in nothing more.
  ///   - rules: What the logs were given.
  package init(_ logs: [ConversationLog], rules: IngestRules) {
    for log in logs { log.close() }
    self.logs = logs
    sources = logs.map {
      Source(
        open: $0.intake.open.view,
        count: $0.intake.open.count,
        fields: $0.intake.fields.view,
        names: $0.intake.names.view,
        entries: LoggedEntries($0)
      )
    }
    self.rules = rules
    let total = sources.reduce(0) { $0 + $1.count }
    slots.reserveDense(total)
    conversations.reserveDense(total)
    // The slots of one log are different conversations.
    var index: ConversationIndex?
    if sources.filter({ $0.count > 0 }).count > 1 { index = ConversationIndex(capacity: total) }
    for (number, source) in sources.enumerated() {
      for slot in 0..<source.count {
        add(source.open[slot].pointee, of: Int32(truncatingIfNeeded: number), slot, &index)
      }
    }
    // Mostly they are in order already. Records of one line, as in pretty-printed text, keep the order of their slots.
    let isSorted = zip(conversations, conversations.dropFirst()).allSatisfy { $0.first <= $1.first }
    if !isSorted { conversations.sort { ($0.first, $0.slot) < ($1.first, $1.slot) } }
  }

  private mutating func add(
    _ places: OpenPlaces,
    of log: Int32,
    _ slot: Int,
    _ index: inout ConversationIndex?
  ) {
    let new = Int32(truncatingIfNeeded: slots.count)
    var place = Slot(
      hash: places.hash,
      check: places.check,
      log: log,
      slot: Int32(truncatingIfNeeded: slot),
      next: -1
    )
    let known = index?.conversation(of: places.hash, orAdd: conversations.count) {
      let other = slots[Int(conversations[$0].slot)]
      return other.hash == places.hash && other.check == places.check
    }
    if let known {
      place.next = conversations[known].slot
      conversations[known].slot = new
      conversations[known].first = Swift.min(conversations[known].first, places.first)
    } else {
      conversations.append((places.first, new))
    }
    slots.append(place)
  }

  /// How many conversations there are that came in pieces.
  package var count: Int { conversations.count }

  /// Finishes some of the conversations.
  ///
  /// Calls for different parts may run at the same time.
  ///
  /// - Parameters:
  ///   - part: Their numbers, below `count`.
  ///   - release: Told now and then which entries have been read, to give their memory back; these conversations must
  ///     not be finished a second time then.
  /// - Returns: The conversations in the order of their numbers.
  package func finish(
    _ part: Range<Int>,
    release: ((inout EntryCounts) -> Void)? = nil
  ) -> ConversationStore {
    ConversationStore(part.count) { finish(part, at: $0, release) }
  }

  private func finish(
    _ part: Range<Int>,
    at result: UnsafeMutablePointer<Conversation>,
    _ release: ((inout EntryCounts) -> Void)?
  ) {
    var builder = TimelineBuilder(rules: rules)
    var read = release == nil ? nil : EntryCounts(of: sources.map(\.entries))
    var touched: Int64 = 0
    var groupStart = part.lowerBound
    while groupStart < part.upperBound {
      let group = groupStart..<Swift.min(groupStart + Self.group, part.upperBound)
      for number in group { touched &+= touch(number) }
      for number in group {
        builder.removeAll()
        let place = result + (number - part.lowerBound)
        let heads = open(number, at: place, &builder, &read)
        builder.finish(&place.pointee, heads)
      }
      groupStart = group.upperBound
      if (groupStart - part.lowerBound) % (Self.group << 8) == 0 { tell(release, &read) }
    }
    tell(release, &read)
    // Asked for, so that the loads before it are not left out.
    precondition(touched != .min || !part.isEmpty)
  }

  /// Puts a conversation without its timeline where it belongs, and its entries into the builder.
  @inline(__always)
  private func open(
    _ number: Int,
    at place: UnsafeMutablePointer<Conversation>,
    _ builder: inout TimelineBuilder,
    _ read: inout EntryCounts?
  ) -> [HeadCopy] {
    var next = Int(conversations[number].slot)
    if slots[next].next < 0 {
      let log = Int(slots[next].log)
      let slot = Int(slots[next].slot)
      gather(slots[next], areAll: true, &builder, &read)
      let fields = sources[log].fields[slot].pointee
      place.initialize(
        to: Conversation(sources[log].open[slot].pointee, fields, sources[log].names)
      )
      return heads(fields, of: log)
    }
    var conversation = open(slots[next], &builder, &read)
    while slots[next].next >= 0 {
      next = Int(slots[next].next)
      let other = open(slots[next], &builder, &read)
      conversation.merge(other.places, other.fields)
    }
    place.initialize(to: Conversation(conversation.places, conversation.fields))
    return conversation.fields.heads
  }

  private func tell(_ release: ((inout EntryCounts) -> Void)?, _ read: inout EntryCounts?) {
    guard let release, var counts = read else { return }
    release(&counts)
    read = counts
  }

  private static let group = 16

  /// Begins to bring a conversation's entries into the cache: the waits of several overlap.
  @inline(__always)
  private func touch(_ number: Int) -> Int64 {
    var touched: Int64 = 0
    var next = Int(conversations[number].slot)
    while next >= 0 {
      let log = Int(slots[next].log)
      let places = sources[log].open[Int(slots[next].slot)]
      let end = places.pointee.listEnd
      for place in end - Int(places.pointee.entryCount)..<end {
        touched &+= sources[log].entries[place].pointee.time
      }
      next = Int(slots[next].next)
    }
    return touched
  }

  /// What one of several logs holds of a conversation; its entries go to the builder.
  private func open(
    _ place: Slot,
    _ builder: inout TimelineBuilder,
    _ read: inout EntryCounts?
  ) -> OpenConversation {
    gather(place, areAll: false, &builder, &read)
    let log = Int(place.log)
    let fields = sources[log].fields[Int(place.slot)].pointee
    return OpenConversation(
      places: sources[log].open[Int(place.slot)].pointee,
      fields: OpenFields(fields, sources[log].names, heads(fields, of: log))
    )
  }

  private func heads(_ fields: PieceFields, of log: Int) -> [HeadCopy] {
    fields.heads < 0 ? [] : logs[log].intake.heads[Int(fields.heads)]
  }

  @inline(__always)
  private func gather(
    _ place: Slot,
    areAll: Bool,
    _ builder: inout TimelineBuilder,
    _ read: inout EntryCounts?
  ) {
    let log = Int(place.log)
    let places = sources[log].open[Int(place.slot)]
    let end = places.pointee.listEnd
    let list = end - Int(places.pointee.entryCount)..<end
    builder.add(list, of: sources[log].entries, areAll: areAll)
    read?.add(list, of: sources[log].entries, log: log)
  }
}

/// The entries of a closed log, by their place in its `EntryList`.
struct LoggedEntries {
  let count: Int
  let indices: UnsafePointer<UInt32>
  private let entries: ChunkedView<LogEntry>
  private let blocks: UnsafePointer<UInt64>?
  /// Whether the log took its blocks in in the order of the input.
  let isInInputOrder: Bool

  init(_ log: ConversationLog) {
    count = log.intake.entries.count
    indices = UnsafePointer(log.intake.list.indices)
    entries = log.intake.entries.view
    // A closed log enters no more blocks, so that they stay where they are.
    blocks = log.intake.blocks.withUnsafeBufferPointer { $0.baseAddress }
    isInInputOrder = log.intake.isInInputOrder
  }

  @inline(__always)
  subscript(place: Int) -> UnsafeMutablePointer<LogEntry> { entries[Int(indices[place])] }

  /// Where the block of an entry begins, packed.
  @inline(__always)
  func block(of entry: LogEntry) -> UInt64 {
    // There is an entry, so there is a block.
    blocks.unsafelyUnwrapped[Int(entry.block)]
  }
}

/// Finds conversations by the hash of their id while several logs are brought together.
private struct ConversationIndex {
  /// 1 + the number of the conversation; 0 where nothing is.
  private var table: [Int32]

  init(capacity: Int) {
    var count = 1 << 4
    while count < capacity * 2 { count *= 2 }
    table = [Int32](repeating: 0, count: count)
  }

  /// The conversation with that hash; nil, and `new` noted in its place, when there is none yet.
  mutating func conversation(
    of hash: UInt64,
    orAdd new: Int,
    isSame: (Int) -> Bool
  ) -> Int? {
    let mask = table.count - 1
    var at = Int(truncatingIfNeeded: hash >> 20) & mask
    while table[at] != 0 {
      let number = Int(table[at]) - 1
      if isSame(number) { return number }
      at = (at + 1) & mask
    }
    table[at] = Int32(truncatingIfNeeded: new + 1)
    return nil
  }
}
