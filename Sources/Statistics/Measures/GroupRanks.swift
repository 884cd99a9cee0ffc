/// The order of a column's values within groups, without sorting or copying any group.
///
/// The column is sorted once. Each value's tag says in which groups it is, and a count per stretch
/// and group leads to the stretch where a rank of a group must lie.
/// - Complexity: one pass over the values to make; a short stretch is read per value asked for.
package struct GroupRanks: Sendable {
  private static let stretch = 1024

  private let values: TaggedValues
  private let groupOf: [Int32]
  private let groups: Int
  /// How many values of each group lie before each stretch, group by group.
  private let before: [Int32]
  private let stretches: Int

  /// Ranks within the groups given by tag, negative for none.
  ///
  /// `counts` has how often each tag occurs in each stretch; see ``counts(_:tags:)``.
  package init(_ values: TaggedValues, counts: [Int32], groupOf: [Int32], groups: Int) {
    self.values = values
    self.groupOf = groupOf
    self.groups = groups
    let tags = groupOf.count
    stretches = tags > 0 ? counts.count / tags : 0
    var before = [Int32](repeating: 0, count: groups * (stretches + 1))
    for stretch in 0..<stretches {
      for tag in 0..<tags where groupOf[tag] >= 0 {
        before[Int(groupOf[tag]) * (stretches + 1) + stretch + 1] += counts[stretch * tags + tag]
      }
    }
    for group in 0..<groups {
      let start = group * (stretches + 1)
      for stretch in 0..<stretches { before[start + stretch + 1] += before[start + stretch] }
    }
    self.before = before
  }

  /// How often each tag occurs in each stretch, stretch by stretch; shared by all ways to group.
  package static func counts(_ values: TaggedValues, tags: Int) -> [Int32] {
    let stretches = (values.count + stretch - 1) / stretch
    var counts = [Int32](repeating: 0, count: stretches * tags)
    for rank in 0..<values.count { counts[rank / stretch &* tags &+ values.tag(rank)] &+= 1 }
    return counts
  }

  /// How many values a group has.
  package func count(_ group: Int) -> Int {
    Int(before[group * (stretches + 1) + stretches])
  }

  /// The value of a rank within a group.
  func value(_ rank: Int, of group: Int) -> Double {
    let start = group * (stretches + 1)
    var low = 0
    var high = stretches
    while low + 1 < high {
      let middle = (low + high) / 2
      if Int(before[start + middle]) <= rank { low = middle } else { high = middle }
    }
    var left = rank - Int(before[start + low])
    for position in low * Self.stretch..<min(values.count, (low + 1) * Self.stretch)
    where Int(groupOf[values.tag(position)]) == group {
      if left == 0 { return values.value(position) }
      left -= 1
    }
    return .nan
  }

  /// The sum of a group's values from a rank on.
  func sum(from rank: Int, of group: Int) -> Double {
    var left = count(group) - rank
    var sum = CompensatedSum()
    var position = values.count
    while left > 0, position > 0 {
      position -= 1
      guard Int(groupOf[values.tag(position)]) == group else { continue }
      sum.add(values.value(position))
      left -= 1
    }
    return sum.value
  }

  /// A group's quantile; nil without values.
  package func quantile(_ probability: Double, of group: Int) -> Double? {
    ranked(group).quantile(probability)
  }

  /// The distribution of one group.
  func ranked(_ group: Int) -> RankedValues {
    RankedValues(count: count(group)) { value($0, of: group) }
  }
}
