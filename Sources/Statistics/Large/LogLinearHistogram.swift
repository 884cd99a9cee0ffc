/// Counts of whole numbers in buckets of at most 0.1 % width (STATISTICS.md section 10).
///
/// For states that are kept and merged without the raw values. Exact below 2048; above, each power of
/// two is cut into 1024 buckets. Merging adds counts, so the order of merging cannot matter. Values
/// read from it are approximate: say "+-0.1 %". For exact quantiles keep the column.
///
/// Source: the layout of HdrHistogram (G. Tene), three significant digits.
package struct LogLinearHistogram: Hashable, Sendable {
  private static let exact = 2048
  private static let perDoubling = 1024

  /// Counts per bucket, as long as the largest value needs.
  private var counts: [Int] = []
  /// How many values were recorded.
  package private(set) var total = 0
  /// How many negative values were refused.
  package private(set) var refused = 0

  /// An empty histogram.
  package init() {}

  /// Records a value; a negative one is refused and counted as such.
  @discardableResult
  package mutating func record(_ value: Int) -> Bool {
    guard value >= 0 else {
      refused += 1
      return false
    }
    let bucket = Self.bucket(value)
    if bucket >= counts.count {
      counts.append(contentsOf: repeatElement(0, count: bucket + 1 - counts.count))
    }
    counts[bucket] += 1
    total += 1
    return true
  }

  /// Adds another histogram's counts.
  package mutating func merge(_ other: LogLinearHistogram) {
    if other.counts.count > counts.count {
      counts.append(contentsOf: repeatElement(0, count: other.counts.count - counts.count))
    }
    for bucket in other.counts.indices { counts[bucket] += other.counts[bucket] }
    total += other.total
    refused += other.refused
  }

  /// The value at nearest rank, within 0.1 %; nil without values.
  package func quantile(_ probability: Double) -> Double? {
    guard total > 0, probability >= 0, probability <= 1 else { return nil }
    // 0.9 * 10 must be rank 9 although the product may lie a rounding above it.
    let product = probability * Double(total)
    let nearest = product.rounded()
    let exactRank = abs(product - nearest) < 1e-9 * max(1, nearest) ? nearest : product.rounded(.up)
    let rank = max(1, min(total, Int(exactRank)))
    var seen = 0
    for bucket in counts.indices {
      seen += counts[bucket]
      if seen >= rank { return Self.middle(bucket) }
    }
    return nil
  }

  private static func bucket(_ value: Int) -> Int {
    guard value >= exact else { return value }
    let shift = Int.bitWidth - 11 - value.leadingZeroBitCount
    return exact + (shift - 1) * perDoubling + (value >> shift) - perDoubling
  }

  private static func middle(_ bucket: Int) -> Double {
    guard bucket >= exact else { return Double(bucket) }
    let shift = (bucket - exact) / perDoubling + 1
    let lowest = ((bucket - exact) % perDoubling + perDoubling) << shift
    return Double(lowest) + Double((1 << shift) - 1) / 2
  }
}
