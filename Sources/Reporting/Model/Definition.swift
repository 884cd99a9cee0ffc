import Facts

/// What a table or a drawing shows: an entry of the metric dictionary, or a word of the report.
///
/// Every definition that something on the page links to stands at the end of the page.
enum Definition: Hashable, Sendable {
  case metric(MetricDefinition)
  case term(Term)

  var title: String {
    switch self {
    case .metric(let metric): metric.title
    case .term(let term): term.title
    }
  }

  /// What its anchor is made from.
  var id: String {
    switch self {
    case .metric(let metric): metric.id
    case .term(let term): "term-" + term.rawValue
    }
  }

  /// What stands behind a link on paper, like the mark of a footnote.
  var number: String {
    switch self {
    case .metric(let metric): metric.number
    case .term(let term): term.number
    }
  }
}
