import Comparisons
import Facts

/// The answer for a pull request or a job summary: at most 60 lines.
enum MarkdownFace {
  private static let mostLines = 60
  private static let mostBlindSpots = 5

  /// How much of what is not the answer is shown.
  private struct Room {
    var asides = 3
    var notes = 3
    var inputs = 8
    var alerts = 5

    /// Where gates and claims need the lines.
    static let little = Room(asides: 1, notes: 0, inputs: 3, alerts: 2)
  }

  static func text(_ report: Report) -> String {
    func gates(most: Int = .max) -> [String] {
      report.gates.map { GateLines.lines($0, level: report.index.level, most: most) } ?? []
    }
    let before = head(report)
    let claims =
      report.claims.map { ["", "Claims: " + escaped($0.line) + " See report.html."] } ?? []
    var after = tail(report, Room())
    // The end of the last line counts as one.
    if before.count + gates().count + claims.count + after.count >= mostLines {
      after = tail(report, .little)
    }
    let room = mostLines - 1 - before.count - claims.count - after.count
    return (before + gates(most: room) + claims + after).joined(separator: "\n") + "\n"
  }

  private static func head(_ report: Report) -> [String] {
    let header = report.header
    var lines: [String] = ["# " + header.question, "", "**" + escaped(header.answer) + "**", ""]
    lines.append(escaped("Onpar \u{B7} " + header.line))
    for alarm in header.alarms { lines += ["", "> **Warning.** " + escaped(alarm)] }
    if !report.headline.rows.isEmpty {
      lines += [
        "",
        "| Measure | Bot | Human | Difference (\(report.index.level) interval) | Verdict |",
        "| --- | ---: | ---: | ---: | --- |",
      ]
      for row in report.headline.rows.prefix(8) {
        let cells = [
          row.title, side(row.bot, row.botBasis), side(row.human, row.humanBasis),
          row.difference + (row.interval.map { " (\($0))" } ?? ""),
          row.verdict.glyph + " " + row.verdict.word + (row.remark.map { ", " + $0 } ?? ""),
        ]
        lines.append("| " + cells.map(escaped).joined(separator: " | ") + " |")
      }
    }
    if report.findings.headlineFamily.contains(where: {
      $0.marginIsDefault && QuantityText.margin($0) != nil
    }) {
      lines += ["", "(default): default margin, not chosen by you."]
    }
    return lines
  }

  private static func tail(_ report: Report, _ room: Room) -> [String] {
    var lines: [String] = []
    if !report.headline.botSide.isEmpty {
      lines.append("")
      for line in report.headline.botSide {
        lines.append("- **\(escaped(line.metric.title)):** " + escaped(line.text))
      }
    }
    for aside in report.header.asides {
      lines += ["", "**\(aside.name)**", ""]
      lines += aside.lines.prefix(room.asides).map { "- " + escaped($0) }
    }
    let alerts = Report.alertLines(report.findings, report.index)
    if !alerts.isEmpty {
      lines += ["", "**Weeks outside their limits**", ""]
      lines += alerts.suffix(room.alerts).map { "- " + escaped($0) }
      if alerts.count > room.alerts {
        lines.append("- \(NumberText.count(alerts.count - room.alerts)) more are in report.json.")
      }
    }
    lines += ["", quality(report.findings.quality)]
    lines += report.findings.notes.prefix(room.notes).flatMap { ["", escaped(plain($0))] }
    let run = report.findings.run
    lines += [
      "",
      "Onpar \(escaped(plain(run.version, limit: 60))), metric dictionary "
        + escaped(plain(run.dictionaryVersion, limit: 60)) + ".",
    ]
    lines += inputs(report, most: room.inputs)
    return lines
  }

  /// What came in, and what the formats at hand cannot tell.
  private static func quality(_ quality: DataQuality) -> String {
    let read = "Data quality: " + escaped(Report.accounting(quality)) + "."
    let all = quality.blindSpots
    guard !all.isEmpty else { return read }
    let more = all.count - mostBlindSpots
    let words = all.prefix(mostBlindSpots).map { escaped(plain($0)) }.joined(separator: " ")
    let rest = more > 0 ? " And \(NumberText.count(more)) more, in report.html." : ""
    return read + " What these exports cannot tell: " + words + rest
  }

  /// Delimited, since only this part depends on how the data lies in files.
  private static func inputs(_ report: Report, most: Int) -> [String] {
    let all = report.findings.run.inputs
    var lines = ["", "<a id=\"inputs\"></a>", ""]
    if all.isEmpty { lines.append("No files were read.") }
    for input in all.prefix(most) {
      lines.append(
        "- \(escaped(plain(input.name, limit: 120))): "
          + (input.records.map { NumberText.count($0) + ($0 == 1 ? " record, " : " records, ") }
            ?? "what was kept of exports, ")
          + escaped(plain(input.format, limit: 40))
      )
    }
    if all.count > most {
      lines.append("- and \(NumberText.count(all.count - most)) more")
    }
    lines += ["", "<!-- end of inputs -->"]
    return lines
  }

  private static func side(_ value: String, _ basis: String?) -> String {
    value + (basis.map { " (\($0))" } ?? "")
  }

  /// Punctuation that Markdown or HTML could read as markup, written so that it cannot.
  static func escaped(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", "`", "*", "_", "[", "]", "|", "#", "~", "!":
        result.append("\\")
        result.append(scalar)
      case "<": result.append(contentsOf: "&lt;".unicodeScalars)
      case ">": result.append(contentsOf: "&gt;".unicodeScalars)
      case "&": result.append(contentsOf: "&amp;".unicodeScalars)
      // No one is to be called by a topic's name.
      case "@": result.append(contentsOf: "&#64;".unicodeScalars)
      default: result.append(scalar)
      }
    }
    return String(result)
  }
}
