import Comparisons

/// The shape and the colour beside a word; the word alone says it all.
struct Badge: Sendable {
  /// A class of the style sheet.
  var style: String
  var drawing: MarkupWriter
}

extension GateResult.Outcome {
  var word: String {
    switch self {
    case .passed: "Passed"
    case .failed: "Failed"
    case .notEnoughData: "Not enough data"
    case .notComparable: "Not comparable"
    case .notMeasurable: "Not measurable"
    }
  }

  /// The shape where only text can be shown.
  var glyph: String {
    switch self {
    case .passed: "\u{2713}"
    case .failed: "\u{2717}"
    case .notEnoughData: VerdictWord.inconclusive.glyph
    case .notComparable: VerdictWord.notComparable.glyph
    case .notMeasurable: VerdictWord.notMeasurable.glyph
    }
  }

  var badge: Badge {
    switch self {
    case .passed:
      Badge(
        style: "better",
        drawing: SVG.shape { $0.path([(1, 6.5), (4.5, 10), (11, 2)], closed: false, "open") }
      )
    case .failed:
      Badge(
        style: "worse",
        drawing: SVG.shape { svg in
          svg.line(1.5, 1.5, 10.5, 10.5, "open")
          svg.line(10.5, 1.5, 1.5, 10.5, "open")
        }
      )
    case .notEnoughData: Self.plain(.inconclusive)
    case .notComparable: Self.plain(.notComparable)
    case .notMeasurable: Self.plain(.notMeasurable)
    }
  }

  private static func plain(_ verdict: VerdictWord) -> Badge {
    Badge(style: verdict.style, drawing: verdict.drawing)
  }
}
