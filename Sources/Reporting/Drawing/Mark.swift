import Comparisons
import Facts

/// A figure's mark.
///
/// Who is meant is told by its form as well as by its colour.
enum Mark: Sendable {
  case bot, human, hybrid
  /// A difference between two of them.
  case difference
  /// The same before adjustment.
  case crude
  /// A pooled difference.
  case pooled

  /// The CSS class that carries the colour in both schemes.
  var style: String {
    switch self {
    case .bot: "bot"
    case .human: "human"
    case .hybrid: "hybrid"
    case .difference: "difference"
    case .crude: "crude"
    case .pooled: "pooled"
    }
  }

  func draw(in svg: inout SVG, x: Double, y: Double, size: Double = 4.5, isHollow: Bool = false) {
    let name = "mark " + style + (isHollow ? " hollow" : "")
    switch self {
    case .bot, .difference, .crude:
      svg.element(
        "circle",
        [
          ("class", name), ("cx", SVG.number(x)), ("cy", SVG.number(y)), ("r", SVG.number(size)),
        ]
      )
    case .human:
      svg.rectangle(
        x: x - size + 0.5,
        y: y - size + 0.5,
        width: 2 * size - 1,
        height: 2 * size - 1,
        name
      )
    case .hybrid:
      svg.path(
        [(x, y - size - 0.5), (x + size + 0.5, y + size - 0.5), (x - size - 0.5, y + size - 0.5)],
        closed: true,
        name
      )
    case .pooled:
      svg.path(
        [(x, y - size - 1), (x + size + 3, y), (x, y + size + 1), (x - size - 3, y)],
        closed: true,
        name
      )
    }
  }
}

extension Cohort {
  var mark: Mark {
    switch self {
    case .entry(.botFirst), .handledBy(.botOnly): .bot
    case .entry(.humanFirst), .handledBy(.humanOnly): .human
    case .handledBy(.botToHuman), .handledBy(.humanToBot): .hybrid
    default: .crude
    }
  }
}
