import Conversations
import Facts
package import History
package import Records

/// Takes out of the history store what is to be kept no longer.
package enum HistoryErasing {
  /// Erases a customer.
  ///
  /// - Parameters:
  ///   - id: The id as exports have it; names of files and fields that hold it go too.
  ///   - pseudonym: The name of the customer in the store.
  ///   - store: The store.
  /// - Returns: What went.
  /// - Throws: What is wrong with the store.
  package static func forget(
    id: String,
    pseudonym: String,
    in store: HistoryStore
  ) throws(HistoryError) -> HistoryStore.Forgotten {
    try store.forget(
      customer: pseudonym,
      unlinked: { row in
        guard var conversation = row.conversation else { return nil }
        conversation.parent = nil
        return HistoryRow(
          conversation,
          writer: ConversationWriter(inputs: nil, keys: .plain),
          file: row.file
        )
      },
      name: { holds($0, id) ? "(erased)" : $0 },
      counts: { line in
        guard var counts = FactRowReader.counts(in: line) else { return line }
        counts.unknownFields = counts.unknownFields.filter { !holds($0.key, id) }
        counts.unknownValues = counts.unknownValues.filter { !holds($0.key, id) }
        return HistoryAdding.kept(counts)
      }
    )
  }

  private static func holds(_ text: String, _ id: String) -> Bool {
    let (text, id) = (Array(text.utf8), Array(id.utf8))
    guard !id.isEmpty, text.count >= id.count else { return false }
    return (0...(text.count - id.count)).contains { text[$0..<$0 + id.count].elementsEqual(id) }
  }

  /// The start of the week from which on `count` weeks are kept; nil when nothing is dated.
  ///
  /// The last week is the one that holds the last time in the store. A time that lies alone, four weeks after nearly
  /// all others, is refused: one wrong clock would remove everything.
  package static func start(
    keepingWeeks count: Int,
    of store: HistoryStore,
    zone: CalendarZone
  ) throws(HistoryError) -> Instant? {
    guard let latest = try store.latest() else { return nil }
    if let usual = try store.latest(skipping: 1), latest - usual > Int(28 * Span.day) {
      throw HistoryError(
        .refused,
        "holds a time, \(Instant(milliseconds: Int64(latest)).iso8601), more than four weeks after nearly all others: "
          + "say with --before what is to go"
      )
    }
    let instant = Instant(milliseconds: Int64(latest))
    let day = CivilDate.day(ofWallClock: zone.wallClock(instant))
    return Self.start(ofDay: CivilDate.monday(ofDay: day) - 7 * (count - 1), zone: zone)
  }

  /// Midnight at which a day begins.
  package static func start(ofDay day: Int, zone: CalendarZone) -> Instant {
    zone.instant(wallClock: Int64(day) * Span.day)
  }
}
