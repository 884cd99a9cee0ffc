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

  /// Nil for a metric that is not counted contact by contact, such as a bound.
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
    } else {
      return nil
    }
  }

  package var metric: MetricDefinition {
    switch self {
    case .contacts: .contactCount
    case .share(let metric): metric
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
    case .replies(let reply): reply.definition.unit == .proportion
    }
  }
}
