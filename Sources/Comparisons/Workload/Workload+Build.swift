import Cohorts
import Facts

extension Workload {
  init(_ table: ContactTable, _ selection: CohortSelection, _ options: ComparisonOptions) {
    self.init()
    prices = options.prices
    staffing = options.staffing
    days = options.periodDays
    let kinds = ContactKinds(table, selection, least: options.minCell)
    handled = kinds.all.handled
    meanHandleTime = kinds.all.handleTime
    let bots = selection.rows(.botOnly)
    let durability = table.cells(of: RateMetric.durableResolution)
    botOnly = bots.count
    var grossSeconds = 0.0
    var durableSeconds = 0.0
    for row in bots {
      let answer = durability[Int(row)].answer
      switch answer {
      case true: durable += 1
      case false: break
      case nil: undecided += 1
      }
      guard let kind = kinds.kind(ofRow: row) else { continue }
      if kind.level == .topic { byTopic += 1 } else if kind.level == .all { byAll += 1 }
      grossSeconds += kind.handleTime
      if answer == true { durableSeconds += kind.handleTime }
    }
    guard kinds.all.handled >= options.minCell else {
      nullReason = kinds.all.handled == 0 ? NullReason.notInExport.name : NullReason.tooFew.name
      return
    }
    gross = amount(grossSeconds / 3600)
    var returnSeconds = 0.0
    for row in selection.rows(.botFirst) {
      guard let kind = kinds.kind(ofRow: row), let more = kind.additionalRepeats else {
        nullReason = NullReason.tooFew.name
        return
      }
      returnSeconds += more * kind.handleTime
    }
    returnHours = returnSeconds / 3600
    net = amount((durableSeconds - returnSeconds) / 3600)
  }

  private func amount(_ hours: Double) -> Amount {
    guard let days, days > 0 else { return Amount(hours: hours) }
    let ends = [
      hours
        / staffing.hours(
          days: days,
          shrinkage: Staffing.shrinkages.lowerBound,
          occupancy: Staffing.occupancies.upperBound
        ),
      hours
        / staffing.hours(
          days: days,
          shrinkage: Staffing.shrinkages.upperBound,
          occupancy: Staffing.occupancies.lowerBound
        ),
    ]
    return Amount(
      hours: hours,
      agents: hours / staffing.hours(days: days),
      least: ends.min(),
      most: ends.max()
    )
  }

  /// The rows of `metrics.csv`.
  var summaries: [MetricSummary] {
    let amounts: [(String, Amount?)] = [("gross", gross), ("net", net)]
    return amounts.flatMap { name, amount in
      [(name, amount?.agents), (name + "_least", amount?.least), (name + "_most", amount?.most)]
        .map { statistic, value in
          MetricSummary(
            statistic: statistic,
            metric: .workloadFTE,
            cohort: .all,
            period: .whole,
            estimate: Estimate(
              value: value,
              denominator: botOnly,
              nullReason: value == nil
                ? nullReason ?? NullReason.missingTimestamp.name : nil
            )
          )
        }
    }
  }
}
