/// What `--metrics core` computes.
///
/// Everything else is null with the reason `not_computed`, never zero.
extension MetricSelection {
  /// The rates of the selection, in table order.
  package var rates: [RateMetric] {
    self == .all ? RateMetric.all : RateMetric.all.filter(\.isCore)
  }

  /// The amounts of the selection, in table order.
  package var values: [ValueMetric] {
    self == .all ? ValueMetric.all : ValueMetric.all.filter(\.isCore)
  }

  /// The measures of replies of the selection, in table order.
  package var replies: [ReplyMetric] { self == .all ? ReplyMetric.all : [.verbosity] }

  /// The entries of the dictionary that are not computed, in dictionary order.
  package var leftOut: [MetricDefinition] {
    guard self == .core else { return [] }
    let repeats = RepeatWindow.allCases.map { MetricDefinition.repeatContactKaplanMeier($0) }
    let kept = Set(
      (rates.map(\.definition) + values.map(\.definition) + replies.map(\.definition)
        + [.contactCount, .handledShare, .entryShare, .resolutionRange] + repeats).map(\.id)
    )
    return MetricDefinition.all.filter { !kept.contains($0.id) && !$0.needsCalendar }
  }

  /// Why a figure is missing of which the table has no column.
  package var absence: NullReason { self == .all ? .notInExport : .notComputed }
}

extension RateMetric {
  /// Counts, outcomes, hand-off, requests for a human, repeat contact, and what phrases alone show.
  var isCore: Bool {
    switch self {
    case .engaged, .confirmedResolution, .lenientResolution, .resolvedWithin24h,
      .durableResolution, .durableResolutionStrict,
      .containment, .handoff, .handoffAttempt, .handoffFailure,
      .humanRequest, .repeatedHumanRequest, .unmetHumanRequest, .deflectedHumanRequest,
      .repeat24hAny, .repeat24hSameTopic, .repeat72hAny, .repeat72hSameTopic,
      .repeat7dAny, .repeat7dSameTopic, .repeat30dAny, .repeat30dSameTopic,
      .shouting, .profanity, .mildProfanity, .statedFailure:
      true
    default: false
    }
  }
}

extension ValueMetric {
  /// First reply, resolution and length.
  var isCore: Bool {
    switch self {
    case .firstResponseTime, .firstResolutionTime, .fullResolutionTime, .contactDuration: true
    default: false
    }
  }
}
