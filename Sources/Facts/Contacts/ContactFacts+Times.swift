import Conversations
import Records

/// Section 9.2 for one contact.
extension ContactFacts {
  mutating func readTimes(
    _ timeline: TimelineView,
    _ outline: Outline,
    _ context: inout FactContext
  ) {
    end = timeline.timeIfAny(outline.lastReal)
    lastPublic = outline.lastPublic
    if timeline.seen.has(.byHuman), !context.isCore { readTouches(timeline, &context) }
    guard outline.firstEngaged >= 0 else { return }
    firstEngaged = timeline.time(outline.firstEngaged)

    firstResponse = responseTime(timeline, outline)
    let human = outline.firstHuman(after: outline.firstEngaged, in: timeline)
    if human >= 0 {
      timeToHuman = clock.fact(from: firstEngaged, to: timeline.time(human), .inferred)
    } else {
      timeToHuman = clock.bound(from: firstEngaged, to: end, .noReply)
    }
    duration = clock.fact(from: exactStart, to: end, .inferred)

    if !context.isCore {
      context.fallbacks.removeAll(keepingCapacity: true)
      if timeline.seen.has(.fallback) { context.fallbacks = Conduct.fallbacks(timeline) }
      context.actions.read(timeline)
    }
    var flow = Flow(
      Conduct(missing: missingLists, firstSubstantive: outline.firstSubstantive)
    )
    flow.walk(timeline, outline, &context, meter: &clock)
    turns = Int32(truncatingIfNeeded: flow.turns)
    responderWords = Int32(clamping: flow.responderWords)
    customerWords = Int32(clamping: flow.customerWords)
    takeWaits(flow)
    takeHandoffs(flow)
    if timeline.seen.has(.queue) { readQueue(timeline, outline) }
    take(flow.conduct)
  }

  private mutating func take(_ conduct: Conduct) {
    noMatchTwice = conduct.failsTwice
    tellsMatch = conduct.tellsMatch
    repliesScanned = conduct.isScanned
    hasStaleLink = conduct.hasStaleLink
    redirects = conduct.redirects
    redirectsAgain = conduct.redirectsAgain
    botUnbacked = conduct.botUnbacked
  }

  private mutating func responseTime(_ timeline: TimelineView, _ outline: Outline) -> TimeFact {
    var evidence = Evidence.inferred
    for index in outline.firstEngaged..<timeline.count where timeline.has(.byResponder, index) {
      if timeline.has(.substantive, index) {
        firstResponseIsBot = timeline.has(.byBot, index)
        return clock.fact(from: firstEngaged, to: timeline.time(index), evidence)
      }
      if !timeline.has(.explicitKind, index) { evidence = .heuristic }
    }
    return .null(.noReply)
  }

  private mutating func takeWaits(_ flow: Flow) {
    if !hasResponse {
      // E1: one interval from contact start to contact end, which the meter has seen as the duration.
      if case .known(let span, _) = duration {
        wait = .censored(span, .noReply)
      } else {
        wait = duration
      }
      hasUnansweredTail = true
      return
    }
    hasUnansweredTail = flow.hasTail
    wait = flow.waitFault.map { .null($0.reason) } ?? .known(flow.waited, flow.waitEvidence)
  }

  private mutating func takeHandoffs(_ flow: Flow) {
    guard let first = flow.firstHandoff else { return }
    handoffWait = first
    if let fault = flow.handoffFault {
      handoffWaitTotal = .null(fault.reason)
    } else if flow.handoffOpenAtEnd {
      handoffWaitTotal = .censored(flow.handedOver, .handoffFailed)
    } else {
      handoffWaitTotal = .known(flow.handedOver, max(flow.handoffEvidence, .inferred))
    }
  }

  /// Section 2: with too many null intervals no time of the contact is to be trusted.
  ///
  /// The contact's latencies are dropped with them.
  mutating func withholdUnreliableTimes(above share: Double) {
    guard isEngaged, clock.isUnreliable(above: share) else { return }
    let reason = clock.fault.reason
    clockFault = reason
    firstResponse = firstResponse.withheld(reason)
    timeToHuman = timeToHuman.withheld(reason)
    handoffWait = handoffWait.withheld(reason)
    handoffWaitTotal = handoffWaitTotal.withheld(reason)
    queueWait = queueWait.withheld(reason)
    handleTime = handleTime.withheld(reason)
    duration = duration.withheld(reason)
    wait = wait.withheld(reason)
    requestSeconds = requestSeconds.withheld(reason)
    latencyCount = 0
  }
}
