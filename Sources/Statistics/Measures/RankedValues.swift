/// The distribution of one group's values, each row weighing the same.
///
/// The quantile and the limits of ``WeightedDistribution``, read off the sorted values directly:
/// with equal weights a rank over the number of rows is the cumulative weight.
struct RankedValues {
  private let sorted: ArraySlice<Double>
  private let n: Double

  /// Values in ascending order, without NaN.
  init(_ sorted: ArraySlice<Double>) {
    self.sorted = sorted
    n = Double(sorted.count)
  }

  private subscript(rank: Int) -> Double { sorted[sorted.startIndex + rank] }

  /// The first value whose share of rows reaches `p`; midway to the next if it equals `p`.
  func quantile(_ p: Double) -> Double? {
    guard let last = sorted.last else { return nil }
    let slack = WeightedDistribution.slack
    let rank = max(0, Int(((p - slack) * n).rounded(.up)) - 1)
    guard rank < sorted.count else { return last }
    let value = self[rank]
    // Rows with the same value count as one step.
    let next = end(of: value, from: rank)
    let isExact = abs(Double(next) / n - p) <= slack && next < sorted.count
    return isExact ? value / 2 + self[next] / 2 : value
  }

  /// The first rank from `start` on with a greater value, or the number of rows.
  private func end(of value: Double, from start: Int) -> Int {
    var low = start
    var high = sorted.count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] > value { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Limits from a Wilson interval on the scale of ranks, rounded outward; nil beyond the data.
  func limits(_ ranks: Limits) -> (lower: Double?, upper: Double?) {
    let slack = WeightedDistribution.slack
    let lower = Int(((ranks.lower + slack) * n).rounded(.down)) - 1
    let upper = Int(((ranks.upper - slack) * n).rounded(.up))
    return (
      lower >= 0 ? self[min(lower, sorted.count - 1)] : nil,
      upper < sorted.count ? self[max(0, upper)] : nil
    )
  }
}
