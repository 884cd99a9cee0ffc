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
      let timeline = conversation.timeline
      var time = Self.openingTime(of: conversation)
      for (index, entry) in timeline.enumerated() {
        // A clock that runs backwards must not tear a record's own order apart.
        if entry.time.isKnown { time = max(time, entry.time.milliseconds) }
        places.append((time, Int32(record), Int32(truncatingIfNeeded: index)))
      }
    }
    places.sort { ($0.time, $0.record, $0.index) < ($1.time, $1.record, $1.index) }

    var moved = records.map { [Int](repeating: 0, count: $0.timeline.count) }
    for (index, place) in places.enumerated() {
      moved[Int(place.record)][Int(place.index)] = index
    }
    origin = places.map(\.record)
    entries = places.map { place in
      var entry = records[Int(place.record)].timeline[Int(place.index)]
      let moved = moved[Int(place.record)]
      entry.echo = Self.rewritten(entry.echo, of: Int(place.index), by: moved)
      entry.loop = Self.rewritten(entry.loop, of: Int(place.index), by: moved)
      return entry
    }
    findEchoesAcrossRecords()
  }

  private static func openingTime(of conversation: Conversation) -> Int64 {
    if let first = conversation.timeline.first(where: { $0.time.isKnown }) {
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
  /// A role and a masked hash: what an exact repeat has in common.
  private struct Wording: Hashable {
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
    var answered: [Wording: Int] = [:]
    var waiting: (customer: [(Wording, Int)], responder: [(Wording, Int)]) = ([], [])
    var previous = [Int32](repeating: -1, count: entries.count)
    for (index, entry) in entries.enumerated() where entry.isPublicMessage {
      // What stood before this message now has a message of the other side behind it.
      if entry.role.isResponder {
        for (wording, index) in waiting.customer { answered[wording] = index }
        waiting.customer.removeAll(keepingCapacity: true)
      } else if entry.role == .customer {
        for (wording, index) in waiting.responder { answered[wording] = index }
        waiting.responder.removeAll(keepingCapacity: true)
      }
      guard entry.canEcho else { continue }
      let wording = Wording(role: entry.role, hash: entry.maskedHash)
      if let earlier = answered[wording] {
        previous[index] = Int32(truncatingIfNeeded: earlier)
        link(index, to: earlier, previous)
      }
      if entry.role == .customer {
        waiting.customer.append((wording, index))
      } else {
        waiting.responder.append((wording, index))
      }
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
  /// Customers: at least three words, neither courtesy nor an order number. Bots and humans: an answer, not a
  /// greeting, acknowledgement, survey or closing.
  package var canEcho: Bool {
    guard isPublicMessage, maskedHash != 0 else { return false }
    switch role {
    case .customer:
      return words >= 3 && marks.isDisjoint(with: [.courtesyOnly, .greetingOnly, .onlyNumbers])
    case .bot, .human:
      switch kind {
      case .text, .menu, .noMatch, .handoffNotice: return true
      case .greeting, .autoAck, .survey, .closingNotice, nil: return false
      }
    case .system, .unknown:
      return false
    }
  }
}
