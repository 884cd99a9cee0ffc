import Comparisons
import Facts

/// A table whose every text is ready to be read.
struct ReportTable: Sendable {
  struct Column: Sendable {
    var title: String
    var isNumeric: Bool
    /// Words at the two ends of an axis, for a column of drawings.
    var ends: (left: String, right: String)?
    /// The cohort whose figures stand in the column, so that readers can hide it.
    var cohort: Cohort?

    init(
      _ title: String,
      numeric: Bool = true,
      ends: (left: String, right: String)? = nil,
      cohort: Cohort? = nil
    ) {
      self.title = title
      isNumeric = numeric
      self.ends = ends
      self.cohort = cohort
    }
  }

  struct Cell: Sendable {
    var text: String
    /// A second, smaller line: an interval.
    var second: String?
    /// A third, smaller line: the counts.
    var third: String?
    /// The id of a definition on the same page.
    var definition: String?
    /// A shape before the text, which says the same.
    var badge: Badge?
    /// Apart, for a plot is large and few cells have one.
    private let drawing: Drawing?
    /// The figure in one unit, where the text has a unit that changes with its size: seconds beside `2.4 min`.
    var value: Double?

    private indirect enum Drawing: Sendable { case plot(IntervalPlot) }

    var plot: IntervalPlot? {
      if case .plot(let plot) = drawing { plot } else { nil }
    }

    init(
      _ text: String = "",
      second: String? = nil,
      third: String? = nil,
      definition: String? = nil,
      verdict: VerdictWord? = nil,
      badge: Badge? = nil,
      plot: IntervalPlot? = nil,
      value: Double? = nil
    ) {
      self.text = text
      self.second = second
      self.third = third
      self.definition = definition
      self.badge = badge ?? verdict.map { Badge(style: $0.style, drawing: $0.drawing) }
      drawing = plot.map { .plot($0) }
      self.value = value
    }
  }

  struct Row: Sendable {
    /// The first cell is the row's head.
    var cells: [Cell]
    /// Set apart by a rule: a pooled estimate, an axis, a sum.
    ///
    /// Stays at the end when readers sort.
    var isLast = false
    /// What the row counts in, where rows differ in it: figures of one unit are sorted among themselves.
    var unit: MetricDefinition.Unit?
  }

  /// Unique on the page.
  var id: String
  var caption: String
  /// Column groups over the columns: a title and how many columns it spans.
  var groups: [(title: String, span: Int)] = []
  var columns: [Column]
  var rows: [Row] = []
  /// One line under the table.
  var note: String?
  /// What its figures are, where its rows do not say it.
  var definitions: [Definition] = []
  /// On a phone each row is a block of its own, so that nothing is off the screen; for drawings and few columns.
  var isStacked = false
}
