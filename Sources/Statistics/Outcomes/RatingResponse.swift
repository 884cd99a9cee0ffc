/// Whether ratings may be called equivalent, given who answered (STATISTICS.md 6.2).
package enum RatingResponse {
  /// Ratings compare respondents, not customers: no equivalence when the response rates differ by
  /// more than 5 points or either falls below 20 %.
  package static func allowsEquivalence(bot: Double, human: Double) -> Bool {
    abs(bot - human) <= 0.05 && min(bot, human) >= 0.20
  }
}
