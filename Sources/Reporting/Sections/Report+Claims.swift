import Comparisons
import Facts

/// Section 12: what somebody says of the bot, and what the log says of that.
extension Report {
  /// So many claims, of 10 kB each, keep the page below 2 MB whatever else is in it.
  private static let mostClaims = 50

  /// Nil when no claims were given.
  static func claimSection(_ claims: ClaimWords?, level: String) -> ReportSection? {
    guard let claims else { return nil }
    let shown = claims.entries.prefix(mostClaims)
    var overview = ReportTable(
      id: "claims-table",
      caption: "Every claim with its verdict; the computation is below",
      columns: [
        .init("Claim", numeric: false), .init("Verdict", numeric: false),
        .init("What the log says", numeric: false),
      ],
      rows: shown.map { entry in
        .init(cells: [
          .init(entry.quote),
          .init(entry.result.verdict.word, badge: entry.result.verdict.badge),
          .init(entry.reason),
        ])
      },
      definitions: [.term(.claim)],
      isStacked: true
    )
    if shown.count < claims.entries.count {
      overview.note =
        "\(NumberText.count(claims.entries.count - shown.count)) more are in report.json, which has them all."
    }
    let details = shown.enumerated().map { number, entry in
      ReportSection.Block.details(
        summary: entry.result.claim.kind.number + " " + entry.quote + ": "
          + entry.result.verdict.word.lowercased(),
        blocks: blocks(entry, number: number + 1, level: level)
      )
    }
    return ReportSection(
      id: "claims",
      title: "What is claimed, and does the log agree?",
      answer: claims.line,
      blocks: [.table(overview)] + details,
      leavesOut:
        ClaimWords.scope
    )
  }

  private static func blocks(
    _ entry: ClaimWords.Entry,
    number: Int,
    level: String
  ) -> [ReportSection.Block] {
    let id = "claim-\(number)"
    var blocks: [ReportSection.Block] = [
      .paragraph(entry.reason),
      .table(
        ReportTable(
          id: id + "-needs",
          caption: "Claim \(number): what it needs, with \(level) intervals",
          columns: [
            .init("Figure", numeric: false), .init("State", numeric: false), .init("Value"),
          ],
          rows: entry.conditions.map { line in
            let (text, remark) = line.state?.words ?? ("", nil)
            return .init(cells: [
              .init(line.label), .init(text, second: remark, badge: line.state?.badge),
              .init(line.figure, second: bounds(line), third: line.basis),
            ])
          },
          definitions: definitions(entry.conditions),
          isStacked: true
        )
      ),
    ]
    if !entry.beside.isEmpty {
      blocks.append(
        .table(
          ReportTable(
            id: id + "-beside",
            caption: "Claim \(number): what must stand beside it",
            columns: [
              .init("Figure", numeric: false), .init("Value"), .init("Interval"), .init("Of"),
            ],
            rows: entry.beside.map { line in
              .init(cells: [
                .init(line.label), .init(line.figure), .init(bounds(line) ?? ""),
                .init(line.basis ?? ""),
              ])
            },
            definitions: definitions(entry.beside)
          )
        )
      )
    }
    if !entry.checks.isEmpty {
      blocks += [.heading("Checks of the claim itself"), .list(entry.checks)]
    }
    return blocks + [.heading("What could make it look so"), .list(entry.confounders)]
  }

  /// What the lines are figures of, each once.
  private static func definitions(_ lines: [ClaimWords.Line]) -> [Definition] {
    var seen: Set<String> = []
    return [.term(.claim)]
      + lines.compactMap(\.metric).filter { seen.insert($0.id).inserted }.map(Definition.metric)
  }

  /// The limits, named when they are no confidence interval.
  private static func bounds(_ line: ClaimWords.Line) -> String? {
    line.interval.map { (line.limits.map { $0 + " " } ?? "") + $0 }
  }

  /// The claims for a terminal; empty when none were given.
  package func claimsText(color: Bool) -> String {
    guard let claims else { return "" }
    func styled(_ text: String, _ code: String) -> String {
      color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
    var lines: [String] = []
    for entry in claims.entries {
      let verdict = entry.result.verdict
      let code =
        switch verdict {
        case .supported: "32"
        case .contradicted: "31"
        case .undecided, .notMeasurable: "1"
        }
      lines.append(
        styled(verdict.glyph + " " + verdict.word.uppercased(), code) + "  "
          + entry.result.claim.kind.number + " " + styled(entry.quote, "1")
      )
      lines.append("  " + entry.reason)
      for line in entry.conditions {
        let (text, remark) = line.state?.words ?? ("", nil)
        lines.append(
          "    " + line.label + ": " + line.words(level: index.level) + ": "
            + text.lowercased() + (remark.map { ", " + $0 } ?? "")
        )
      }
      for line in entry.beside {
        lines.append(
          styled("    \u{B7} " + line.label + ": " + line.words(level: index.level), "2")
        )
      }
      lines += entry.checks.map { "  Check: " + $0 }
      lines.append("  Could make it look so: " + entry.confounders.joined(separator: " "))
      lines.append("")
    }
    return (lines + [claims.line, ClaimWords.scope]).joined(separator: "\n") + "\n"
  }
}
