extension DiffPage {
  /// The page for a terminal.
  ///
  /// - Parameter color: Bold and colour by ANSI codes; the caller knows whether a person's terminal is there.
  /// - Returns: The lines, each with its end.
  package func text(color: Bool) -> String {
    func styled(_ text: String, _ code: String) -> String {
      color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    var lines = reports
    lines += [
      "", warning.map { styled($0, "33") } ?? "Definitions and settings of figures are the same.",
    ]
    for table in tables {
      lines += ["", styled(table.title, "1")]
      lines += Self.aligned(table)
    }
    lines.append("")
    lines += notes
    return lines.joined(separator: "\n") + "\n"
  }

  /// Columns side by side, as wide as their widest text.
  private static func aligned(_ table: Table) -> [String] {
    let all = [table.columns] + table.rows
    let widths = table.columns.indices.map { column in
      all.map { $0[column].unicodeScalars.count }.max() ?? 0
    }
    return all.map { cells in
      var line = ""
      for (column, cell) in cells.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.unicodeScalars.count)
        line +=
          (column > 0 ? "  " : "") + (column < table.firstNumber ? cell + space : space + cell)
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }

  /// The page for a pull request or a job summary.
  package var markdown: String {
    func escaped(_ text: String) -> String { MarkdownFace.escaped(text) }
    var lines = ["# What changed between two reports", ""]
    lines += reports.map { "- " + escaped($0) }
    lines.append("")
    if let warning {
      lines.append("> **Warning.** " + escaped(warning))
    } else {
      lines.append("Definitions and settings of figures are the same.")
    }
    for table in tables {
      lines += ["", "## " + table.title, ""]
      lines.append("| " + table.columns.map(escaped).joined(separator: " | ") + " |")
      let rules = table.columns.indices.map { $0 < table.firstNumber ? "---" : "---:" }
      lines.append("| " + rules.joined(separator: " | ") + " |")
      lines += table.rows.map { "| " + $0.map(escaped).joined(separator: " | ") + " |" }
    }
    lines += notes.flatMap { ["", escaped($0)] }
    return lines.joined(separator: "\n") + "\n"
  }
}
