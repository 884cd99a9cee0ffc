import Comparisons

extension Report {
  /// The answer in five aligned lines for the end of a run, six with gates.
  ///
  /// REPORT section 6.
  ///
  /// - Parameter color: Bold and colour by ANSI codes; the caller knows whether a person's terminal is there.
  /// - Returns: The lines, each with its end.
  package func terminalSummary(color: Bool) -> String {
    func styled(_ text: String, _ code: String) -> String {
      color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    func code(_ verdict: VerdictWord) -> String {
      switch verdict {
      case .better: "32"
      case .worse: "31"
      default: "1"
      }
    }
    func verdict(_ row: HeadlineTable.Row) -> String {
      styled(row.verdict.glyph + " " + row.verdict.word.uppercased(), code(row.verdict))
    }
    var lines = [("Onpar", header.line), ("Answer", styled(header.answer, "1"))]
    if let first = headline.rows.first {
      let interval = first.interval.map { " (\(index.level) interval \($0))" } ?? ""
      lines.append(
        (
          "Headline",
          "\(first.title): bot \(first.bot), human \(first.human), \(first.difference)\(interval)  \(verdict(first))"
        )
      )
      let others = headline.rows.dropFirst().map { $0.title + " " + verdict($0) }
      lines.append(
        (
          "Also",
          others.isEmpty ? "nothing else was compared" : others.joined(separator: " \u{B7} ")
        )
      )
    } else {
      lines.append(("Headline", "nothing could be compared"))
      lines.append(("Also", "nothing else was compared"))
    }
    if let gates {
      let isBroken = findings.gates.contains { $0.outcome == .failed }
      lines.append(("Gates", styled(gates.summary, isBroken ? "31" : "1")))
    }
    let fault = findings.quality.isIncomplete ? "INCOMPLETE" : "OVER THE LOSS LIMIT"
    let alarm = header.alarms.isEmpty ? "" : "  " + styled(fault + ": see the report", "33")
    lines.append(("Data", Report.accounting(findings.quality) + alarm))
    return lines.map { name, text in
      styled(name, "2") + String(repeating: " ", count: 10 - name.count) + text + "\n"
    }.joined()
  }
}
