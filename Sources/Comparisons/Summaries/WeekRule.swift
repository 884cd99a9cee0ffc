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

  /// Marks each summary of a week, from a place in the list on, as whole or not.
  func mark(_ summaries: inout [MetricSummary], from start: Int) {
    var windows: [String: Int64] = [:]
    for place in start..<summaries.count {
      guard case .week(let monday, _) = summaries[place].period else { continue }
      let metric = summaries[place].metric
      let window = windows[metric.id] ?? Self.window(of: metric)
      windows[metric.id] = window
      let isComplete = isComplete(monday: monday, window: window)
      summaries[place].period = .week(monday: monday, complete: isComplete)
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
