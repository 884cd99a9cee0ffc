/// A distribution of durations, given by its quantiles at equal steps and straight lines between them.
///
/// Durations of support desks have long tails. A table of whole numbers has one too, and unlike a
/// log-normal draw it needs no logarithm, so it gives the same milliseconds everywhere.
package struct QuantileTable: Sendable {
  /// The quantiles in milliseconds, ascending, from the least value to the greatest.
  package let points: [Int]

  /// - Parameter seconds: The quantiles in seconds; an odd number of them puts the median in the middle.
  init(seconds: [Int]) {
    points = seconds.map { $0 * 1000 }
  }

  /// - Parameter milliseconds: The quantiles in milliseconds.
  init(milliseconds: [Int]) {
    points = milliseconds
  }

  /// - Parameter hours: The quantiles in hours.
  init(hours: [Int]) {
    points = hours.map { $0 * 3_600_000 }
  }

  /// The median in milliseconds.
  package var median: Int { points[points.count / 2] }

  /// The share of draws that are at most `limit` milliseconds, in basis points.
  func basisPoints(atMost limit: Int) -> Int {
    var total = 0
    let steps = points.count - 1
    for step in 0..<steps {
      let low = points[step]
      let high = points[step + 1]
      if high <= limit {
        total += 10_000
      } else if low < limit {
        total += 10_000 * (limit - low) / (high - low)
      }
    }
    return total / steps
  }

  func draw(_ chance: inout Chance) -> Int64 {
    let place = chance.below((points.count - 1) << 16)
    let low = points[place >> 16]
    let high = points[(place >> 16) + 1]
    return Int64(low + ((high - low) * (place & 0xFFFF)) >> 16)
  }
}
