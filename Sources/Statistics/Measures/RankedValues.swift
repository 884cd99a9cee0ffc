/// The distribution of one group's values, each row weighing the same.
///
/// The quantile and the limits of ``WeightedDistribution``, read off the sorted values directly:
/// with equal weights a rank over the number of rows is the cumulative weight.
struct RankedValues {
  private let count: Int
  private let value: (_ rank: Int) -> Double

  /// `value` gives the values in ascending order by their rank from zero, none of them NaN.
  init(count: Int, value: @escaping (_ rank: Int) -> Double) {
    self.count = count
    self.value = value
  }

  /// The first value whose share of rows reaches `p`; midway to the next if it equals `p`.
  func quantile(_ p: Double) -> Double? {
    guard count > 0 else { return nil }
    let n = Double(count)
    let slack = WeightedDistribution.slack
    let rank = min(count - 1, max(0, Int(((p - slack) * n).rounded(.up)) - 1))
    let reached = value(rank)
    // Rows with the same value count as one step: if the next has it too, the share is not `p`.
    guard rank + 1 < count, abs(Double(rank + 1) / n - p) <= slack else { return reached }
    let next = value(rank + 1)
    return next > reached ? reached / 2 + next / 2 : reached
  }

  /// Limits from a Wilson interval on the scale of ranks, rounded outward; nil beyond the data.
  func limits(_ ranks: Limits) -> (lower: Double?, upper: Double?) {
    let n = Double(count)
    let slack = WeightedDistribution.slack
    let lower = Int(((ranks.lower + slack) * n).rounded(.down)) - 1
    let upper = Int(((ranks.upper - slack) * n).rounded(.up))
    return (
      lower >= 0 ? value(min(lower, count - 1)) : nil,
      upper < count ? value(max(0, upper)) : nil
    )
  }
}
