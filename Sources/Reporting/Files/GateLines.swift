import Comparisons

/// The gates in `report.md`.
enum GateLines {
  /// A summary and a table.
  ///
  /// - Parameters:
  ///   - gates: What is written.
  ///   - level: `95 %`.
  ///   - most: How many lines there is room for; what failed is shown first when not all gates have room.
  /// - Returns: Lines of Markdown, the first of them empty.
  static func lines(_ gates: GateTable, level: String, most: Int = .max) -> [String] {
    let summary = ["", "**Gates: " + MarkdownFace.escaped(gates.line) + "** " + gates.note]
    let head = [
      "", "| Gate | Limit | Figure (\(level) interval) | Of | Result |",
      "| --- | --- | ---: | ---: | --- |",
    ]
    let room = most - summary.count - head.count
    guard gates.rows.count > room else { return summary + head + gates.rows.map(row) }
    // Two lines say how many more there are.
    let shown = room - 2
    guard shown > 0 else { return summary }
    let failed = gates.rows.filter { $0.result.outcome == .failed }
    let others = gates.rows.filter { $0.result.outcome != .failed }
    return summary + head + (failed + others).prefix(shown).map(row)
      + ["", "And \(gates.rows.count - shown) more gates, in report.html."]
  }

  private static func row(_ row: GateTable.Row) -> String {
    let outcome = row.result.outcome
    let cells = [
      row.title + (row.cohort.map { ", " + $0 } ?? ""), row.limit,
      row.figure + (row.interval.map { " (\($0))" } ?? ""), row.basis ?? "",
      outcome.glyph + " " + outcome.word + (row.remark.map { ", " + $0 } ?? ""),
    ]
    return "| " + cells.map(MarkdownFace.escaped).joined(separator: " | ") + " |"
  }
}
