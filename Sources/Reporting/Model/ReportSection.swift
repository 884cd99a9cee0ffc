import Facts

/// A question, its answer, and what stands behind the answer.
struct ReportSection: Sendable {
  var id: String
  /// A question.
  var title: String
  /// The first sentence; alone when there is nothing else to show.
  var answer: String
  var blocks: [Block] = []
  /// What the section does not show.
  var leavesOut: String?

  indirect enum Block: Sendable {
    case paragraph(String)
    case heading(String)
    case findings([FindingText])
    case list([String])
    case pairs([(name: String, text: String)])
    case table(ReportTable)
    /// Small tables, side by side where there is room.
    case tables([ReportTable])
    case charts([Chart])
    case curves([CurveChart])
    case grids([HourGrid])
    /// Folded away; on paper it is shown when it was opened, or always when `isPrinted`.
    case details(summary: String, blocks: [Block], isPrinted: Bool = false)
    case definitions([Definition])
  }
}

/// One result in words.
///
/// STATISTICS section 8.
struct FindingText: Sendable {
  var metric: MetricDefinition
  var sentence: String
  var verdict: String
  var caveat: String?
}
