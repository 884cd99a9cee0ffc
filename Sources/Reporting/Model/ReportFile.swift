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
}
