/// The files that a run writes, by name.
package enum ReportFile: String, CaseIterable, Sendable {
  case html = "report.html"
  case markdown = "report.md"
  case json = "report.json"
  case metrics = "metrics.csv"
  case comparison = "comparison.csv"
  case curves = "curves.csv"
  case weekly = "weekly.csv"
  case run = "run.json"

  /// Nothing in it is put into words, laid out or drawn.
  package var holdsFiguresAlone: Bool {
    switch self {
    case .html, .markdown, .weekly: false
    case .json, .metrics, .comparison, .curves, .run: true
    }
  }
}
