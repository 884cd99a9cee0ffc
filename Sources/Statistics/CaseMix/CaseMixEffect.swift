/// What adjusting for the case mix did to a difference (STATISTICS.md 5.3).
///
/// A description of two estimates of the same data, not a test of their difference.
///
/// Source: Bickel, Hammel, O'Connell, *Science* 187 (1975), 398; Charig et al., *BMJ* 292 (1986),
/// 879.
package struct CaseMixEffect: Hashable, Sendable {
  /// The class of the change.
  package enum Kind: String, Hashable, Sendable {
    /// Both exclude zero on opposite sides: Simpson's paradox.
    case reversal
    /// The crude one excludes zero, the adjusted one does not.
    case explained
    /// The adjusted one excludes zero, the crude one does not.
    case masked
    /// Same side, less than half the size after adjusting.
    case attenuated
    /// Same side, more than twice the size after adjusting.
    case amplified
    /// Anything else.
    case consistent
  }

  /// The class of the change.
  package let kind: Kind
  /// Whether the two estimates have opposite signs, whatever the class.
  package let signFlip: Bool

  /// Classifies a crude and an adjusted difference, each with its 95 % interval.
  package init(crude: Effect, adjusted: Effect) {
    func side(_ interval: Interval) -> Int {
      interval.lower > 0 ? 1 : (interval.upper < 0 ? -1 : 0)
    }
    let before = side(crude.interval)
    let after = side(adjusted.interval)
    let c = crude.estimate ?? 0
    let a = adjusted.estimate ?? 0
    kind =
      switch (before, after) {
      case (0, 0): .consistent
      case (_, 0): .explained
      case (0, _): .masked
      default:
        if before != after {
          .reversal
        } else if abs(a) < abs(c) / 2 {
          .attenuated
        } else if abs(a) > 2 * abs(c) {
          .amplified
        } else {
          .consistent
        }
      }
    signFlip = c * a < 0
  }
}
