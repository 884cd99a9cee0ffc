import Records
import Wording

/// The conversations of all logs, brought together by id: an index that workers finish in parts.
///
/// Merging takes the logs in any order and gives the same conversations: entries are ordered by their place in the
/// input, and of a field's values the first in input order counts.
package struct LogMerge: @unchecked Sendable {
  // Unchecked: the logs are complete and only read from here on; every part builds its own values.

  /// What is read of one log, taken out of it once.
  private struct Source {
    let log: ConversationLog
    let open: ChunkedView<OpenPlaces>
    let count: Int
    let fields: [OpenFields]
    let entries: ChunkedView<LogEntry>
  }

  private struct Slot {
    var hash: UInt64
    var check: UInt32
    var log: Int32
    var slot: Int
  }

  private let sources: [Source]
  private let rules: IngestRules
  /// Those of one conversation stand together.
  private var slots: [Slot] = []
  /// The range in `slots` of each conversation, by its first record.
  ///
  /// In that order neighbours share the cache lines of their entries, which an order by hash would fetch again and
  /// again.
  private var conversations: [(first: UInt64, start: Int32, count: Int32)] = []

  package init(_ logs: [ConversationLog], rules: IngestRules) {
    sources = logs.map {
      Source(
        log: $0,
        open: $0.intake.open.view,
        count: $0.intake.open.count,
        fields: $0.intake.fields,
        entries: $0.intake.entries.view
      )
    }
    self.rules = rules
    slots.reserveCapacity(sources.reduce(0) { $0 + $1.count })
    for (number, source) in sources.enumerated() {
      for slot in 0..<source.count {
        let places = source.open[slot]
        slots.append(
          Slot(
            hash: places.pointee.hash,
            check: places.pointee.check,
            log: Int32(truncatingIfNeeded: number),
            slot: slot
          )
        )
      }
    }
    // The slots of one log are different conversations.
    let areSeveral = sources.filter { $0.count > 0 }.count > 1
    if areSeveral {
      slots.sort { ($0.hash, $0.check, $0.log) < ($1.hash, $1.check, $1.log) }
    }
    conversations.reserveCapacity(slots.count)
    var start = 0
    while start < slots.count {
      var first = UInt64.max
      var next = start
      repeat {
        first = Swift.min(first, sources[Int(slots[next].log)].open[slots[next].slot].pointee.first)
        next += 1
      } while areSeveral && next < slots.count && slots[next].hash == slots[start].hash
        && slots[next].check == slots[start].check
      conversations.append(
        (first, Int32(truncatingIfNeeded: start), Int32(truncatingIfNeeded: next - start))
      )
      start = next
    }
    // Records of one line, as in pretty-printed text, keep the order of their hashes or slots.
    conversations.sort { ($0.first, $0.start) < ($1.first, $1.start) }
  }

  /// How many conversations there are that came in pieces.
  package var count: Int { conversations.count }

  /// Finishes some of the conversations.
  ///
  /// Calls for different parts may run at the same time.
  package func finish(_ part: Range<Int>) -> [Conversation] {
    var builder = TimelineBuilder(rules: rules)
    var result: [Conversation] = []
    result.reserveCapacity(part.count)
    var cursors: [Cursor] = []
    for number in part {
      if (number - part.lowerBound) % Self.group == 0 {
        fetch(number..<Swift.min(number + Self.group, part.upperBound), &cursors)
      }
      builder.removeAll()
      let (_, start, count) = conversations[number]
      let places = Int(start)..<Int(start) + Int(count)
      var conversation = open(slots[places.lowerBound], &builder)
      for place in places.dropFirst() {
        let other = open(slots[place], &builder)
        conversation.merge(other.places, other.fields)
      }
      result.append(builder.conversation(conversation))
    }
    return result
  }

  /// Where `fetch` is in one conversation's entries.
  private struct Cursor {
    var log: Int
    var next: UInt32
    var seen: UInt32 = 0
  }

  private static let group = 16

  /// Brings the entries and tokens of the next conversations into the cache.
  ///
  /// Each entry says where the one before it is, so one conversation alone would wait for memory at every entry; here
  /// the waits of several overlap.
  private func fetch(_ numbers: Range<Int>, _ cursors: inout [Cursor]) {
    cursors.removeAll(keepingCapacity: true)
    for number in numbers {
      let (_, start, count) = conversations[number]
      for place in slots[Int(start)..<Int(start) + Int(count)] {
        let log = Int(place.log)
        cursors.append(Cursor(log: log, next: sources[log].open[place.slot].pointee.lastEntry))
      }
    }
    var isDone = false
    while !isDone {
      isDone = true
      for index in cursors.indices where cursors[index].next > 0 {
        let entry = sources[cursors[index].log].entries[Int(cursors[index].next) - 1]
        cursors[index].next = entry.pointee.previous
        // Kept, so that the load is not left out.
        cursors[index].seen &+= entry.pointee.tokens?.pointee ?? 0
        isDone = false
      }
    }
  }

  /// What one log holds of a conversation; its entries go to the builder.
  private func open(_ place: Slot, _ builder: inout TimelineBuilder) -> OpenConversation {
    let log = Int(place.log)
    let places = sources[log].open[place.slot].pointee
    builder.add(chainFrom: places.lastEntry, in: sources[log].entries)
    let fields = sources[log].fields[place.slot]
    return OpenConversation(format: fields.format, places: places, fields: fields)
  }
}
