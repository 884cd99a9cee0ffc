/// Groups of rows that do not overlap, each in an order that keeps a customer's rows together.
///
/// All measures of all groups walk along here from left to right and flush their sums at the end of
/// each customer: no hashing, and nothing is copied per measure.
/// - Complexity: two passes to make; 4 bytes per row kept.
package struct GroupWalks: Sendable {
  /// Twice the place of each row, plus one at the last row of a customer; the first is nobody's.
  private let steps: [UInt32]
  private let bounds: [Int]

  /// How many groups there are.
  package var count: Int { bounds.count - 1 }

  /// Groups from the group of each place, negative for none; places have each customer's together.
  package init(group: [Int32], customer: [Int32], groups: Int) {
    var next = [Int](repeating: 0, count: groups + 1)
    for group in group where group >= 0 { next[Int(group) + 1] += 1 }
    for index in 0..<groups { next[index + 1] += next[index] }
    bounds = next
    var steps = [UInt32](repeating: 0, count: 1 + next[groups])
    var last = [Int32](repeating: -1, count: groups)
    for place in group.indices where group[place] >= 0 {
      let own = Int(group[place])
      let index = next[own]
      // Without a branch, which would be mispredicted for every other customer. What is marked at
      // the start of a group is the end of the group before.
      steps[index] |= last[own] == customer[place] ? 0 : 1
      last[own] = customer[place]
      steps[index + 1] = UInt32(place) &<< 1
      next[own] = index + 1
    }
    for group in 0..<groups { steps[next[group]] |= 1 }
    self.steps = steps
  }

  /// The steps of one group; the last one ends a customer.
  package func steps(_ group: Int) -> ArraySlice<UInt32> {
    steps[bounds[group] + 1..<bounds[group + 1] + 1]
  }

  /// The places of one group's rows.
  package func places(_ group: Int) -> [Int32] { steps(group).map { Int32($0 &>> 1) } }

  /// Where each customer of a group ends.
  package func runs(_ group: Int) -> CustomerRuns {
    CustomerRuns(ends: steps(group).map { $0 & 1 == 1 ? -1 : 0 })
  }
}
