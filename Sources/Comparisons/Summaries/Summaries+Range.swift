import Cohorts
import Facts
import Statistics

/// M21: from the strict to the lenient end.
extension Summaries {
  /// The ends are M19 and M20 of the same group; the width is a share of contacts of its own, those that count as
  /// resolved although nobody confirmed it, and has its own interval.
  func ranges(inSet number: Int, beside rates: [OfSet]) -> OfSet {
    let set = grouping.sets[number]
    let strict = table.cells(of: RateMetric.confirmedResolution)
    let lenient = table.cells(of: RateMetric.lenientResolution)
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      let rows = grouping.counted(set, place)
      let cells = rows.map { Self.unconfirmed(strict[Int($0)], lenient[Int($0)]) }
      var counts = RateCounts()
      for cell in cells { counts.add(cell) }
      let width = builder.rate(.resolutionRange, "width", counts, in: group) {
        try? CustomerRuns(customers: rows.map { grouping.customer[Int($0)] })
          .proportion(
            cells.map(\.rawValue),
            meaning: SummaryBuilder.answerOf,
            level: options.level
          )
      }
      func end(_ statistic: String, _ metric: RateMetric) -> MetricSummary? {
        let own = rates.lazy.flatMap { $0[place] }
        guard var summary = own.first(where: { $0.metric.id == metric.id }) else { return nil }
        summary.statistic = statistic
        summary.metric = .resolutionRange
        return summary
      }
      let ends = [
        end("lower_bound", .confirmedResolution), end("upper_bound", .lenientResolution),
      ]
      return ends.compactMap(\.self) + [width]
    }
  }

  /// Resolved, and not by the customer's word.
  static func unconfirmed(_ strict: RateCell, _ lenient: RateCell) -> RateCell {
    guard let isResolved = lenient.answer, let evidence = lenient.evidence else { return lenient }
    return .known(isResolved && strict.answer == false, evidence)
  }
}
