/// The mean time without the event up to a horizon: the area under the survival curve (tier 2).
///
/// If follow-up ends before the horizon the curve is carried on level, which is a guess; then prefer
/// an earlier horizon. It takes every row for independent.
///
/// Source: Irwin, *J Hyg* 47 (1949), 188; formulas in STATISTICS.md 13.
package struct RestrictedMean: Hashable, Sendable {
  /// The mean; nil without rows.
  package let estimate: Double?
  /// The standard error; nil without rows.
  package let standardError: Double?
  /// Whether follow-up reaches the horizon.
  package let isFollowed: Bool

  /// The restricted mean of columns of times and events (false is censored).
  package init(time: [Double], event: [Bool], horizon: Double) throws(ColumnError) {
    try ColumnError.check(event.count, rows: time.count)
    guard horizon > 0, horizon.isFinite else { throw .outOfRange(name: "tau", value: horizon) }
    guard !time.isEmpty else {
      (estimate, standardError, isFollowed) = (nil, nil, false)
      return
    }
    let table = EventTable(time: time, status: event.map { $0 ? 1 : 0 }, cause: 1)
    let steps = table.steps.prefix { $0.time <= horizon }
    // Areas of the rectangles from one step to the next, then summed from the right.
    var survival = 1.0
    var previous = 0.0
    var areas: [Double] = []
    for step in steps {
      areas.append(survival * (step.time - previous))
      survival *= 1 - step.events / step.atRisk
      previous = step.time
    }
    isFollowed = (table.steps.last?.time ?? 0) >= horizon || survival <= EventTable.exhausted
    var after = CompensatedSum()
    after.add(survival * (horizon - previous))
    var variance = CompensatedSum()
    for (step, area) in zip(steps, areas).reversed() {
      if step.events > 0, step.events < step.atRisk {
        variance.add(
          after.value * after.value * step.events / (step.atRisk * (step.atRisk - step.events))
        )
      }
      after.add(area)
    }
    estimate = after.value
    standardError = max(0, variance.value).squareRoot()
  }
}
