import Records

extension TimelineBuilder {
  /// By `seq` if every message has one, else by time if every message has one, else as they came.
  ///
  /// METRICS section 2.
  ///
  /// Events have their place by time among what stands around them; without a time they keep it.
  mutating func order(_ signs: Signs) {
    if signs.hasMessage, signs.allHaveSequence {
      orderBySequence()
    } else if signs.allHaveTime, !signs.isInOrderOfTime {
      keys.resize(to: items.count)
      var last = Int64.min
      for index in 0..<items.count {
        if items[index].time != Self.missing { last = items[index].time }
        // Whole numbers with a sign, in the order of those without.
        keys[index] = UInt64(bitPattern: last) ^ 1 << 63
      }
      sortByKeys()
    }
  }

  /// Stable sort of the items by one key each.
  mutating func sortByKeys() {
    let count = items.count
    let sortKeys = keys.base
    guard count <= 64 else {
      let places = (0..<count).sorted { (sortKeys[$0], $0) < (sortKeys[$1], $1) }
      items.reorder(by: places)
      return keys.reorder(by: places)
    }
    // By insertion: few stand far from their place.
    let (items, keys) = (items.base, sortKeys)
    for index in 1..<Swift.max(1, count) where keys[index] < keys[index - 1] {
      let (item, key) = (items[index], keys[index])
      var place = index
      repeat {
        items[place] = items[place - 1]
        keys[place] = keys[place - 1]
        place -= 1
      } while place > 0 && keys[place - 1] > key
      items[place] = item
      keys[place] = key
    }
  }

  private mutating func orderBySequence() {
    let all = 0..<self.items.count
    let items = self.items.base
    let messages = all.filter { !items[$0].isEvent }
    let ordered = messages.sorted {
      (items[$0].sequence, $0) < (items[$1].sequence, $1)
    }
    // Twice its place for a message; an event stands behind a message, or before all with -1.
    var keys = [Int](repeating: -1, count: all.count)
    for (place, index) in ordered.enumerated() { keys[index] = place * 2 }
    let times = ordered.map { items[$0].time }
    let earliest = Self.earliestFromHere(times)
    var previous = -1
    // An event without a time goes with what came before it.
    var sortTimes = all.map { items[$0].time }
    for index in all {
      if index > 0, sortTimes[index] == Self.missing { sortTimes[index] = sortTimes[index - 1] }
      guard items[index].isEvent else {
        previous = keys[index]
        continue
      }
      let time = items[index].time
      if time == Self.missing || earliest.first == .max {
        // Nothing to compare with: it keeps its place behind the message that came before it.
        keys[index] = previous + (previous < 0 ? 0 : 1)
      } else {
        // Behind the last message that is not later.
        let place = earliest.partitioningIndex { $0 > time } - 1
        keys[index] = place * 2 + 1
      }
    }
    // Events between the same two messages are in order of time.
    self.items.reorder(
      by: all.sorted { (keys[$0], sortTimes[$0], $0) < (keys[$1], sortTimes[$1], $1) }
    )
  }

  /// The least known time from each place on.
  ///
  /// It never falls, so that a search by halves finds the last place that is not later than some
  /// time.
  private static func earliestFromHere(_ times: [Int64]) -> [Int64] {
    var result = times
    var least = Int64.max
    for index in times.indices.reversed() {
      if times[index] != missing { least = Swift.min(least, times[index]) }
      result[index] = least
    }
    return result
  }
}

extension [Int64] {
  /// The first place whose value fulfils the condition, which all later ones fulfil too; `count` when none does.
  fileprivate func partitioningIndex(_ condition: (Int64) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = low + (high - low) / 2
      if condition(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
