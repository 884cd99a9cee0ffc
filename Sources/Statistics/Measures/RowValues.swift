/// Values below the row, such as the latency of each reply: any number of them per row.
///
/// The customer of a row is the cluster of all its values.
package struct RowValues: Sendable {
  /// The values, those of a row together.
  package let values: [Double]
  /// Where the values of each place begin, and one past the last.
  package let starts: [Int32]
  /// Where they end.
  package let ends: [Int32]

  /// What each place adds up to: all that shares and means need of it.
  private let sums: [PlaceSums]
  /// Near the mean of all values, so that sums of squares lose nothing.
  private let pivot: Double

  /// The values of one place.
  private struct PlaceSums {
    var rows: Int32 = 0
    /// Values that are not zero.
    var yes: Int32 = 0
    /// The sum of the values less the pivot, and that of the squares.
    var sum = 0.0
    var squares = 0.0
  }

  /// Values by place, each place's at `starts[place]..<ends[place]`.
  package init(values: [Double], starts: [Int32], ends: [Int32]) {
    self.values = values
    self.starts = starts
    self.ends = ends
    var total = 0.0
    for value in values { total += value }
    let pivot = values.isEmpty ? 0 : total / Double(values.count)
    var sums = [PlaceSums](repeating: PlaceSums(), count: starts.count)
    for place in starts.indices {
      var own = PlaceSums()
      for index in Int(starts[place])..<Int(ends[place]) {
        let value = values[index]
        let difference = value - pivot
        own.yes &+= value != 0 ? 1 : 0
        own.sum += difference
        own.squares += difference * difference
      }
      own.rows = ends[place] &- starts[place]
      sums[place] = own
    }
    self.sums = sums
    self.pivot = pivot
  }

  /// The share of values that are not zero, and how many values there are and are not.
  package func proportion(
    _ steps: ArraySlice<UInt32>,
    level: Double
  ) -> (estimate: ProportionEstimate, all: Int, yes: Int) {
    var table = TallyTable(columns: 1)
    var rows = 0
    var yes = 0
    for step in steps {
      let own = sums[Int(step &>> 1)]
      rows &+= Int(own.rows)
      yes &+= Int(own.yes)
      guard step & 1 == 1 else { continue }
      table.addCustomer(0, rows: rows, yes: yes)
      (rows, yes) = (0, 0)
    }
    let tally = table.tally(0)
    return (tally.proportion(level: level), tally.rows, tally.yes)
  }

  /// Quantiles of the values, each with its limits; `ranks` and `group` say where they lie.
  package func quantiles(
    _ probabilities: [Double],
    steps: ArraySlice<UInt32>,
    ranks: GroupRanks,
    group: Int,
    level: Double
  ) -> [QuantileEstimate] {
    let estimates = probabilities.map { ranks.quantile($0, of: group) }
    // Four at a time; those not asked for are never reached.
    var limits = SIMD4<Double>(repeating: -.infinity)
    for (part, estimate) in estimates.prefix(4).enumerated() { limits[part] = estimate ?? .nan }
    var table = TallyTable(columns: 4)
    var rows = 0
    var below = SIMD4<Int64>.zero
    for step in steps {
      let place = Int(step &>> 1)
      rows &+= Int(sums[place].rows)
      for index in Int(starts[place])..<Int(ends[place]) {
        below &-= Self.mask(SIMD4(repeating: values[index]) .<= limits)
      }
      guard step & 1 == 1 else { continue }
      for part in 0..<min(4, probabilities.count) {
        table.addCustomer(part, rows: rows, yes: Int(below[part]))
      }
      (rows, below) = (0, .zero)
    }
    return zip(probabilities, estimates).enumerated().map { part, asked in
      guard let estimate = asked.1, part < 4 else { return .empty(asked.0, level) }
      return table.tally(part)
        .quantile(asked.0, estimate: estimate, ranks: ranks.ranked(group), level: level)
    }
  }

  /// All bits set where the mask is.
  @inline(__always) private static func mask(_ mask: SIMDMask<SIMD4<Int64>>) -> SIMD4<Int64> {
    SIMD4<Int64>.zero.replacing(with: -1, where: mask)
  }

  /// The mean of the values of one group, whose ranks say whether few of them decide.
  package func mean(
    _ steps: ArraySlice<UInt32>,
    ranks: GroupRanks,
    group: Int,
    level: Double
  ) -> MeanEstimate {
    var total = CompensatedSum()
    var all = CompensatedSum()
    var rows = 0
    for step in steps {
      let own = sums[Int(step &>> 1)]
      total.add(own.sum)
      all.add(own.squares)
      rows &+= Int(own.rows)
    }
    let n = Double(rows)
    // How far the group's mean lies from the pivot.
    let shift = total.value / n
    var clustered = CompensatedSum()
    var largest = 0.0
    var customers = 0
    var sum = 0.0
    var count: Int32 = 0
    for step in steps {
      let own = sums[Int(step &>> 1)]
      sum += own.sum
      count &+= own.rows
      guard step & 1 == 1, count > 0 else { continue }
      customers &+= 1
      let weight = Double(count)
      let share = (sum - weight * shift) / n
      // A customer who is the whole group is its mean: nothing varies, nothing is known.
      if weight < n {
        let part = share * share / (1 - weight / n)
        clustered.add(part)
        largest = max(largest, part)
      }
      (sum, count) = (0, 0)
    }
    return MeanEstimate(
      rows: rows,
      customers: customers,
      sum: n * (pivot + shift),
      squares: max(0, all.value - total.value * shift),
      clustered: clustered.value,
      level: level,
      isDrivenByFew: MeanEstimate.isDrivenByFew(
        rows: rows,
        sum: n * (pivot + shift),
        clustered: clustered.value,
        largest: largest
      ) { ranks.sum(from: rows - $0, of: group) }
    )
  }
}
