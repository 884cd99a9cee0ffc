import Comparisons

extension VerdictWord {
  /// The word beside the shape; a verdict is never a colour alone.
  var word: String {
    switch self {
    case .better: "Better"
    case .worse: "Worse"
    case .equivalent: "Equivalent"
    case .inconclusive: "Inconclusive"
    case .notComparable: "Not comparable"
    case .notMeasurable: "Not measurable"
    }
  }

  /// The shape where only text can be shown.
  var glyph: String {
    switch self {
    case .better: "\u{25B2}"
    case .worse: "\u{25BC}"
    case .equivalent: "="
    case .inconclusive: "?"
    case .notComparable: "\u{2260}"
    case .notMeasurable: "\u{2013}"
    }
  }

  /// True when a comparison was made and its margin therefore says something.
  var isVerdict: Bool { self != .notComparable && self != .notMeasurable }
}
