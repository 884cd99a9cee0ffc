extension Report {
  /// The bytes of one file; the same report gives the same bytes on every machine.
  package func render(_ file: ReportFile) -> [UInt8] {
    switch file {
    case .html: HTMLFace.render(self)
    case .markdown: Array(MarkdownFace.text(self).utf8)
    case .json: FindingsJSON.bytes(findings)
    case .metrics: MetricsCSV.bytes(findings)
    case .comparison: ComparisonCSV.bytes(findings)
    case .curves: CurvesCSV.bytes(findings)
    case .weekly: WeeklyCSV.bytes(findings, index)
    case .run: RunJSON.bytes(findings)
    }
  }
}
