import Conversations
import Records

/// All that the measures of one counted contact are read from.
struct Reading {
  let fact: UnsafePointer<ContactFacts>
  var rating: Rating?
  var link: Link
  var outcome: Outcome
  var outcomeEvidence: Evidence
  var full: TimeFact
  /// The chain of contacts that this one begins.
  var chain: Chain?
  /// Milliseconds of human work, adjusted for concurrency.
  var work: Double
  var asOf: Instant
  var observationStart: Instant
  var tolerance: Int64
  var hasCapsHabit: Bool
  var topicKnown: Bool
  var surveyOffersExported: Bool
  var solvedIsExported: Bool
  var scoresAreExported: Bool
  var queueIsExported: Bool
  /// In milliseconds.
  var shortAbandon: Int64
  /// Whether conversations are cut into contacts at all.
  var isCut: Bool
  /// When the customer re-opened the conversation behind this contact; missing when never.
  var reopening: Instant
  var servedBotReply: Int64
  var servedHumanReply: Int64
  var actionsExported: Bool
  var disclosureOutsideTranscript: Bool

  /// In place: it is large.
  @inline(__always)
  var facts: ContactFacts { fact.pointee }

  typealias Rates = CellRow<RateMetric, RateCell>
  typealias Values = CellRow<ValueMetric, ValueCell>

  func fillRates(_ put: Rates) {
    put(.served, served)
    fillOutcomes(put)
    fillQueue(put)
    fillResolvedWithin(put)
    fillHandoffs(put)
    fillRequests(put)
    fillRepeats(put)
    fillTransfers(put)
    fillVendors(put)
    fillDurable(put)
    fillSatisfaction(put)
    fillFrustration(put)
    fillResponder(put)
    fillDetectors(put)
  }

  func fillValues(_ put: Values) {
    put(.firstResponseTime, firstResponse)
    put(.timeToHuman, facts.timeToHuman.cell)
    put(.handoffWait, facts.handoffWait.cell)
    put(.handoffWaitTotal, facts.handoffWaitTotal.cell)
    put(.queueWait, queueWait)
    put(.firstResolutionTime, firstResolution)
    put(.fullResolutionTime, full.cell)
    put(.contactDuration, facts.duration.cell)
    put(.customerWaitTotal, facts.wait.cell)
    put(.handleTime, handleTime.cell)
    put(.handleTimeAdjusted, handleTimeAdjusted)
    put(.turns, .known(Double(facts.turns), .inferred))
    put(.humanRequestEffortSeconds, facts.requestSeconds.cell)
    put(.humanRequestEffortMessages, requestMessages)
    put(.contactsPerIssue, contactsPerIssue)
    put(.csatScore, csatScore)
    put(.frustrationFamilies, familyCount)
    put(.talkRatio, talkRatio)
    put(.humanClaimCount, humanClaims)
  }

  /// E1: nobody replied, so the wait is at least as long as we have looked.
  var firstResponse: ValueCell {
    guard facts.firstResponse == .null(.noReply), facts.clockFault == nil,
      let span = asOf.since(facts.firstEngaged)
    else { return facts.firstResponse.cell }
    return .censored(at: Double(max(span, 0)) / 1000, .noReply)
  }

  /// M11: why no reply latency of the contact is known.
  var latencyAbsence: NullReason {
    if let fault = facts.clockFault { return fault }
    if !facts.hasResponse { return .noReply }
    if facts.firstResponse == .null(.notInExport) { return .notInExport }
    // A reply without a time; else all that was said in reply ended a hand-off (M09).
    let isFaulty = facts.clock.missing > 0 || facts.clock.backwards > 0
    return isFaulty ? facts.clock.fault.reason : .notApplicable
  }

  var firstResolution: ValueCell {
    fact.pointee.firstResolution(outcome, asOf: asOf, tolerance: tolerance).cell
  }

  /// M17 of contacts with a human; an explicit field decides whether there was one.
  private var handleTime: TimeFact {
    guard facts.humanParticipates else { return .null(.notApplicable) }
    return facts.handleTime == .null(.notApplicable) ? .null(.notInExport) : facts.handleTime
  }

  private var handleTimeAdjusted: ValueCell {
    guard case .known(_, let evidence) = handleTime else { return handleTime.cell }
    return .known(work / 1000, evidence)
  }

  private var talkRatio: ValueCell {
    guard facts.hasResponse else { return .null(.noReply) }
    guard facts.customerWords > 0 else { return .null(.notApplicable) }
    return .known(Double(facts.responderWords) / Double(facts.customerWords), .inferred)
  }

  /// A rate whose denominator is D.
  func decided(_ yes: Bool) -> RateCell {
    if let reason = outcome.undecided { return .null(reason) }
    return .known(yes, outcomeEvidence)
  }
}
