/// The distribution of one arm's values on the common mix, each row weighing `w_h / n_ah`.
///
/// Rows with the same value count as one step, so that the order of rows cannot matter. Where the
/// order of such rows would decide on a limit, the heavier row is taken first for the lower limit
/// and last for the upper one: outward, as all rounding of quantile limits is.
struct WeightedDistribution {
  /// Cumulative weights are compared with this slack.
  static let slack = 1e-9

  /// The distinct values, ascending.
  private var values: [Double] = []
  /// The weight up to and with each value.
  private var cumulative: [Double] = []
  /// The weight up to and with the first row of each value.
  private var withFirst: [Double] = []
  /// The weight strictly before the last row of each value.
  private var beforeLast: [Double] = []

  init(_ weighted: WeightedSample, values column: [Double]) {
    let rows = weighted.sample.rows
    var share = [Double](repeating: 0, count: rows.count)
    var positions: [Int32] = []
    positions.reserveCapacity(weighted.count)
    for stratum in weighted.strata {
      let weight = stratum.weight / stratum.count
      for position in stratum.range {
        share[position] = weight
        positions.append(Int32(position))
      }
    }
    let order = SortByValue.order(positions) { column[Int(rows[$0])] }
    var sum = CompensatedSum()
    var heaviest = 0.0
    var before = 0.0
    for (index, position) in order.enumerated() {
      let value = column[Int(rows[Int(position)])]
      let weight = share[Int(position)]
      heaviest = max(heaviest, weight)
      sum.add(weight)
      let isLast =
        index + 1 == order.count || column[Int(rows[Int(order[index + 1])])] != value
      guard isLast else { continue }
      let after = sum.value
      values.append(value)
      cumulative.append(after)
      withFirst.append(before + heaviest)
      beforeLast.append(after - heaviest)
      before = after
      heaviest = 0
    }
  }

  /// The first value whose cumulative weight reaches `p`; midway to the next if it equals `p`.
  func quantile(_ p: Double) -> Double? {
    guard let last = values.last else { return nil }
    let index = cumulative.partitionPoint { $0 >= p - Self.slack }
    guard index < values.count else { return last }
    let isExact = abs(cumulative[index] - p) <= Self.slack && index + 1 < values.count
    return isExact ? values[index] / 2 + values[index + 1] / 2 : values[index]
  }

  /// Limits from a Wilson interval on the scale of ranks, rounded outward; nil beyond the data.
  func limits(_ ranks: Limits) -> (lower: Double?, upper: Double?) {
    let above = withFirst.partitionPoint { $0 > ranks.lower + Self.slack }
    let upper = beforeLast.partitionPoint { $0 >= ranks.upper - Self.slack }
    return (
      above > 0 ? values[above - 1] : nil, upper < values.count ? values[upper] : nil
    )
  }
}

extension Array {
  /// The first index from which on all elements satisfy `predicate`, which must be monotone.
  func partitionPoint(_ predicate: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
