import Cohorts
import Facts
import Statistics

extension Summaries {
  /// Up to eight amounts, in the groups of a set.
  func amounts(_ sheet: AmountSheet, inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    let asked = set.isWeekly ? [SummaryBuilder.quantiles[0]] : SummaryBuilder.quantiles
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      let steps = sheet.rows.isEmpty ? [] : set.walks.steps(place)
      let thresholds = asked.map { _, probability in
        var row = AmountRow(repeating: .nan)
        for (lane, order) in sheet.orders.enumerated() {
          row[lane] = order.ranks[number].quantile(probability, of: place) ?? .nan
        }
        return row
      }
      let tallies = AmountTallies(sheet.rows, steps: steps, thresholds: thresholds)
      let means = set.isWeekly ? nil : AmountMeans(sheet.rows, steps: steps)
      return sheet.orders.indices.flatMap { lane in
        let order = sheet.orders[lane]
        if order.metric == .csatScore, !ratings.isOne { return scores(in: group, set, place) }
        let amount = SummaryBuilder.Amount(order.metric.definition, order.counts(in: group))
        if order.metric == .humanClaimCount {
          return set.isWeekly ? [] : [total(of: order.metric, amount, in: group, set, place)]
        }
        return builder.values(amount, in: group, onlyMedian: set.isWeekly) {
          let quantiles = asked.enumerated().map { part, quantile in
            Estimate(
              tallies.quantile(
                quantile.1,
                part: part,
                lane: lane,
                ranks: order.ranks[number],
                group: place,
                level: options.level
              )
            )
          }
          guard let means else { return (quantiles, false) }
          return (
            quantiles + [Estimate(means.mean(lane, level: options.level))],
            means.isDrivenByFew(lane, ranks: order.ranks[number], group: place)
          )
        }
      }
    }
  }

  /// All of an amount together, where every single one matters.
  private func total(
    of metric: ValueMetric,
    _ amount: SummaryBuilder.Amount,
    in group: CohortGroup,
    _ set: GroupSet,
    _ place: Int
  ) -> MetricSummary {
    let cells = table.cells(of: metric)
    let sum = grouping.counted(set, place).reduce(0) { $0 + (cells[Int($1)].value ?? 0) }
    var estimate = Estimate(denominator: amount.known)
    if amount.known > 0 { estimate.value = sum } else { estimate.nullReason = amount.empty }
    return MetricSummary(
      statistic: "count",
      metric: metric.definition,
      cohort: group.cohort,
      period: group.period,
      estimate: estimate,
      excluded: amount.excluded,
      evidence: amount.evidence
    )
  }

  /// Ratings on several scales: only those on the group's commonest.
  private func scores(in group: CohortGroup, _ set: GroupSet, _ place: Int) -> [MetricSummary] {
    let cells = table.cells(of: ValueMetric.csatScore)
    let rows = grouping.counted(set, place)
    let own = zip(rows, ratings.isOther(in: rows)).map { row, isOther in
      isOther ? ValueCell.null(.notApplicable) : cells[Int(row)]
    }
    let counts = ValueCounts(states: SummaryBuilder.occurrences(own.map(\.state)))
    let runs = CustomerRuns(customers: rows.map { grouping.customer[Int($0)] })
    return amounts(.csatScore, own, counts, in: group, runs, onlyMedian: set.isWeekly)
  }

  /// Quantiles and mean of the amounts of some rows.
  func amounts(
    _ metric: MetricDefinition,
    _ cells: [ValueCell],
    _ counts: ValueCounts,
    in group: CohortGroup,
    _ runs: CustomerRuns,
    onlyMedian: Bool = false
  ) -> [MetricSummary] {
    let amount = SummaryBuilder.Amount(metric, counts)
    return builder.values(amount, in: group, onlyMedian: onlyMedian) {
      let values = cells.map(\.rankable)
      let sorted = ValueOrder.values(values)[...]
      let level = options.level
      let asked = onlyMedian ? [SummaryBuilder.quantiles[0]] : SummaryBuilder.quantiles
      let quantiles = asked.map { _, probability in
        (try? runs.quantile(probability, of: values, sorted: sorted, level: level))
          .map { Estimate($0) } ?? Estimate()
      }
      guard !onlyMedian else { return (quantiles, false) }
      let mean = try? runs.mean(of: values, sorted: sorted, level: level)
      return (
        quantiles + [mean.map { Estimate($0) } ?? Estimate()],
        mean?.caveats.contains(.drivenByFew) ?? false
      )
    }
  }

  /// One measure of replies, in the groups of a whole set.
  func replies(_ sheet: ReplySheet, inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    let level = options.level
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      let steps = sheet.replies.starts.isEmpty ? [] : set.walks.steps(place)
      let excluded = sheet.excluded(set, place, grouping)
      guard !sheet.ranks.isEmpty else {
        return [builder.replyRate(sheet, steps: steps, excluded, in: group)]
      }
      let ranks = sheet.ranks[number]
      let amount = SummaryBuilder.Amount(sheet, known: ranks.count(place), excluded)
      return builder.values(amount, in: group, onlyMedian: false) {
        let quantiles = sheet.replies.quantiles(
          SummaryBuilder.quantiles.map(\.1),
          steps: steps,
          ranks: ranks,
          group: place,
          level: level
        ).map { Estimate($0) }
        let mean = sheet.replies.mean(steps, ranks: ranks, group: place, level: level)
        return (quantiles + [Estimate(mean)], mean.caveats.contains(.drivenByFew))
      }
    }
  }
}
