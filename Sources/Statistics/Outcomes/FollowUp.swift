/// Which of two figures about a window carries the verdict (STATISTICS.md 4.3).
package enum FollowUp {
  /// The rate over fully followed rows, or the cumulative incidence over all.
  package enum Carrier: Hashable, Sendable {
    /// The recountable rate over rows with full follow-up.
    case fullyFollowed
    /// The cumulative incidence, which uses the latest rows too.
    case incidence
  }

  /// The rate carries it while at most 10 % lack follow-up in either arm.
  package static func carrier(lackingBot: Double, lackingHuman: Double) -> Carrier {
    max(lackingBot, lackingHuman) <= 0.10 ? .fullyFollowed : .incidence
  }
}
