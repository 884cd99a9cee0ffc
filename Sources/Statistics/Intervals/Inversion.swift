/// A p-value read off an interval, so that the two can never contradict each other.
enum Inversion {
  /// The smallest two-sided error rate whose interval excludes `null` (STATISTICS.md 2.4).
  ///
  /// `limits` gives the interval at a `z`; wider for larger `z`. Bisection on `z` from 1e-12 to 38,
  /// beyond which the normal tail is zero. Works for limits that move in steps, as quantiles do.
  static func pValue(null: Double, limits: (_ z: Double) -> Limits) -> Double {
    func excludes(_ z: Double) -> Bool {
      let at = limits(z)
      return null < at.lower || null > at.upper
    }
    var inside = 38.0
    var outside = 1e-12
    guard excludes(outside) else { return 1 }
    if excludes(inside) { return 0 }
    // Here the interval at `outside` excludes the null and the one at `inside` contains it.
    for _ in 0..<200 {
      let middle = (outside + inside) / 2
      guard middle > outside, middle < inside else { break }
      if excludes(middle) { outside = middle } else { inside = middle }
    }
    return 2 * NormalDistribution.upperTail((outside + inside) / 2)
  }
}
