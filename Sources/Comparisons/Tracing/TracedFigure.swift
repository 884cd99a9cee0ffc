package import Facts

/// A figure that can be taken apart again into the contacts that made it.
package enum TracedFigure: Sendable, Hashable {
  /// M01.
  case contacts
  /// M03 or M04: a cohort's share of all.
  case share(MetricDefinition)
  case rate(RateMetric)
  case amount(ValueMetric)
  case replies(ReplyMetric)
  /// What is summed up from contacts without a column of its own: M05, M06, M21, M43, M44, M61, M62.
  case derived(MetricDefinition)

  /// Nil for what no contact stands behind: M27, and curves.
  package init?(_ metric: MetricDefinition) {
    if metric == .contactCount {
      self = .contacts
    } else if metric == .handledShare || metric == .entryShare {
      self = .share(metric)
    } else if let rate = RateMetric(id: metric.id) {
      self = .rate(rate)
    } else if let value = ValueMetric(id: metric.id) {
      self = .amount(value)
    } else if let reply = ReplyMetric(id: metric.id) {
      self = .replies(reply)
    } else if Self.derived.contains(metric.id) {
      self = .derived(metric)
    } else {
      return nil
    }
  }

  private static let derived: Set<String> = Set(
    [
      MetricDefinition.languagesServed, .servedHoursShare, .resolutionRange, .csatBounds, .nps,
      .ces,
      .cesScore, .costPerContact, .costPerDurableResolution, .workloadFTE,
    ].map(\.id)
  )

  package var metric: MetricDefinition {
    switch self {
    case .contacts: .contactCount
    case .share(let metric), .derived(let metric): metric
    case .rate(let rate): rate.definition
    case .amount(let value): value.definition
    case .replies(let reply): reply.definition
    }
  }

  /// Whether it is a part of a whole, with a numerator of its own.
  package var isShare: Bool {
    switch self {
    case .share, .rate: true
    case .contacts, .amount: false
    case .derived(let metric): metric.unit == .proportion
    case .replies(let reply): reply.definition.unit == .proportion
    }
  }
}
