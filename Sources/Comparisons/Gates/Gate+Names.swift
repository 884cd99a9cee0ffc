package import Facts

/// Which figures can have a gate: those with an interval.
extension Gate {
  /// Cohorts by their names in files.
  package static let cohorts: [Cohort] =
    [.all, .entry(.botFirst), .entry(.humanFirst)]
    + [HandledBy.botOnly, .humanOnly, .botToHuman, .humanToBot].map { .handledBy($0) }

  /// The statistics of a metric that have an interval; none where a figure is a count or has none.
  package static func statistics(of metric: MetricDefinition) -> [String] {
    if let statistics = others[metric.id] { return statistics }
    if RateMetric(id: metric.id) != nil { return ["rate"] }
    if let reply = ReplyMetric(id: metric.id) {
      return reply.definition.unit == .proportion ? ["rate"] : quantiles
    }
    if metric == .humanClaimCount { return [] }
    return ValueMetric(id: metric.id) != nil ? quantiles : []
  }

  /// The mean has a row in `metrics.csv`, but never stands alone.
  private static let quantiles = ["p50", "p90", "p95"]

  private static let others: [String: [String]] = [
    MetricDefinition.csatBounds.id: ["lower_bound", "upper_bound"],
    MetricDefinition.nps.id: ["score"],
    MetricDefinition.ces.id: ["rate"],
    MetricDefinition.cesScore.id: quantiles,
    MetricDefinition.costPerContact.id: ["ratio"],
    MetricDefinition.costPerDurableResolution.id: ["ratio"],
  ]

  /// The figure that a name means: a rate by the name of its metric, an amount with its statistic behind it.
  package static func figure(
    named name: String
  ) -> (metric: MetricDefinition, statistic: String)? {
    figures[name].map { ($0.metric, $0.statistic) }
  }

  /// Every name that a gate can have, in the order of the dictionary.
  package static let names: [String] = MetricDefinition.all.flatMap { metric in
    statistics(of: metric).map { name(metric, $0) }
  }

  private static let figures: [String: (metric: MetricDefinition, statistic: String)] = {
    var found: [String: (metric: MetricDefinition, statistic: String)] = [:]
    for metric in MetricDefinition.all {
      for statistic in statistics(of: metric) {
        found[name(metric, statistic)] = (metric, statistic)
      }
    }
    return found
  }()

  private static func name(_ metric: MetricDefinition, _ statistic: String) -> String {
    ["rate", "ratio", "score"].contains(statistic) ? metric.id : metric.id + "_" + statistic
  }

  /// The names that Onpar compares with people's.
  package static let compared: [String] =
    ([.durableResolution, .repeat7dAny, .resolvedWithin24h, .csatTop2] + Secondary.rates
    + Secondary.detectors).map(\.id)
    + ["first_response_time_p50", "first_response_time_p90", "full_resolution_time_p50"]
}
