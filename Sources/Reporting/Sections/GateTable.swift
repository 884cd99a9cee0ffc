import Comparisons
import Facts

/// The gates of a run in words, the same in every face.
struct GateTable: Sendable {
  struct Row: Sendable {
    var result: GateResult
    /// `Wait after hand-off, 90th percentile`.
    var title: String
    /// Whose figure it is, not adjusted; nil for a comparison.
    var cohort: String?
    /// `at most 5%`, as it was written.
    var limit: String
    /// What was held against it; "—" when there is none.
    var figure: String
    var interval: String?
    var basis: String?
    /// Why nothing was decided.
    var remark: String?
  }

  var rows: [Row]
  /// `1 of 4 failed (handoff_wait_p90), 2 passed, 1 without enough data`.
  var summary: String
  /// What kind of check a gate is.
  var note: String

  /// Nil when no gate was asked for.
  init?(_ findings: Findings) {
    guard !findings.gates.isEmpty else { return nil }
    rows = findings.gates.map(Self.row)
    summary = Self.summary(findings.gates)
    note =
      "Each gate is a single check declared before looking, so nothing is taken off for many comparisons. "
      + (findings.isAlwaysValid
        ? "Intervals of differences may be read every week, those of single figures are for one look."
        : "Intervals are for one look; read again every week, they err more often.")
  }

  /// One sentence.
  var line: String { summary + "." }

  private static func summary(_ results: [GateResult]) -> String {
    func count(_ outcome: GateResult.Outcome) -> Int { results.count { $0.outcome == outcome } }
    var parts: [String] = []
    let failed = results.filter { $0.outcome == .failed }
    if !failed.isEmpty {
      let names = failed.prefix(5).map(\.gate.name).joined(separator: ", ")
      let more = failed.count > 5 ? " and \(failed.count - 5) more" : ""
      parts.append("\(failed.count) of \(results.count) failed (\(names)\(more))")
    }
    let words: [(GateResult.Outcome, String)] = [
      (.passed, "passed"), (.notEnoughData, "without enough data"),
      (.notComparable, "not comparable"), (.notMeasurable, "not measurable"),
    ]
    for (outcome, words) in words where count(outcome) > 0 {
      let whole = parts.isEmpty ? " of \(results.count)" : ""
      parts.append("\(count(outcome))\(whole) \(words)")
    }
    return parts.joined(separator: ", ")
  }

  private static func row(_ result: GateResult) -> Row {
    let gate = result.gate
    var row = Row(
      result: result,
      title: plain(SummaryIndex.Measure.title(gate.metric, gate.statistic)),
      cohort: result.scale == nil ? CodeText.cohort(gate.cohort).lowercased() + ", raw" : nil,
      limit: limit(gate),
      figure: NumberText.missing
    )
    row.remark = result.reason.map(CodeText.words)
    let estimate = result.estimate
    guard let scale = result.scale else {
      let unit = gate.metric.unit
      row.figure = estimate.value.map { QuantityText.value($0, unit: unit) } ?? NumberText.missing
      row.interval = QuantityText.interval(estimate.lower, estimate.upper, unit: unit)
      row.basis = QuantityText.basis(estimate)
      return row
    }
    if let bot = result.bot?.denominator, let human = result.human?.denominator {
      row.basis = "of " + NumberText.count(bot) + " and " + NumberText.count(human)
    }
    // A comparison that says nothing is not shown either.
    let isDecidable = result.outcome == .passed || result.outcome == .failed
    guard isDecidable || result.reason == "interval_holds_limit" else { return row }
    let unit = gate.metric.unit
    row.figure =
      QuantityText.difference(scale: scale, unit: unit, value: estimate.value) ?? NumberText.missing
    row.interval = QuantityText.differenceInterval(scale: scale, unit: unit, estimate)
    return row
  }

  private static func limit(_ gate: Gate) -> String {
    let text = plain(gate.text, limit: 40)
    return switch gate.rule {
    case .max: "at most " + text
    case .min: "at least " + text
    case .notWorse: "worse than people by at most " + text
    }
  }
}

extension Report {
  /// The first section of the page, when gates were asked for.
  static func gateSection(_ gates: GateTable?, level: String) -> ReportSection? {
    guard let gates else { return nil }
    let table = ReportTable(
      id: "gates-table",
      caption: "Limits of the configuration, and figures with their \(level) intervals",
      columns: [
        .init("Gate", numeric: false), .init("Result", numeric: false), .init("Figure"),
      ],
      rows: gates.rows.map { row in
        .init(
          cells: [
            .init(
              row.title,
              second: row.limit,
              third: row.cohort,
              definition: row.result.gate.metric.id
            ), .init(row.result.outcome.word, second: row.remark, badge: row.result.outcome.badge),
            .init(
              row.figure,
              second: row.interval,
              third: row.basis,
              value: row.result.estimate.value
            ),
          ],
          unit: row.result.gate.metric.unit
        )
      },
      note: gates.note,
      definitions: [.term(.gate)],
      isStacked: true
    )
    return ReportSection(
      id: "gates",
      title: "Do the gates hold?",
      answer: gates.line,
      blocks: [.table(table)],
      leavesOut:
        "A gate fails only when its whole interval breaks the limit; what is not decided does not fail."
    )
  }
}
