/// How strong an unseen cause would have to be to explain a risk ratio away (STATISTICS.md 5.5).
///
/// On the scale of risk ratios: the unseen cause must be linked to both the routing and the outcome
/// by at least this factor. For common outcomes use the ratio of the rarer side (resolved or
/// unresolved). It does not say how likely such a cause is.
///
/// Source: VanderWeele, Ding, *Ann Intern Med* 167 (2017), 268.
package struct EValue: Hashable, Sendable {
  /// For the estimate; infinite for a ratio of zero or infinity.
  package let point: Double
  /// For the limit nearer 1; 1 when the interval contains 1.
  package let limit: Double

  /// The values of a risk ratio and its limits; nil for a negative or undefined ratio.
  package init?(ratio: Double, lower: Double, upper: Double) {
    guard ratio >= 0, lower >= 0, upper >= lower else { return nil }
    point = Self.bound(ratio)
    if ratio == 1 || (lower <= 1 && upper >= 1) {
      limit = 1
    } else {
      limit = Self.bound(ratio > 1 ? lower : upper)
    }
  }

  private static func bound(_ ratio: Double) -> Double {
    guard ratio > 0, ratio.isFinite else { return .infinity }
    let r = ratio >= 1 ? ratio : 1 / ratio
    return r + (r * (r - 1)).squareRoot()
  }
}
