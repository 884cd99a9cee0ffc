import Conversations
import Records

/// When actions of a contact succeeded, in order: a promise is looked up among them, however many there are (M59).
struct ActionTimes {
  private var times: [Int64] = []
  /// At least one has no time.
  private(set) var hasUndated = false

  /// Reads those of a contact; forgets the ones of the contact before.
  mutating func read(_ timeline: TimelineView) {
    times.removeAll(keepingCapacity: true)
    hasUndated = false
    guard timeline.seen.has(.action) else { return }
    for place in 0..<timeline.count where timeline.has(.action, place) {
      guard timeline.entry(place).flags.contains(.succeeded) else { continue }
      let time = timeline.time(place)
      if time.isKnown { times.append(time.milliseconds) } else { hasUndated = true }
    }
    times.sort()
  }

  /// Whether an action stands no more than `reach` milliseconds before or after.
  func isNear(_ time: Instant, within reach: Int64) -> Bool {
    let first = times.firstIndex(from: time.advanced(by: -reach).milliseconds)
    return first < times.count && times[first] <= time.advanced(by: reach).milliseconds
  }
}

extension Array where Element: Comparable {
  /// In a sorted array, the place of the first element that is not below `value`.
  func firstIndex(from value: Element) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a sorted array holds a value.
  func holdsSorted(_ value: Element) -> Bool {
    let place = firstIndex(from: value)
    return place < count && self[place] == value
  }
}
