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
  /// A table of the data-quality section, whose rows are groups of contacts.
  case quality(Quality)

  /// What contacts are sorted by in the data-quality section.
  package enum Quality: String, Sendable, CaseIterable {
    /// METRICS 6.
    case outcome
    /// What is said of contacts besides their figures; one contact may have several.
    case remark
    /// Why no metric counts a contact.
    case leftOut = "left_out"
    /// Who took part in the end (METRICS 5.1).
    case handledBy = "handled_by"
    /// Whether the export says who the customer is.
    case customer

    /// The groups, as the data-quality section and `report.json` name them.
    package var groups: [String] {
      switch self {
      case .outcome: Outcome.allCases.map(\.name)
      case .remark: Remark.allCases.map(\.name)
      case .leftOut: LeftOut.allCases.map(\.name)
      case .handledBy: HandledBy.allCases.map(\.name)
      case .customer: ["known", "unknown"]
      }
    }

    /// Stands in no dictionary.
    fileprivate var definition: MetricDefinition {
      MetricDefinition(
        "",
        rawValue,
        rawValue,
        unit: .count,
        level: .contact,
        better: .neither,
        formula: ""
      )
    }
  }

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
    case .quality(let quality): quality.definition
    }
  }

  /// Whether it is a part of a whole, with a numerator of its own.
  package var isShare: Bool {
    switch self {
    case .share, .rate: true
    case .contacts, .amount, .quality: false
    case .derived(let metric): metric.unit == .proportion
    case .replies(let reply): reply.definition.unit == .proportion
    }
  }
}
