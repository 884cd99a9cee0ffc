/// The Wilson score interval for one proportion (STATISTICS.md 2.1).
package enum Wilson {
  /// The interval around a share `p` of a possibly fractional, effective size `n`.
  ///
  /// Prefer it to the normal approximation, whose coverage falls far below its label when `n` is
  /// small or `p` is near 0 or 1. It assumes that `n` counts independent observations; with
  /// customers who return, pass the effective size. An unknown `p` or no observations give 0 to 1.
  ///
  /// Source: E. B. Wilson, *JASA* 22 (1927), 209–212; fractional sizes: Kott, Carr, *J Off Stat*
  /// 13 (1997); Franco, Little, Louis, Slud, *J Surv Stat Methodol* 7 (2019), 334.
  package static func interval(share p: Double?, size n: Double, level: Double) -> Interval {
    limits(p, n, z: NormalDistribution.requiredZ(level: level)).interval(level: level)
  }

  /// The interval for `count` of `total`, both from data; see ``interval(share:size:level:)``.
  package static func interval(count: Int, of total: Int, level: Double) -> Interval {
    interval(
      share: total > 0 ? Double(count) / Double(total) : nil,
      size: Double(total),
      level: level
    )
  }

  /// The limits at a given `z`; the form that the inversion of a test needs.
  static func limits(_ p: Double?, _ n: Double, z: Double) -> Limits {
    guard let p, n > 0, !p.isNaN else { return Limits(lower: 0, upper: 1) }
    let square = z * z
    let d = 1 + square / n
    let middle = (p + square / (2 * n)) / d
    let half = z / d * (max(0, p * (1 - p)) / n + square / (4 * n * n)).squareRoot()
    // "0 of n" and "n of n" end exactly at the border, without a rounding remainder.
    return Limits(
      lower: p <= 0 ? 0 : max(0, middle - half),
      upper: p >= 1 ? 1 : min(1, middle + half)
    )
  }
}
