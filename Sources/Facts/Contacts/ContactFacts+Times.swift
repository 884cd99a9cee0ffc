import Conversations
import Records
import Wording

/// Section 9.2 for one contact.
extension ContactFacts {
  mutating func readTimes(_ timeline: [TimelineEntry], _ outline: Outline) {
    end = outline.lastReal.map { timeline[$0].time } ?? .missing
    for entry in timeline where entry.isPublicMessage { lastPublic = max(lastPublic, entry.time) }
    guard let engaged = outline.firstEngaged else { return }
    firstEngaged = timeline[engaged].time

    firstResponse = responseTime(timeline, outline, from: engaged)
    if let human = outline.firstHuman(after: engaged, in: timeline) {
      timeToHuman = clock.fact(from: firstEngaged, to: timeline[human].time, .inferred)
    } else {
      timeToHuman = clock.bound(from: firstEngaged, to: end, .noReply)
    }
    duration = clock.fact(from: exactStart, to: end, .inferred)

    var flow = Flow()
    flow.walk(timeline, outline, meter: &clock)
    turns = flow.turns
    latencies = flow.latencies
    lengths = flow.lengths
    responderWords = flow.responderWords
    customerWords = flow.customerWords
    takeWaits(flow)
    takeHandoffs(flow)
  }

  private mutating func responseTime(
    _ timeline: [TimelineEntry],
    _ outline: Outline,
    from engaged: Int
  ) -> TimeFact {
    var evidence = Evidence.inferred
    for index in timeline.indices.dropFirst(engaged + 1) {
      let entry = timeline[index]
      guard entry.isPublicMessage, entry.role.isResponder else { continue }
      if entry.hasSubstantiveKind {
        return clock.fact(from: firstEngaged, to: entry.time, evidence)
      }
      if !entry.flags.contains(.explicitKind) { evidence = .heuristic }
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
  mutating func withholdUnreliableTimes(above share: Double) {
    guard isEngaged, clock.isUnreliable(above: share) else { return }
    let reason = clock.fault.reason
    clockFault = reason
    firstResponse = firstResponse.withheld(reason)
    timeToHuman = timeToHuman.withheld(reason)
    handoffWait = handoffWait.withheld(reason)
    handoffWaitTotal = handoffWaitTotal.withheld(reason)
    duration = duration.withheld(reason)
    wait = wait.withheld(reason)
    requestSeconds = requestSeconds.withheld(reason)
    latencies = []
  }
}
