/// Two one-sided tests of whether a difference lies within a margin (STATISTICS.md 7.2).
///
/// A difference that is not detectable is not parity: equivalence has to be shown. The margin must
/// be set before looking. With a margin of zero nothing is ever equivalent.
///
/// Source: Schuirmann, *J Pharmacokinet Biopharm* 15 (1987), 657; Altman, Bland, *BMJ* 311 (1995),
/// 485.
package struct Equivalence: Hashable, Sendable {
  /// The interval of level `1 - 2 alpha`, 90 % by default.
  package let interval: Interval
  /// The p-value against "the bot is lower by the margin or more".
  package let pLower: Double
  /// The p-value against "the bot is higher by the margin or more".
  package let pUpper: Double
  /// Whether the interval lies strictly inside the margin on both sides.
  package let isEquivalent: Bool
  /// Whether the interval of level `1 - alpha` stays above minus the margin.
  package let isNotWorse: Bool

  /// The level of the interval that decides on equivalence beside intervals of `level`: 90 % beside 95 %.
  ///
  /// Two one-sided tests that each err with the probability `1 - level`, which is an interval of
  /// level `2 level - 1`. Meant for levels above one half.
  package static func level(beside level: Double) -> Double {
    level == 0.95 ? 0.90 : max(1e-9, 2 * level - 1)
  }

  /// The larger of the two one-sided p-values.
  package var pValue: Double { max(pLower, pUpper) }

  /// Tests a pair of rates against a margin on the difference; larger counts as better.
  package init(_ pair: RatePair, margin: Double, alpha: Double = 0.05) {
    let inner = pair.differenceInterval(level: 1 - 2 * alpha)
    let outer = pair.differenceInterval(level: 1 - alpha)
    let low = pair.pValue(null: -margin)
    let high = pair.pValue(null: margin)
    interval = inner
    // Half of the two-sided p on the right side of the border, one minus half on the wrong side.
    pLower = pair.difference > -margin ? low / 2 : 1 - low / 2
    pUpper = pair.difference > margin ? 1 - high / 2 : high / 2
    isEquivalent = inner.lower > -margin && inner.upper < margin
    isNotWorse = outer.lower > -margin
  }
}
