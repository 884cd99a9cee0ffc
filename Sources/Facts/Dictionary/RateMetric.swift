/// A yes/no measure that has a column in `ContactTable.rates`.
///
/// The raw value is the column's index.
public enum RateMetric: Int, Sendable, CaseIterable {
  case engaged
  case served
  case resolvedWithin2m, resolvedWithin2mStrict, resolvedWithin10m, resolvedWithin10mStrict
  case resolvedWithin1h, resolvedWithin1hStrict, resolvedWithin24h, resolvedWithin24hStrict
  case confirmedResolution, lenientResolution, declaredByBot, declaredByHuman
  case silentAfterAnswer, silentAfterQuestion, leftWaiting, abandonment
  case queueAbandonment, queueAbandonmentWithoutShort
  case durableResolution, durableResolutionStrict
  case containment, netContainment
  case handoff, handoffAttempt, handoffFailure, handoffFailureStaffed, handoffFailureUnstaffed
  case humanRequest, repeatedHumanRequest, unmetHumanRequest, deflectedHumanRequest
  case firstContactResolution, fcrNoTransfer
  case reopen
  case repeat24hAny, repeat24hSameTopic, repeat72hAny, repeat72hSameTopic
  case repeat7dAny, repeat7dSameTopic, repeat30dAny, repeat30dSameTopic
  case parallelContact
  case repeatToHuman
  case transfer, bounce
  case vendorIntercom, vendorCopilot, vendorCognigy, vendorSprinklr, vendorNoCallback
  case vendorUltimate, vendorUltimateHandled
  case csatTop2, csatTop2OfBot, surveyOffer, surveyResponse
  case customerRepetition, retell, customerRephrase, shouting, profanity, mildProfanity
  case negativeSentiment, statedFailure, rageQuit, frustratedContact
  case botRepeat, botLoop, humanRepeat, humanLoop
  case noMatchTwice, redirect, redirectChain, repeatAfterUnbackedPromise, disclosure
  case flaggedFrustration, flaggedDissatisfaction, flaggedHumanRequest, flaggedAbuse

  /// All columns in table order, which is dictionary order.
  public static let all = allCases

  /// The column's place in `ContactTable.rates`.
  public var index: Int { rawValue }

  /// Made once: a facts file asks for it in every row.
  private static let ids = allCases.map(\.definition.id)

  package var id: String { Self.ids[rawValue] }

  package init?(id: String) {
    guard let found = Self.allCases.first(where: { $0.definition.id == id }) else { return nil }
    self = found
  }

  package static func repeatContact(_ window: RepeatWindow, sameTopic: Bool) -> Self {
    switch window {
    case .day: sameTopic ? .repeat24hSameTopic : .repeat24hAny
    case .threeDays: sameTopic ? .repeat72hSameTopic : .repeat72hAny
    case .week: sameTopic ? .repeat7dSameTopic : .repeat7dAny
    case .thirtyDays: sameTopic ? .repeat30dSameTopic : .repeat30dAny
    }
  }

  package static func resolvedWithin(_ horizon: ResolutionHorizon, strict: Bool) -> Self {
    switch horizon {
    case .twoMinutes: strict ? .resolvedWithin2mStrict : .resolvedWithin2m
    case .tenMinutes: strict ? .resolvedWithin10mStrict : .resolvedWithin10m
    case .oneHour: strict ? .resolvedWithin1hStrict : .resolvedWithin1h
    case .oneDay: strict ? .resolvedWithin24hStrict : .resolvedWithin24h
    }
  }
}

