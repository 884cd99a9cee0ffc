import Cohorts
import Facts
import Statistics

extension Summaries {
  /// M61 in the groups of a whole set.
  func costs(inSet number: Int) -> OfSet {
    let set = grouping.sets[number]
    let work = table.whole(table.chainWork, fill: nil)
    let chains = table.cells(of: ValueMetric.contactsPerIssue)
    return set.groups.indices.map { place in
      let group = set.groups[place]
      guard group.isShown else { return [] }
      return costs(in: group, grouping.counted(set, place), work, chains)
    }
  }

  private func costs(
    in group: CohortGroup,
    _ rows: [Int32],
    _ work: [ChainWork?],
    _ chains: ValueCells
  ) -> [MetricSummary] {
    let begun = rows.filter { work[Int($0)] != nil }
    let own = begun.compactMap { work[Int($0)] }
    let counts = ValueCounts(chains, rows: rows)
    var excluded = counts.excluded
    let untimed = counts.known - begun.count
    if untimed > 0 { excluded.append(("work_unknown", untimed)) }
    let empty = counts.known > 0 ? "work_unknown" : counts.commonestReason?.name ?? "no_contacts"
    func summary(_ metric: MetricDefinition, _ estimate: Estimate) -> MetricSummary {
      MetricSummary(
        statistic: "ratio",
        metric: metric,
        cohort: group.cohort,
        period: .whole,
        estimate: estimate,
        excluded: excluded
      )
    }
    func none(_ denominator: Int, _ reason: String) -> Estimate {
      Estimate(denominator: denominator, nullReason: reason)
    }
    let durability = table.cells(of: RateMetric.durableResolution)
    let isDurable = begun.map { durability[Int($0)].answer == true }
    let durable = isDurable.count { $0 }
    guard let costs = options.prices.costs(own) else {
      return [
        summary(.costPerContact, none(own.count, "no_price")),
        summary(.costPerDurableResolution, none(durable, "no_price")),
      ]
    }
    let runs = CustomerRuns(customers: begun.map { grouping.customer[Int($0)] })
    return [
      summary(
        .costPerContact,
        own.isEmpty
          ? none(0, empty)
          : own.count < options.minCell
            ? none(own.count, "too_few") : mean(costs, runs).map { Estimate($0) } ?? Estimate()
      ),
      summary(
        .costPerDurableResolution,
        own.isEmpty
          ? none(0, empty)
          : durable < options.minCell
            ? none(durable, "too_few") : ratio(of: costs, to: isDurable, durable, runs)
      ),
    ]
  }

  private func mean(_ values: [Double], _ runs: CustomerRuns) -> MeanEstimate? {
    try? runs.mean(of: values, sorted: ValueOrder.values(values)[...], level: options.level)
  }

  /// The sum of the costs by the number of resolutions; its limits are those of the mean residual.
  private func ratio(
    of costs: [Double],
    to isDurable: [Bool],
    _ durable: Int,
    _ runs: CustomerRuns
  ) -> Estimate {
    let ratio = costs.reduce(0, +) / Double(durable)
    let residuals = zip(costs, isDurable).map { $0 - ($1 ? ratio : 0) }
    let share = Double(durable) / Double(costs.count)
    let reach = mean(residuals, runs)?.interval.map { ($0.upper - $0.lower) / 2 / share }
    return Estimate(
      value: ratio,
      lower: reach.map { ratio - $0 },
      upper: reach.map { ratio + $0 },
      denominator: durable,
      customers: runs.customers
    )
  }
}

extension Prices {
  /// What each chain costs; nil where a price that it takes was not given.
  func costs(_ chains: [ChainWork]) -> [Double]? {
    guard let humanHour, hasBotFee || chains.allSatisfy({ $0.botContacts == 0 }) else { return nil }
    return chains.map { chain in
      Double(chain.botContacts) * (botContact ?? 0)
        + Double(chain.botResolutions) * (botResolution ?? 0)
        + chain.humanMilliseconds / 3_600_000 * humanHour
    }
  }
}
