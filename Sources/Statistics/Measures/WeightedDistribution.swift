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

  /// The distribution of one arm: `order` has places as tags, `cell` twice the stratum of each place
  /// plus its arm, and `weights` what a row weighs by cell; zero for rows that do not take part.
  init(_ order: TaggedValues, cell: [Int32], weights: [Double], arm: Int) {
    var (values, cumulative) = ([Double](), [Double]())
    var (withFirst, beforeLast) = ([Double](), [Double]())
    var sum = CompensatedSum()
    var heaviest = 0.0
    var before = 0.0
    // The step that is open, and where it began.
    var value = Double.nan
    func close() {
      let after = sum.value
      values.append(value)
      cumulative.append(after)
      withFirst.append(before + heaviest)
      beforeLast.append(after - heaviest)
      before = after
      heaviest = 0
    }
    for rank in 0..<order.count {
      let code = Int(cell[order.tag(rank)])
      let weight = weights[code]
      guard code & 1 == arm, weight > 0 else { continue }
      let own = order.value(rank)
      if own != value {
        if !value.isNaN { close() }
        value = own
      }
      heaviest = max(heaviest, weight)
      sum.add(weight)
    }
    if !value.isNaN { close() }
    self.values = values
    self.cumulative = cumulative
    self.withFirst = withFirst
    self.beforeLast = beforeLast
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
