import Comparisons
import Facts

/// The answer in five lines, and two more that describe the bot's side only.
///
/// STATISTICS 7.3.
struct HeadlineTable: Sendable {
  struct Row: Sendable {
    var metric: MetricDefinition
    var title: String
    /// Value and basis; "—" when there is none.
    var bot: String
    var botBasis: String?
    var human: String
    var humanBasis: String?
    var difference: String
    /// `−9.3 to −6.2`.
    var interval: String?
    var verdict: VerdictWord
    /// Under the verdict: the margin, or why there is none.
    var remark: String?
    var plot: IntervalPlot?
  }

  struct SideLine: Sendable {
    var metric: MetricDefinition
    var text: String
  }

  var rows: [Row]
  /// Reaching a person and frustration: the bot's side, without a comparison.
  var botSide: [SideLine]
  /// Under the rows: how to read them.
  var note: String

  init(_ findings: Findings, _ index: SummaryIndex) {
    let plots = DifferencePlot(findings.headlineFamily, level: findings.level)
    rows = findings.headlineFamily.map { Self.row($0, plots) }
    botSide = ["M31", "M52"].compactMap { Self.sideLine($0, index, findings.audited) }
    var note = "Bot and human: contacts given first to each, averaged over the kinds both handle."
    if rows.contains(where: { $0.plot != nil }) {
      if findings.headlineFamily.contains(where: { DifferencePlot.band($0) != nil }) {
        note += " The grey band is the margin within which a difference does not matter"
        let isDefault = findings.headlineFamily.contains {
          DifferencePlot.band($0) != nil && $0.marginIsDefault
        }
        note += isDefault ? " (default margin, not chosen by you)." : "."
      }
      note += " The line is where both are equal; dots to its right are better with the bot."
    }
    if findings.isAlwaysValid {
      note += " Intervals of differences are always-valid: they may be read every week."
    }
    self.note = note
  }

  private static func row(_ finding: ComparisonFinding, _ plots: DifferencePlot) -> Row {
    let unit = finding.metric.unit
    func side(_ estimate: Estimate) -> (String, String?) {
      guard let value = estimate.value else {
        return (NumberText.missing, estimate.denominator.map { "of " + NumberText.count($0) })
      }
      return (QuantityText.value(value, unit: unit), QuantityText.sideBasis(estimate))
    }
    let (bot, botBasis) = side(finding.bot)
    let (human, humanBasis) = side(finding.human)
    let shown = finding.verdict.isVerdict ? QuantityText.difference(finding) : nil
    return Row(
      metric: finding.metric,
      title: plain(finding.metric.title),
      bot: bot,
      botBasis: botBasis,
      human: human,
      humanBasis: humanBasis,
      difference: shown ?? NumberText.missing,
      interval: shown == nil ? nil : QuantityText.differenceInterval(finding),
      verdict: finding.verdict,
      remark: QuantityText.margin(finding) ?? CodeText.words(finding.reason),
      plot: finding.verdict.isVerdict ? plots.plot(finding) : nil
    )
  }

  private static func sideLine(
    _ number: String,
    _ index: SummaryIndex,
    _ audited: [AuditedDetector]
  ) -> SideLine? {
    guard let measure = index.rate(number), let summary = index.summary(measure, .entry(.botFirst)),
      let value = summary.estimate.value
    else { return nil }
    let estimate = summary.estimate
    let interval = QuantityText.interval(estimate.lower, estimate.upper, unit: .proportion)
    let text =
      "bot " + NumberText.percent(value)
      + (QuantityText.basis(estimate).map { " (\($0)" } ?? "")
      + (estimate.denominator == nil ? "" : ")")
      + (interval.map { ", " + index.level + " interval " + $0 } ?? "")
      + (number == "M52"
        ? "; flagged by word lists, " + (labels(audited, index) ?? "a lower bound")
        : "; no verdict, the bot\u{2019}s side only")
    return SideLine(metric: measure.metric, text: text)
  }

  /// `14.3 % by 100 labels, 95 % interval 7.4 to 21.1 %`; nil without labels of the bot's frustrated contacts.
  private static func labels(_ audited: [AuditedDetector], _ index: SummaryIndex) -> String? {
    guard
      let estimate = audited.first(where: { $0.audit.metric == .frustratedContact })?.bot?
        .corrected, let value = estimate.value, let count = estimate.denominator,
      let interval = QuantityText.interval(estimate.lower, estimate.upper, unit: .proportion)
    else { return nil }
    return NumberText.percent(value) + " by " + NumberText.count(count) + " labels, " + index.level
      + " interval " + interval
  }
}
