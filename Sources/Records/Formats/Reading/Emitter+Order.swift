/// Orders that exports keep or do not keep.
extension Emitter {
  /// Records by time; within one moment as the export has them, which may give the newest first.
  ///
  /// Where a time is missing the export's own order stands.
  package func inOrder<Item>(_ nodes: [Item], by time: (Item) -> Stamp) -> [Item] {
    let times = nodes.map { time($0).instant }
    guard times.allSatisfy(\.isKnown), let first = times.first, let last = times.last else {
      return nodes
    }
    let step = first > last ? -1 : 1
    return times.indices.sorted {
      (times[$0].milliseconds, $0 * step) < (times[$1].milliseconds, $1 * step)
    }.map { nodes[$0] }
  }

  /// Records of which a loader may have brought copies: of those with one id the one that came last stands first,
  /// because of equal ids the first message counts.
  package func newestCopyFirst(_ nodes: [TreeNode]) -> [TreeNode] {
    var copies: [[UInt8]: [Int]] = [:]
    for (index, node) in nodes.enumerated() {
      copies[node["id"].isAbsent ? [] : node["id"].text.key, default: []].append(index)
    }
    guard copies.count < nodes.count else { return nodes }
    var result: [TreeNode] = []
    for (index, node) in nodes.enumerated() {
      let key = node["id"].isAbsent ? [] : node["id"].text.key
      guard !key.isEmpty, let all = copies[key] else {
        result.append(node)
        continue
      }
      if all[0] == index { result += all.reversed().map { nodes[$0] } }
    }
    return result
  }

  /// The record that was changed last; of equals the one that came last.
  package func newest(_ nodes: [TreeNode], by time: (TreeNode) -> Stamp) -> TreeNode {
    newestPlace(nodes, by: time).map { nodes[$0] } ?? .absent
  }

  /// Where the copy stands that will be kept: the greatest time, among equals the last.
  ///
  /// Only that one is told with all that belongs to it: copies of a head times the records that belong to it could
  /// be more than any memory holds.
  package func newestPlace(_ nodes: [TreeNode], by time: (TreeNode) -> Stamp) -> Int? {
    var best: Int?
    var greatest = Int64.min
    for (place, node) in nodes.enumerated() {
      let stamp = time(node)
      let value = stamp.isKnown ? stamp.instant.milliseconds : Int64.min
      if value >= greatest { (best, greatest) = (place, value) }
    }
    return best
  }
}

extension RawRating {
  /// A verdict in two words, as Zendesk and LiveChat give it; nil for any other.
  package static func goodOrBad(_ word: ByteSlice, at time: Stamp) -> RawRating? {
    if word.hasPrefix("good") { return RawRating(score: 1, min: 0, max: 1, time: time.instant) }
    if word.hasPrefix("bad") { return RawRating(score: 0, min: 0, max: 1, time: time.instant) }
    return nil
  }

  /// A number of stars from 1 to 5; nil for any other number.
  package static func stars(_ node: TreeNode, at time: Stamp) -> RawRating? {
    guard let score = node.number, (1...5).contains(score) else { return nil }
    return RawRating(score: score, min: 1, max: 5, time: time.instant)
  }
}
