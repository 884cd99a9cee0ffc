import Comparisons

extension VerdictWord {
  /// The shape beside the word, for the eye only: the word says the same.
  var drawing: MarkupWriter {
    SVG.shape { svg in
      switch self {
      case .better: svg.path([(6, 1), (11.5, 11), (0.5, 11)], closed: true, "full")
      case .worse: svg.path([(6, 11), (11.5, 1), (0.5, 1)], closed: true, "full")
      case .equivalent:
        svg.rectangle(x: 0.5, y: 2.2, width: 11, height: 2.6, "full")
        svg.rectangle(x: 0.5, y: 7.2, width: 11, height: 2.6, "full")
      case .inconclusive:
        svg.element("circle", [("class", "open"), ("cx", "6"), ("cy", "6"), ("r", "4.7")])
      case .notComparable:
        svg.element("circle", [("class", "open"), ("cx", "6"), ("cy", "6"), ("r", "4.7")])
        svg.line(2.7, 9.3, 9.3, 2.7, "open")
      case .notMeasurable: svg.line(1, 6, 11, 6, "open")
      }
    }
  }

  /// The CSS class of the word and its shape.
  var style: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    default: "plain"
    }
  }
}

extension SVG {
  /// A shape of 12 by 12 for the eye only.
  static func shape(_ body: (inout SVG) -> Void) -> MarkupWriter {
    var svg = SVG()
    svg.element(
      "svg",
      [
        ("class", "shape"), ("aria-hidden", "true"), ("width", "12"), ("height", "12"),
        ("viewBox", "0 0 12 12"),
      ],
      body
    )
    return svg.markup
  }
}
