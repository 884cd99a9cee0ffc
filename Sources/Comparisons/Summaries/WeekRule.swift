import Facts

/// When a week is whole (METRICS 2, STATISTICS 9.1).
///
/// At or after its end, and for measures with a window only when the window of its last contact is over.
struct WeekRule: Sendable {
  let options: ComparisonOptions

  private static let day: Int64 = 86_400_000

  /// `window` is that of the metric; see ``window(of:)``.
  func isComplete(monday: Int, window: Int64) -> Bool {
    guard let asOf = options.asOfWallClock else { return false }
    if let first = options.firstDay, first > monday { return false }
    if let end = options.endDay, end < monday + 7 { return false }
    let end = Int64(monday + 7) * Self.day
    return asOf >= end + window
  }

  /// Summaries of weeks, each marked whole or not.
  func marked(_ summaries: [MetricSummary]) -> [MetricSummary] {
    var windows: [String: Int64] = [:]
    return summaries.map { summary in
      guard case .week(let monday, _) = summary.period else { return summary }
      let id = summary.metric.id
      let window = windows[id] ?? Self.window(of: summary.metric)
      windows[id] = window
      var summary = summary
      let isComplete = isComplete(monday: monday, window: window)
      summary.period = .week(monday: monday, complete: isComplete)
      return summary
    }
  }

  /// How long after its end a contact's value may still change, in milliseconds.
  static func window(of metric: MetricDefinition) -> Int64 {
    if metric.number == "M36" {
      let window = RepeatWindow.allCases.first { metric.id.contains("_" + $0.suffix + "_") }
      return (window ?? .week).span
    }
    // Durable resolution, net containment, first-contact resolution, chains, re-opening, and returns to a human
    // all wait for 7 days; so does a rating.
    let waiting: Set<String> = ["M24", "M26", "M33", "M34", "M35", "M38", "M41", "M42"]
    return waiting.contains(metric.number) ? RepeatWindow.week.span : 0
  }
}
