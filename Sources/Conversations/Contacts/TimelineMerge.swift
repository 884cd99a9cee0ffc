import Records
import Wording

/// The timeline of several records of one contact.
struct MergedTimeline {
  var entries: [TimelineEntry]
  /// For each entry, the place of its record in `records`.
  let origin: [Int32]

  /// Merges by time, keeping the order inside each record.
  ///
  /// An entry without time stays behind its predecessor. Before the first dated entry of a record, entries stand
  /// directly before that one; a record without any time takes its `created`, else it comes last.
  ///
  /// - Parameter records: In time order; ties go to the earlier one.
  init(_ records: [Conversation]) {
    var places: [(time: Int64, record: Int32, index: Int32)] = []
    for (record, conversation) in records.enumerated() {
      let timeline = conversation.entries.buffer
      var time = Self.openingTime(of: conversation)
      for (index, entry) in timeline.enumerated() {
        // A clock that runs backwards must not tear a record's own order apart.
        if entry.time.isKnown { time = max(time, entry.time.milliseconds) }
        places.append((time, Int32(record), Int32(truncatingIfNeeded: index)))
      }
    }
    places.sort { ($0.time, $0.record, $0.index) < ($1.time, $1.record, $1.index) }

    var moved = records.map { [Int](repeating: 0, count: $0.entries.count) }
    for (index, place) in places.enumerated() {
      moved[Int(place.record)][Int(place.index)] = index
    }
    origin = places.map(\.record)
    entries = places.map { place in
      var entry = records[Int(place.record)].entries.buffer[Int(place.index)]
      let moved = moved[Int(place.record)]
      entry.echo = Self.rewritten(entry.echo, of: Int(place.index), by: moved)
      entry.loop = Self.rewritten(entry.loop, of: Int(place.index), by: moved)
      return entry
    }
    findEchoesAcrossRecords()
  }

  private static func openingTime(of conversation: Conversation) -> Int64 {
    if let first = conversation.entries.buffer.first(where: { $0.time.isKnown }) {
      return first.time.milliseconds
    }
    return conversation.created.isKnown ? conversation.created.milliseconds : .max
  }

  private static func rewritten(_ reference: UInt16, of index: Int, by moved: [Int]) -> UInt16 {
    guard reference > 0, Int(reference) <= index else { return 0 }
    return Self.reference(to: moved[Int(reference) - 1])
  }

  /// 1 + the index, or 0 when it is too large to be written.
  private static func reference(to index: Int) -> UInt16 {
    UInt16(exactly: index + 1) ?? 0
  }
}

// MARK: - Echoes across records

extension MergedTimeline {
  /// What an exact repeat by a responder has in common.
  private struct Said: Hashable {
    let role: Role
    let hash: UInt64
  }

  /// Finds messages that repeat one of another record word for word.
  ///
  /// Similarity was measured record by record, while the words were at hand. Here only hashes of masked texts are
  /// left, so across records a repeat is found when it is exact, and one that is merely similar is missed: the
  /// repeat and loop rates of joined contacts are lower bounds. The conditions are those of `TimelineEntry.echo`;
  /// an echo that a record brought along stays when it is the later one.
  private mutating func findEchoesAcrossRecords() {
    // The latest place of each wording that has had an answer since, and those still waiting for one.
    var said: (customer: [UInt64: Int], responder: [Said: Int]) = ([:], [:])
    var waiting: (customer: [(UInt64, Int)], responder: [(Said, Int)]) = ([], [])
    var previous = [Int32](repeating: -1, count: entries.count)
    for (index, entry) in entries.enumerated() where entry.isPublicMessage {
      if entry.mayRespond {
        for (hash, index) in waiting.customer { said.customer[hash] = index }
        waiting.customer.removeAll(keepingCapacity: true)
      } else if entry.role == .customer {
        for (wording, index) in waiting.responder { said.responder[wording] = index }
        waiting.responder.removeAll(keepingCapacity: true)
        // A customer who asks to hear it again makes repeating right.
        if entry.marks.contains(.askRepeat) { said.responder.removeAll(keepingCapacity: true) }
      }
      guard entry.canEcho else { continue }
      let earlier: Int?
      if entry.role == .customer {
        earlier = said.customer[entry.maskedHash]
        waiting.customer.append((entry.maskedHash, index))
      } else {
        let wording = Said(role: entry.role, hash: entry.maskedHash)
        earlier = said.responder[wording]
        waiting.responder.append((wording, index))
      }
      guard let earlier else { continue }
      previous[index] = Int32(truncatingIfNeeded: earlier)
      link(index, to: earlier, previous)
    }
  }

  private mutating func link(_ index: Int, to earlier: Int, _ previous: [Int32]) {
    if origin[earlier] != origin[index] {
      entries[index].echo = max(entries[index].echo, Self.reference(to: earlier))
    }
    let first = Int(previous[earlier])
    guard entries[index].role.isResponder, first >= 0 else { return }
    if origin[first] != origin[earlier] || origin[earlier] != origin[index] {
      entries[index].loop = max(entries[index].loop, Self.reference(to: first))
    }
  }
}

extension TimelineEntry {
  /// Whether an exact repeat of this message in another record means anything: METRICS M45 and M53.
  ///
  /// Of a customer's message at least three words are asked instead of three tokens, as tokens are gone.
  package var canEcho: Bool {
    mayRepeat && maskedHash != 0 && (role != .customer || words >= 3)
  }
}
