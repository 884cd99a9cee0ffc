package import Facts

/// What changed at a date (STATISTICS 9.3).
package struct Launch: Sendable {
  /// One measure before and after.
  package struct Change: Sendable {
    package enum Method: String, Sendable {
      /// Segmented regression on the weekly figures of one group.
      case interruptedSeries = "interrupted_series"
      /// The bot's change beside that of the humans, who serve as the untouched group.
      case differenceInDifferences = "difference_in_differences"
    }

    package var method: Method
    package var metric: MetricDefinition
    package var statistic: String
    /// The group; the bot's for a difference in differences.
    package var cohort: Cohort
    /// A factor where true, else a difference.
    package var isRatio: Bool
    package var weeksBefore: Int
    package var weeksAfter: Int
    /// The jump at the date, or the difference of the two changes.
    package var level: Estimate
    /// The change of the trend per week; nil for a difference in differences.
    package var slope: Estimate?
    package var sentence: String

    package init(
      method: Method,
      metric: MetricDefinition,
      statistic: String,
      cohort: Cohort,
      isRatio: Bool,
      weeksBefore: Int,
      weeksAfter: Int,
      level: Estimate
    ) {
      self.method = method
      self.metric = metric
      self.statistic = statistic
      self.cohort = cohort
      self.isRatio = isRatio
      self.weeksBefore = weeksBefore
      self.weeksAfter = weeksAfter
      self.level = level
      sentence = ""
    }
  }

  /// Days since 1970.
  package var day: Int
  /// The Monday of the first week that counts as after.
  package var monday: Int
  package var changes: [Change]

  package init(day: Int, monday: Int, changes: [Change]) {
    self.day = day
    self.monday = monday
    self.changes = changes
  }

  /// What every change here takes for granted.
  package static let assumption = "This assumes that nothing else changed that week."
  /// A side with fewer complete weeks gives no change of a series.
  package static let fewestWeeks = 8
}
