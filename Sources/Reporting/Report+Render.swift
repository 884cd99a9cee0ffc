package import Comparisons

extension Report {
  /// The bytes of one file; the same report gives the same bytes on every machine.
  package func render(_ file: ReportFile) -> [UInt8] {
    switch file {
    case .html: HTMLFace.render(self)
    case .markdown: Array(MarkdownFace.text(self).utf8)
    case .weekly: WeeklyCSV.bytes(index)
    case .json, .metrics, .comparison, .curves, .run: Self.figures(file, of: findings)
    }
  }

  /// The same bytes of a file that holds figures alone, which need not wait for their words.
  package static func figures(_ file: ReportFile, of findings: Findings) -> [UInt8] {
    switch file {
    case .json: FindingsJSON.bytes(findings)
    case .metrics: MetricsCSV.bytes(findings)
    case .comparison: ComparisonCSV.bytes(findings)
    case .curves: CurvesCSV.bytes(findings)
    case .run: RunJSON.bytes(findings)
    case .html, .markdown, .weekly:
      preconditionFailure("\(file.rawValue) is not made of figures alone.")
    }
  }
}
