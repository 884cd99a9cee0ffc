package import Conversations
import Records

/// The signals that contacts' figures are made of, message by message.
extension LinkedFacts {
  /// Every public message of the contacts in some rows, in the order of the rows.
  ///
  /// Tests and spam are left out, as no metric counts them. Safe on any thread.
  package func signals(_ rows: Range<Int>) -> [MessageSignals] {
    let reader = TimelineReader()
    let marks = MarkBits()
    var result: [MessageSignals] = []
    for row in rows {
      withFacts(row) { fact, _ in
        guard !fact.pointee.isTest, !fact.pointee.isSpam else { return }
        var span = TimelineSpan()
        let index = index(of: row)
        contacts.withEntries(of: index) { entries in
          let timeline = reader.view(entries, &span)
          var finder = SignalFinder(
            timeline,
            marks,
            writesInCapitals: capsHabits[Int(columns.customer[row])],
            guessesRoles: fact.pointee.guessesRoles
          )
          var origins = EntryOrigins(contacts, of: index)
          for place in 0..<timeline.count {
            let (conversation, position) = origins.next(timeline.entry(place))
            guard var found = finder.signals(at: place) else { continue }
            found.row = row
            found.conversation = conversation
            found.position = position
            result.append(found)
          }
        }
      }
    }
    return result
  }

  /// The name of a row's contact, and the conversations behind it.
  package func contactID(of row: Int) -> String { contacts.id(of: index(of: row)) }
  package func conversation(_ index: Int) -> Conversation { contacts.conversations[index] }
}

/// Finds out, entry by entry, from which conversation a contact's entries come and where in it they stand.
///
/// A contact may be a part of a conversation, or several conversations merged by time; each keeps its own order.
struct EntryOrigins {
  private let timelines: [(conversation: Int, entries: [TimelineEntry])]
  private var cursors: [Int]
  private var messages: [Int]

  init(_ contacts: ContactSet, of index: Int) {
    let item = contacts.items[index]
    timelines = (0..<Int(item.memberCount)).compactMap { number in
      guard item.first >= 0 else { return nil }
      let place = contacts.conversation(number, of: item)
      return (place, contacts.conversations[place].timeline)
    }
    cursors = Array(repeating: 0, count: timelines.count)
    messages = cursors
  }

  /// The conversation of the next entry, and the number of its last message so far, from 1.
  mutating func next(_ entry: TimelineEntry) -> (conversation: Int, position: Int) {
    // Where conversations are merged, the next entry of one of them; a later part begins further on.
    let member =
      cursors.indices.first { isNext(entry, of: $0) }
      ?? cursors.indices.first { place(of: entry, in: $0) != nil }
    guard let member, let place = place(of: entry, in: member) else {
      return (timelines.first?.conversation ?? 0, 0)
    }
    for passed in cursors[member]...place where timelines[member].entries[passed].isMessage {
      messages[member] += 1
    }
    cursors[member] = place + 1
    return (timelines[member].conversation, messages[member])
  }

  private func isNext(_ entry: TimelineEntry, of member: Int) -> Bool {
    let entries = timelines[member].entries
    return cursors[member] < entries.count && Self.same(entries[cursors[member]], entry)
  }

  private func place(of entry: TimelineEntry, in member: Int) -> Int? {
    let entries = timelines[member].entries
    return entries[cursors[member]...].firstIndex { Self.same($0, entry) }
  }

  /// References to earlier entries are rewritten when timelines are merged or cut.
  private static func same(_ left: TimelineEntry, _ right: TimelineEntry) -> Bool {
    var left = left
    left.echo = right.echo
    left.loop = right.loop
    return left == right
  }
}
