import Facts
import Statistics

/// A finding on its way to a verdict.
struct Draft: Sendable {
  var finding: ComparisonFinding
  /// What decides, on the scale of the verdict; nil when the verdict is settled already.
  var open: Open?

  /// What the decision table looks at besides the q-value.
  struct Open: Sendable {
    var effect: Effect
    var margin: Double
    /// `3 points`, `a factor of 1.1`.
    var marginWords: String
    var bot: ArmEstimate
    var human: ArmEstimate
    var pValue: Double
    /// False where respondents are not customers (STATISTICS 6.2).
    var allowsEquivalence = true
  }
}
