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
  var asOf: Instant
  var observationStart: Instant
  var tolerance: Int64
  var hasCapsHabit: Bool
  var topicKnown: Bool
  var surveyOffersExported: Bool
  var actionsExported: Bool
  var disclosureOutsideTranscript: Bool

  /// In place: copying it would copy six cache lines.
  @inline(__always)
  var facts: ContactFacts { fact.pointee }

  typealias Rates = CellRow<RateMetric, RateCell>
  typealias Values = CellRow<ValueMetric, ValueCell>

  func fillRates(_ put: Rates) {
    fillOutcomes(put)
    fillResolvedWithin(put)
    fillHandoffs(put)
    fillRequests(put)
    fillRepeats(put)
    fillDurable(put)
    fillSatisfaction(put)
    fillFrustration(put)
    fillResponder(put)
  }

  func fillValues(_ put: Values) {
    put(.firstResponseTime, firstResponse)
    put(.timeToHuman, facts.timeToHuman.cell)
    put(.handoffWait, facts.handoffWait.cell)
    put(.handoffWaitTotal, facts.handoffWaitTotal.cell)
    put(
      .firstResolutionTime,
      fact.pointee.firstResolution(outcome, asOf: asOf, tolerance: tolerance).cell
    )
    put(.fullResolutionTime, full.cell)
    put(.contactDuration, facts.duration.cell)
    put(.customerWaitTotal, facts.wait.cell)
    put(.turns, .known(Double(facts.turns), .inferred))
    put(.humanRequestEffortSeconds, facts.requestSeconds.cell)
    put(.humanRequestEffortMessages, requestMessages)
    put(.csatScore, csatScore)
    put(.frustrationFamilies, familyCount)
    put(.talkRatio, talkRatio)
    put(.humanClaimCount, humanClaims)
  }

  /// E1: nobody replied, so the wait is at least as long as we have looked.
  private var firstResponse: ValueCell {
    guard facts.firstResponse == .null(.noReply), facts.clockFault == nil,
      let span = asOf.since(facts.firstEngaged)
    else { return facts.firstResponse.cell }
    return .censored(at: Double(max(span, 0)) / 1000, .noReply)
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
