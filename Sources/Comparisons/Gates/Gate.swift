package import Facts

/// A limit that a figure must keep, declared before anybody looked.
package struct Gate: Sendable, Hashable {
  /// What must hold.
  package enum Rule: Sendable, Hashable {
    /// The figure is at most this, in the unit of its metric.
    case max(Double)
    /// The figure is at least this.
    case min(Double)
    /// The bot is worse than people by at most so much, on the comparison that is adjusted for case mix.
    case notWorse(Tolerance)
  }

  /// How much worse than people is still allowed.
  package enum Tolerance: Sendable, Hashable {
    /// A difference in the unit of the metric: shares of 1, or seconds.
    case difference(Double)
    /// A factor of at least 1, for amounts.
    case factor(Double)
  }

  /// The metric with its statistic, as the file names it: `handoff_wait_p90`.
  package var name: String
  package var metric: MetricDefinition
  /// The statistic of `metrics.csv`: `rate`, `p90`.
  package var statistic: String
  /// Whose figure is held against the limit; the bot's side in a comparison.
  package var cohort: Cohort
  package var rule: Rule
  /// The limit as it was written.
  package var text: String
  /// Who set it: `onpar.yaml:12`.
  package var source: String

  package init(
    name: String,
    metric: MetricDefinition,
    statistic: String,
    cohort: Cohort = .entry(.botFirst),
    rule: Rule,
    text: String = "",
    source: String = ""
  ) {
    self.name = name
    self.metric = metric
    self.statistic = statistic
    self.cohort = cohort
    self.rule = rule
    self.text = text
    self.source = source
  }

  /// The name of the rule in a file.
  package var ruleName: String {
    switch rule {
    case .max: "max"
    case .min: "min"
    case .notWorse: "not_worse_than_human_by"
    }
  }
}
