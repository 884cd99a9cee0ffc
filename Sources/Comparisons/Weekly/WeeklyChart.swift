package import Facts

/// The control chart of one headline measure in one entry cohort (STATISTICS 9.1).
package struct WeeklyChart: Sendable {
  /// A week that has a figure.
  package struct Week: Sendable {
    /// Days since 1970.
    package var monday: Int
    package var value: Double
    package var lower: Double
    package var upper: Double
    /// Outside its limits.
    package var isAlert: Bool
    /// The eighth week in a row, or a later one, on one side of the centre: watched, no alert.
    package var isWatched: Bool

    package init(
      monday: Int,
      value: Double,
      lower: Double,
      upper: Double,
      isAlert: Bool,
      isWatched: Bool
    ) {
      self.monday = monday
      self.value = value
      self.lower = lower
      self.upper = upper
      self.isAlert = isAlert
      self.isWatched = isWatched
    }
  }

  package var metric: MetricDefinition
  package var statistic: String
  package var cohort: Cohort
  /// Complete weeks with a figure.
  package var completeWeeks: Int
  /// How many of the first of them the limits come from; nil when there are too few.
  package var baselineWeeks: Int?
  package var center: Double?
  /// How much more the baseline weeks vary than counting alone explains (Laney); nil for times.
  package var sigmaZ: Double?
  /// Complete weeks only: an incomplete one has no limits and never alerts.
  package var weeks: [Week]
  /// `too_few_weeks` when there are no limits.
  package var nullReason: String?

  package init(metric: MetricDefinition, statistic: String, cohort: Cohort, completeWeeks: Int) {
    self.metric = metric
    self.statistic = statistic
    self.cohort = cohort
    self.completeWeeks = completeWeeks
    weeks = []
  }

  /// Fewer complete weeks than this give no limits.
  package static let fewestWeeks = 12
  /// The limits come from so many weeks at most, and are then frozen.
  package static let mostBaselineWeeks = 20
}
