/// A binary heap of values with a time: the earliest first, equal times in the order of insertion.
struct EventQueue<Value> {
  fileprivate struct Entry {
    var time: Int64
    var order: Int
    var value: Value

    func precedes(_ other: Entry) -> Bool {
      time != other.time ? time < other.time : order < other.order
    }
  }

  private var entries: [Entry] = []
  private var inserted = 0

  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }
  /// The time of the earliest value.
  var earliest: Int64? { entries.first?.time }

  mutating func insert(_ value: Value, at time: Int64) {
    inserted += 1
    insert(value, at: time, order: inserted)
  }

  /// Inserts a value with a rank of its own among values of the same time.
  mutating func insert(_ value: Value, at time: Int64, order: Int) {
    var child = entries.count
    entries.append(Entry(time: time, order: order, value: value))
    while child > 0 {
      let parent = (child - 1) / 2
      guard entries[child].precedes(entries[parent]) else { break }
      entries.swapAt(child, parent)
      child = parent
    }
  }

  /// Removes the earliest value.
  mutating func removeFirst() -> (time: Int64, value: Value)? {
    guard let last = entries.popLast() else { return nil }
    guard let first = entries.first else { return (last.time, last.value) }
    entries[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      guard child < entries.count else { break }
      if child + 1 < entries.count, entries[child + 1].precedes(entries[child]) { child += 1 }
      guard entries[child].precedes(entries[parent]) else { break }
      entries.swapAt(child, parent)
      parent = child
    }
    return (first.time, first.value)
  }
}

extension EventQueue: Sendable where Value: Sendable {}
extension EventQueue.Entry: Sendable where Value: Sendable {}