extension RateMetric {
  package var definition: MetricDefinition {
    switch self {
    case .engaged: .engagedRate
    case .served: .servedRate
    case .resolvedWithin2m: .resolvedWithin(.twoMinutes)
    case .resolvedWithin2mStrict: .resolvedWithinStrict(.twoMinutes)
    case .resolvedWithin10m: .resolvedWithin(.tenMinutes)
    case .resolvedWithin10mStrict: .resolvedWithinStrict(.tenMinutes)
    case .resolvedWithin1h: .resolvedWithin(.oneHour)
    case .resolvedWithin1hStrict: .resolvedWithinStrict(.oneHour)
    case .resolvedWithin24h: .resolvedWithin(.oneDay)
    case .resolvedWithin24hStrict: .resolvedWithinStrict(.oneDay)
    case .confirmedResolution: .confirmedResolutionRate
    case .lenientResolution: .lenientResolutionRate
    case .declaredByBot: .declaredByBotShare
    case .declaredByHuman: .declaredByHumanShare
    case .silentAfterAnswer: .silentAfterAnswerShare
    case .silentAfterQuestion: .silentAfterQuestionShare
    case .leftWaiting: .leftWaitingShare
    case .abandonment: .abandonmentRate
    case .queueAbandonment: .queueAbandonmentRate
    case .queueAbandonmentWithoutShort: .queueAbandonmentRateWithoutShort
    case .durableResolution: .durableResolutionRate
    case .durableResolutionStrict: .durableResolutionRateStrict
    case .containment: .containmentRate
    case .netContainment: .netContainmentRate
    case .handoff: .handoffRate
    case .handoffAttempt: .handoffAttemptRate
    case .handoffFailure: .handoffFailureRate
    case .handoffFailureStaffed: .handoffFailureStaffed
    case .handoffFailureUnstaffed: .handoffFailureUnstaffed
    case .humanRequest: .humanRequestRate
    case .repeatedHumanRequest: .repeatedHumanRequestRate
    case .unmetHumanRequest: .unmetHumanRequestRate
    case .deflectedHumanRequest: .deflectedHumanRequestRate
    case .firstContactResolution: .firstContactResolution
    case .fcrNoTransfer: .fcrNoTransfer
    case .reopen: .reopenRate
    case .repeat24hAny: .repeatContact(.day, sameTopic: false)
    case .repeat24hSameTopic: .repeatContact(.day, sameTopic: true)
    case .repeat72hAny: .repeatContact(.threeDays, sameTopic: false)
    case .repeat72hSameTopic: .repeatContact(.threeDays, sameTopic: true)
    case .repeat7dAny: .repeatContact(.week, sameTopic: false)
    case .repeat7dSameTopic: .repeatContact(.week, sameTopic: true)
    case .repeat30dAny: .repeatContact(.thirtyDays, sameTopic: false)
    case .repeat30dSameTopic: .repeatContact(.thirtyDays, sameTopic: true)
    case .parallelContact: .parallelContactRate
    case .repeatToHuman: .repeatToHumanRate
    case .transfer: .transferRate
    case .bounce: .bounceRate
    case .vendorIntercom: .vendorIntercom
    case .vendorCopilot: .vendorCopilot
    case .vendorCognigy: .vendorCognigy
    case .vendorSprinklr: .vendorSprinklr
    case .vendorNoCallback: .vendorNoCallback
    case .vendorUltimate: .vendorUltimate
    case .vendorUltimateHandled: .vendorUltimateHandled
    case .csatTop2: .csatTop2
    case .csatTop2OfBot: .csatTop2OfBot
    case .surveyOffer: .surveyOfferRate
    case .surveyResponse: .surveyResponseRate
    case .customerRepetition: .customerRepetitionRate
    case .retell: .retellRate
    case .customerRephrase: .customerRephraseRate
    case .shouting: .shoutingRate
    case .profanity: .profanityRate
    case .mildProfanity: .mildProfanityRate
    case .negativeSentiment: .negativeSentimentRate
    case .statedFailure: .statedFailureRate
    case .rageQuit: .rageQuitRate
    case .frustratedContact: .frustratedContactRate
    case .botRepeat: .botRepeatRate
    case .botLoop: .botLoopRate
    case .humanRepeat: .humanRepeatRate
    case .humanLoop: .humanLoopRate
    case .noMatchTwice: .noMatchTwiceRate
    case .redirect: .redirectRate
    case .redirectChain: .redirectChainRate
    case .repeatAfterUnbackedPromise: .repeatAfterUnbackedPromiseRate
    case .disclosure: .disclosureRate
    case .flaggedFrustration: .flaggedFrustration
    case .flaggedDissatisfaction: .flaggedDissatisfaction
    case .flaggedHumanRequest: .flaggedHumanRequest
    case .flaggedAbuse: .flaggedAbuse
    }
  }
}
