extension MetricDefinition {
  /// Every metric of this version, in dictionary order.
  package static let all: [MetricDefinition] = [
    volume, time, outcome, handoff, repeats, vendors, satisfaction, frustration, responder,
    workload, detectors,
  ].flatMap(\.self).sorted { $0.place < $1.place }

  private static let volume: [MetricDefinition] = [
    .contactCount, .engagedRate, .handledShare, .entryShare, .languagesServed, .servedHoursShare,
    .servedRate,
  ]

  private static let time: [MetricDefinition] =
    [.firstResponseTime, .timeToHuman, .queueWait]
    + [.responseLatency, .botResponseLatency, .humanResponseLatency, .slowReplyRate]
    + [.firstResolutionTime, .fullResolutionTime]
    + ResolutionHorizon.allCases.flatMap { [resolvedWithin($0), resolvedWithinStrict($0)] }
    + ValueMetric.onBusinessClock.map(\.definition)
    + [.contactDuration, .customerWaitTotal, .handleTime, .handleTimeAdjusted, .turns]

  private static let outcome: [MetricDefinition] = [
    .confirmedResolutionRate, .lenientResolutionRate, .declaredByBotShare, .declaredByHumanShare,
    .resolutionRange, .silentAfterAnswerShare,
    .silentAfterQuestionShare, .leftWaitingShare, .abandonmentRate,
    .queueAbandonmentRate, .queueAbandonmentRateWithoutShort, .durableResolutionRate,
    .durableResolutionRateStrict,
  ]

  private static let handoff: [MetricDefinition] = [
    .handoffWait, .handoffWaitTotal, .containmentRate, .netContainmentRate, .deflectionRate,
    .handoffRate, .handoffAttemptRate, .handoffFailureRate, .handoffFailureStaffed,
    .handoffFailureUnstaffed, .humanRequestRate,
    .repeatedHumanRequestRate,
    .unmetHumanRequestRate, .humanRequestEffortSeconds, .humanRequestEffortMessages,
    .deflectedHumanRequestRate, .transferRate, .bounceRate,
  ]

  private static let repeats: [MetricDefinition] =
    [.firstContactResolution, .fcrNoTransfer, .contactsPerIssue, .reopenRate]
    + RepeatWindow.allCases.flatMap { window in
      [
        repeatContact(window, sameTopic: false), repeatContact(window, sameTopic: true),
        repeatContactKaplanMeier(window),
      ]
    }
    + [.parallelContactRate, .repeatToHumanRate]

  private static let vendors: [MetricDefinition] = [
    .vendorIntercom, .vendorCopilot, .vendorCognigy, .vendorSprinklr, .vendorNoCallback,
    .vendorUltimate, .vendorUltimateHandled,
  ]

  private static let satisfaction: [MetricDefinition] = [
    .csatTop2, .csatTop2OfBot, .csatScore, .surveyOfferRate, .surveyResponseRate, .csatBounds, .nps,
    .ces,
    .cesScore,
  ]

  private static let frustration: [MetricDefinition] = [
    .customerRepetitionRate, .retellRate, .customerRephraseRate, .shoutingRate, .profanityRate,
    .mildProfanityRate, .negativeSentimentRate, .statedFailureRate, .rageQuitRate,
    .frustratedContactRate, .frustrationFamilies,
  ]

  private static let responder: [MetricDefinition] = [
    .botRepeatRate, .botLoopRate, .humanRepeatRate, .humanLoopRate, .noMatchRate, .noMatchTwiceRate,
    .cannedReplyRate, .verbosity, .longReplyRate, .talkRatio, .empathyRate, .cannedEmpathyShare,
    .redirectRate, .redirectChainRate, .deadLinkRate, .malformedLinkRate, .unbackedPromiseRate,
    .repeatAfterUnbackedPromiseRate, .disclosureRate,
    .humanClaimCount,
  ]

  private static let workload: [MetricDefinition] = [
    .costPerContact, .costPerDurableResolution, .workloadFTE,
  ]

  private static let detectors: [MetricDefinition] = [
    .flaggedFrustration, .flaggedDissatisfaction, .flaggedHumanRequest, .flaggedAbuse,
  ]

  /// Whether METRICS has it; D1 to D4 are Onpar's own and stand behind it.
  package var isOfDictionary: Bool { number.hasPrefix("M") }

  /// The dictionary number as a number; sorting by it is stable, so that a family keeps its own order.
  private var place: Int {
    isOfDictionary ? Int(number.dropFirst()) ?? .max : .max
  }

  /// The definition of this id, or nil.
  package static func named(_ id: String) -> MetricDefinition? {
    all.first { $0.id == id }
  }
}
