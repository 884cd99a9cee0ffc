import Cohorts
import Facts
import Statistics

extension Summaries {
  /// Fewer rows than this are not worth a piece of their own.
  private static let rowsPerPiece = 1 << 16

  /// As many yes/no measures as fit in a word.
  func rateSheet(_ metrics: [RateMetric], _ runner: some PieceRunner) async -> RateSheet {
    let pieces = max(1, min(8, table.count / Self.rowsPerPiece))
    let parts = await runner.results(of: pieces) { piece in
      let rows = table.count * piece / pieces..<table.count * (piece + 1) / pieces
      return RateSheet(metrics, table, grouping, rows: rows)
    }
    return RateSheet(parts, table, grouping)
  }

  /// The yes/no measures of a sheet in the groups of a set; before the first the number of contacts.
  func rates(_ sheet: RateSheet, isFirst: Bool, inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      let columns = sheet.metrics.count
      let tallies = ColumnTallies(
        sheet.words,
        steps: set.walks.steps(place),
        columns: columns + 1
      )
      let first = isFirst ? [count(group, customers: tallies.customers(columns))] : []
      return first + (0..<columns).flatMap { rate(sheet, $0, tallies, in: group, set, place) }
    }
  }

  private func rate(
    _ sheet: RateSheet,
    _ bit: Int,
    _ tallies: ColumnTallies,
    in group: CohortGroup,
    _ set: GroupSet,
    _ place: Int
  ) -> [MetricSummary] {
    let metric = sheet.metrics[bit]
    if metric == .engaged, set.isWeekly { return [] }
    if metric == .csatTop2 || metric == .csatTop2OfBot, !ratings.isOne {
      return [satisfaction(metric, in: group, set, place)]
    }
    let rate = builder.rate(metric.definition, "rate", sheet.counts(bit, in: group), in: group) {
      tallies.proportion(bit, level: options.level)
    }
    return metric == .netContainment && !set.isWeekly ? [rate, deflection(group)] : [rate]
  }

  /// The share of satisfied, when ratings are on several scales: only those on the group's commonest.
  private func satisfaction(
    _ metric: RateMetric,
    in group: CohortGroup,
    _ set: GroupSet,
    _ place: Int
  ) -> MetricSummary {
    let cells = table.cells(of: metric)
    let rows = grouping.counted(set, place)
    let raw = zip(rows, ratings.isOther(in: rows)).map { row, isOther in
      isOther ? RateCell.null(.notApplicable).rawValue : cells[Int(row)].rawValue
    }
    let counts = RateCounts(occurrences: SummaryBuilder.occurrences(raw))
    return builder.rate(metric.definition, "rate", counts, in: group) {
      try? CustomerRuns(customers: rows.map { grouping.customer[Int($0)] })
        .proportion(raw, meaning: SummaryBuilder.answerOf, level: options.level)
    }
  }

  /// What M36 says of contacts that could not be followed long enough.
  func repeats(_ sheets: [RateSheet], inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      return builder.kaplanMeier(in: group, set, place, grouping) { metric in
        for sheet in sheets {
          if let bit = sheet.metrics.firstIndex(of: metric) { return sheet.counts(bit, in: group) }
        }
        return nil
      }
    }
  }

  /// M01.
  private func count(_ group: CohortGroup, customers: Int) -> MetricSummary {
    MetricSummary(
      statistic: "count",
      metric: .contactCount,
      cohort: group.cohort,
      period: group.period,
      estimate: Estimate(
        value: Double(group.count),
        denominator: group.count,
        customers: customers
      )
    )
  }

  /// M27: refused, because logs cannot show what would have happened without the bot.
  private func deflection(_ group: CohortGroup) -> MetricSummary {
    MetricSummary(
      statistic: "rate",
      metric: .deflectionRate,
      cohort: group.cohort,
      period: group.period,
      estimate: Estimate(nullReason: NullReason.needsCounterfactual.name)
    )
  }
}

extension Array {
  /// The elements in stretches of `size`, the last one shorter.
  func chunks(of size: Int) -> [[Element]] {
    stride(from: 0, to: count, by: size).map { Array(self[$0..<Swift.min(count, $0 + size)]) }
  }
}
