package import Wording

/// Which metrics a run computes: `--metrics`.
package enum MetricSelection: String, Sendable, Hashable, CaseIterable {
  /// Every metric of the dictionary.
  case all
  /// What counts, hand-off, repeat contact, first reply and resolution need, and the rules by which contacts are formed.
  case core

  /// The lists that no metric of the selection asks for.
  package var unusedLists: Marks {
    switch self {
    case .all: []
    case .core:
      [
        .askRepeat, .empathy, .redirect, .promise, .disclosure, .humanClaim, .negative, .stopWords,
        .legal,
      ]
    }
  }
}
