/// What the rows with unknown outcome could do to a difference (STATISTICS.md 6.1).
///
/// The worst and the best case, without any assumption about why outcomes are unknown. Wide, and
/// meant to be: it is the honest answer when unknowns are many. Sampling error is not included.
///
/// Source: Manski, *Am Econ Rev* 80 (1990), 319.
package struct UnknownOutcomes: Hashable, Sendable {
  /// Counts of one arm.
  package struct Counts: Hashable, Sendable {
    /// Rows with a yes.
    package let yes: Int
    /// Rows with a no.
    package let no: Int
    /// Rows whose outcome is not known.
    package let unknown: Int

    /// Counts of one arm.
    package init(yes: Int, no: Int, unknown: Int) {
      self.yes = yes
      self.no = no
      self.unknown = unknown
    }

    /// All rows.
    package var total: Int { yes + no + unknown }
  }

  /// The bot's lowest and highest possible rate.
  package let bot: ClosedRange<Double>
  /// The humans' lowest and highest possible rate.
  package let human: ClosedRange<Double>
  /// The lowest and highest possible difference.
  package let difference: ClosedRange<Double>
  /// Whether the two ranges do not overlap, so that the sign is known.
  package let isSignIdentified: Bool

  /// The bounds; nil when an arm is empty or a count is negative.
  package init?(bot: Counts, human: Counts) {
    func range(_ counts: Counts) -> ClosedRange<Double>? {
      guard counts.yes >= 0, counts.no >= 0, counts.unknown >= 0, counts.total > 0 else {
        return nil
      }
      let n = Double(counts.total)
      return Double(counts.yes) / n...Double(counts.yes + counts.unknown) / n
    }
    guard let one = range(bot), let zero = range(human) else { return nil }
    self.bot = one
    self.human = zero
    difference = one.lowerBound - zero.upperBound...one.upperBound - zero.lowerBound
    isSignIdentified = one.lowerBound > zero.upperBound || one.upperBound < zero.lowerBound
  }
}
