/// The five outcomes of a comparison.
///
/// The raw values are the words of STATISTICS.md 7.4.
package enum Verdict: String, Hashable, Sendable, CaseIterable {
  /// The bot is better.
  case better
  /// The bot is worse.
  case worse
  /// Shown to differ by less than the margin.
  case equivalent
  /// The data do not settle it.
  case inconclusive
  /// There is nothing to compare.
  case notComparable = "not_comparable"
}

/// Why a verdict is what it is.
///
/// The raw values are the words of STATISTICS.md 7.4.
package enum VerdictReason: String, Hashable, Sendable, CaseIterable {
  /// Row 1: an arm is empty.
  case noConversations = "no_conversations"
  /// Row 2: less than half of the bot's rows are comparable.
  case noOverlap = "no_overlap"
  /// Row 3: fewer than 50 customers in an arm.
  case tooFewCustomers = "too_few_customers"
  /// Row 4: the 90 % interval lies within the margin.
  case withinMargin = "within_margin"
  /// Row 5: not one of the family's findings.
  case multiplicity
  /// Row 6: the whole interval lies beyond the margin.
  case beyondMargin = "beyond_margin"
  /// Row 6: the interval excludes zero.
  case intervalExcludesZero = "interval_excludes_zero"
  /// Row 7: not worse by more than the margin, but equality is not shown.
  case notWorseThanMargin = "not_worse_than_margin"
  /// Row 8: a difference as large as the margin would often be missed.
  case notEnoughData = "not_enough_data"
  /// Row 9: none of the above.
  case undecided
}

/// Which direction of a measure is the better one.
package enum BetterDirection: String, Hashable, Sendable {
  /// Larger is better.
  case higher
  /// Smaller is better.
  case lower
}

/// A verdict with its reason.
package struct Decision: Hashable, Sendable {
  /// The outcome.
  package let verdict: Verdict
  /// The row of the table that decided.
  package let reason: VerdictReason
  /// Whether the 95 % interval excludes zero; accompanies every verdict from row 3 on.
  package let isDetectable: Bool

  /// A verdict with its reason.
  package init(_ verdict: Verdict, _ reason: VerdictReason, detectable: Bool) {
    self.verdict = verdict
    self.reason = reason
    isDetectable = detectable
  }
}
