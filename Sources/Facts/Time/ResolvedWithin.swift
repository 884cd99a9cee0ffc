extension MetricDefinition {
  /// M14, lenient: one per horizon of `ResolutionHorizon`.
  static func resolvedWithin(_ horizon: ResolutionHorizon) -> Self {
    Self(
      "M14",
      "resolved_within_" + horizon.suffix,
      "Resolved within " + horizon.words,
      unit: .proportion,
      level: .cohort,
      better: .higher,
      formula: "The outcome is in the lenient set and full_resolution_time is at most "
        + horizon.words + ".",
      ratio: "such contacts / contacts of the outcome denominator D",
      edgeCases: Self.withinEdges,
      reason: Self.withinReason
    )
  }

  /// M14, strict.
  static func resolvedWithinStrict(_ horizon: ResolutionHorizon) -> Self {
    Self(
      "M14",
      "resolved_within_" + horizon.suffix + "_strict",
      "Resolved within " + horizon.words + ", confirmed",
      unit: .proportion,
      level: .cohort,
      better: .higher,
      formula: "The customer confirmed and full_resolution_time is at most " + horizon.words + ".",
      ratio: "such contacts / contacts of the outcome denominator D",
      edgeCases: Self.withinEdges,
      reason: Self.withinReason
    )
  }

  private static let withinEdges = """
    Unresolved contacts stay in the denominator. A resolved contact whose time is null because of clocks is \
    excluded and counted; so is a contact younger than the horizon at the as-of instant.
    """

  private static let withinReason = """
    The average time of resolved contacts improves when hard cases are dropped; this figure does not.
    """
}

/// How long a resolution may take.
///
/// METRICS 12, "resolution horizons".
package enum ResolutionHorizon: Int, Sendable, CaseIterable {
  case twoMinutes, tenMinutes, oneHour, oneDay

  /// `allCases`, made once: it is walked for every contact.
  static let all = allCases

  /// In milliseconds.
  package var span: Int64 {
    switch self {
    case .twoMinutes: 120_000
    case .tenMinutes: 600_000
    case .oneHour: 3_600_000
    case .oneDay: 86_400_000
    }
  }

  /// As in `resolved_within_2m`.
  package var suffix: String {
    switch self {
    case .twoMinutes: "2m"
    case .tenMinutes: "10m"
    case .oneHour: "1h"
    case .oneDay: "24h"
    }
  }

  /// As people say it.
  package var words: String {
    switch self {
    case .twoMinutes: "2 minutes"
    case .tenMinutes: "10 minutes"
    case .oneHour: "1 hour"
    case .oneDay: "24 hours"
    }
  }
}
