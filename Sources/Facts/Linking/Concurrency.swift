import Conversations
import Records

/// How long a person really worked on each of the contacts worked on at the same time (M17).
///
/// For each author the begins and ends of touches are swept in order of time. Every instant is shared equally by the
/// contacts that are open then. A touch's part is the difference of one running sum, which starts again from 0 whenever
/// nothing is open.
struct Concurrency {
  /// Milliseconds of each touch after sharing; the whole touch where the author is unknown.
  private(set) var shared: [Double]

  /// - Parameter touches: Of all contacts, those of one contact not overlapping, in any order.
  /// - Complexity: O(n) in touches, apart from finding authors by hash.
  init(_ touches: [Touch]) {
    shared = touches.map { Double($0.end - $0.begin) }
    var groups = AuthorGroups(touches)
    while let group = groups.next() { share(group, touches) }
  }

  private mutating func share(_ group: ArraySlice<Int32>, _ touches: [Touch]) {
    // Alone there is nobody to share with.
    guard group.count > 1 else { return }
    var begins = group.map { KeyedIndex(key: Self.key(touches[Int($0)].begin), index: $0) }
    var ends = group.map { KeyedIndex(key: Self.key(touches[Int($0)].end), index: $0) }
    radixSort(&begins)
    radixSort(&ends)
    var sum = 0.0
    var open = 0
    var last = begins[0].key
    var begun = 0
    for ending in ends {
      while begun < begins.count, begins[begun].key < ending.key {
        let key = begins[begun].key
        if open > 0 { sum += Double(key - last) / Double(open) }
        last = key
        shared[Int(begins[begun].index)] = -sum
        open += 1
        begun += 1
      }
      sum += Double(ending.key - last) / Double(open)
      last = ending.key
      shared[Int(ending.index)] += sum
      open -= 1
      if open == 0 { sum = 0 }
    }
  }

  /// Sorts like the instant; differences are milliseconds.
  private static func key(_ milliseconds: Int64) -> UInt64 {
    UInt64(bitPattern: milliseconds) ^ 1 << 63
  }
}

/// The touches of each known author together.
private struct AuthorGroups {
  /// Places of touches, author by author.
  private var order: [Int32]
  /// Where each author's places end.
  private var ends: [Int]
  private var author = 0

  init(_ touches: [Touch]) {
    var codes: [UInt64: Int32] = [:]
    var last: (author: UInt64, code: Int32) = (0, -1)
    var counts: [Int] = []
    let code = touches.map { touch -> Int32 in
      if touch.author == 0 { return -1 }
      if touch.author != last.author {
        let known = codes[touch.author]
        let fresh = Int32(truncatingIfNeeded: counts.count)
        if known == nil {
          codes[touch.author] = fresh
          counts.append(0)
        }
        last = (touch.author, known ?? fresh)
      }
      counts[Int(last.code)] += 1
      return last.code
    }
    var place = 0
    var next = counts.map { count in
      defer { place += count }
      return place
    }
    order = [Int32](repeating: 0, count: place)
    for (index, code) in code.enumerated() where code >= 0 {
      order[next[Int(code)]] = Int32(truncatingIfNeeded: index)
      next[Int(code)] += 1
    }
    ends = next
  }

  /// The places of the next author's touches.
  mutating func next() -> ArraySlice<Int32>? {
    guard author < ends.count else { return nil }
    defer { author += 1 }
    return order[(author == 0 ? 0 : ends[author - 1])..<ends[author]]
  }
}
