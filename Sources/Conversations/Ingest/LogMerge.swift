import Records
import Wording

/// The conversations of all logs, brought together by id: an index that workers finish in parts.
///
/// Merging takes the logs in any order and gives the same conversations: entries are ordered by their place in the
/// input, and of a field's values the first in input order counts.
package struct LogMerge: @unchecked Sendable {
  // Unchecked: the logs are complete and only read from here on; every part builds its own values.
  private let logs: [ConversationLog]
  private let rules: IngestRules
  /// Slots sorted by id hash: those of one conversation stand together.
  private var slots: [(hash: ByteHash, log: UInt32, slot: UInt32)] = []
  /// Where each conversation's slots begin, and the end.
  private var starts: [Int] = []
  /// Per log: entries sorted by slot, and where each slot's entries begin.
  private var order: [[UInt32]] = []
  private var firsts: [[UInt32]] = []

  package init(_ logs: [ConversationLog], rules: IngestRules) {
    self.logs = logs
    self.rules = rules
    for (number, log) in logs.enumerated() {
      var first = [UInt32](repeating: 0, count: log.open.count + 1)
      for slot in log.open.indices { first[slot + 1] = first[slot] + UInt32(log.open[slot].entries) }
      var next = first
      var sorted = [UInt32](repeating: 0, count: log.entries.count)
      for index in 0..<log.entries.count {
        let slot = Int(log.entries[index].slot)
        sorted[Int(next[slot])] = UInt32(index)
        next[slot] += 1
      }
      order.append(sorted)
      firsts.append(first)
      for slot in log.open.indices {
        slots.append((log.open[slot].hash, UInt32(number), UInt32(slot)))
      }
    }
    slots.sort {
      ($0.hash.hash, $0.hash.check, $0.log) < ($1.hash.hash, $1.hash.check, $1.log)
    }
    for index in slots.indices where index == 0 || slots[index].hash != slots[index - 1].hash {
      starts.append(index)
    }
    starts.append(slots.count)
  }

  /// How many conversations there are that came in pieces.
  package var count: Int { starts.count - 1 }

  /// Finishes some of the conversations. Calls for different parts may run at the same time.
  package func finish(_ part: Range<Int>) -> [Conversation] {
    var builder = TimelineBuilder(rules: rules)
    var result: [Conversation] = []
    result.reserveCapacity(part.count)
    for number in part {
      builder.removeAll()
      var head: OpenConversation?
      for place in slots[starts[number]..<starts[number + 1]] {
        let log = logs[Int(place.log)]
        let slot = Int(place.slot)
        if head == nil { head = log.open[slot] } else { head?.merge(log.open[slot]) }
        let first = firsts[Int(place.log)]
        for index in Int(first[slot])..<Int(first[slot + 1]) {
          let entry = log.entries[Int(order[Int(place.log)][index])]
          builder.add(
            entry, log.tokens.tokens(at: entry.tokenPlace, count: Int(entry.tokenCount)))
        }
      }
      if let head { result.append(builder.conversation(head)) }
    }
    return result
  }
}
