import Conversations
import Records
import Wording

/// Sections 1.2 and 9.3: hand-off and requests for a human.
extension ContactFacts {
  mutating func readHandoff(_ timeline: [TimelineEntry], _ outline: Outline) {
    humanAfterBot = outline.firstHumanAfterBot != nil
    if let first = outline.firstHandoff {
      handoffInitiated = true
      handoffEvidence = Flow.evidence(ofHandoff: timeline[first])
      handoffFailed = outline.firstHuman(after: first, in: timeline) == nil
    }
    readRequest(timeline, outline)
  }

  private mutating func readRequest(_ timeline: [TimelineEntry], _ outline: Outline) {
    guard
      let first = timeline.firstIndex(where: { $0.isCustomerSpeech && $0.requestsHuman })
    else { return }
    let reached = outline.firstHuman(after: first, in: timeline)
    let byButton = timeline[first].flags.contains(.humanButton)
    var found = HumanRequest(evidence: byButton ? .explicit : .heuristic)
    found.isUnmet = reached == nil

    let stop = reached ?? timeline.count
    // A hand-off initiated before the request leaves nothing to deflect.
    let handoff = min(outline.firstHandoff ?? stop, stop)
    var turnEnded = false
    for index in timeline.indices.dropFirst(first + 1) {
      let entry = timeline[index]
      if entry.isCustomerSpeech {
        if index < stop { found.furtherMessages += 1 }
        if turnEnded, entry.requestsHuman { found.isRepeated = true }
      } else if outline.isResponding(entry, at: index) {
        turnEnded = true
        if entry.role == .bot, index < handoff { found.botMessages += 1 }
      }
    }
    found.isDeflected =
      found.botMessages >= 2 || (found.botMessages == 1 && outline.firstHandoff == nil)
    request = found

    let asked = timeline[first].time
    if let reached {
      requestSeconds = clock.fact(
        from: asked,
        to: timeline[reached].time,
        max(found.evidence, .inferred)
      )
    } else {
      requestSeconds = clock.bound(from: asked, to: end, .noReply)
    }
  }
}
