/// Times on the business clock (METRICS 2): the same figure twice, so that nobody measures a bot on one clock and people on
/// the other.
extension MetricDefinition {
  package static let firstResponseTimeBusiness = firstResponseTime.onBusinessClock
  package static let timeToHumanBusiness = timeToHuman.onBusinessClock
  package static let handoffWaitBusiness = handoffWait.onBusinessClock
  package static let queueWaitBusiness = queueWait.onBusinessClock
  package static let firstResolutionTimeBusiness = firstResolutionTime.onBusinessClock
  package static let fullResolutionTimeBusiness = fullResolutionTime.onBusinessClock
  package static let customerWaitTotalBusiness = customerWaitTotal.onBusinessClock

  private var onBusinessClock: Self {
    Self(
      number,
      id + "_business",
      title + ", business clock",
      unit: unit,
      level: level,
      better: better,
      formula: "As \(id), counting only seconds inside the calendar (business_hours, holidays).",
      edgeCases: "As \(id). Without a calendar: null no_calendar, and no row in the tables.",
      reason: "Beside the elapsed figure and for both sides alike; never one side on each clock."
    )
  }

  /// M29, of hand-offs begun in staffed hours.
  package static let handoffFailureStaffed = handoffFailure("staffed", "in staffed hours")

  /// M29, of hand-offs begun in other hours.
  package static let handoffFailureUnstaffed = handoffFailure("unstaffed", "outside staffed hours")

  private static func handoffFailure(_ suffix: String, _ words: String) -> Self {
    Self(
      "M29",
      "handoff_failure_rate_" + suffix,
      "Hand-off failure " + words,
      unit: .proportion,
      level: .cohort,
      better: .lower,
      formula: "As handoff_failure_rate, of contacts whose first hand-off was begun \(words).",
      ratio: "such contacts / contacts with a hand-off initiated \(words), not open_censored",
      edgeCases: """
        Staffed hours are those of the calendar (business_hours, holidays). A hand-off without a time: null \
        missing_timestamp. Without a calendar: null no_calendar, and no row in the tables.
        """,
      reason: "A queue that is closed at night and one that fails by day are two faults."
    )
  }
}

extension MetricDefinition {
  /// A second figure or a part of another, which its number alone does not mean.
  package var standsApart: Bool {
    needsCalendar
      || [.declaredByBotShare, .declaredByHumanShare, .csatTop2OfBot].contains(self)
  }

  /// Whether there are rows of it only where a calendar is given.
  package var needsCalendar: Bool {
    id.hasSuffix("_business") || self == .handoffFailureStaffed || self == .handoffFailureUnstaffed
  }
}

extension ValueMetric {
  /// Second figures, which need a calendar.
  package static let onBusinessClock: [Self] = [
    .firstResponseTimeBusiness, .timeToHumanBusiness, .handoffWaitBusiness, .queueWaitBusiness,
    .firstResolutionTimeBusiness, .fullResolutionTimeBusiness, .customerWaitTotalBusiness,
  ]

  package var needsCalendar: Bool { Self.onBusinessClock.contains(self) }
}

extension RateMetric {
  /// M29 by staffed hours.
  package var needsCalendar: Bool {
    self == .handoffFailureStaffed || self == .handoffFailureUnstaffed
  }
}
