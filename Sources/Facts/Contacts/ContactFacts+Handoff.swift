import Conversations
import Records

/// Sections 1.2 and 9.3: hand-off and requests for a human.
extension ContactFacts {
  mutating func readHandoff(_ timeline: TimelineView, _ outline: Outline) {
    humanAfterBot = outline.firstHumanAfterBot >= 0
    if outline.firstHandoff >= 0 {
      handoffInitiated = true
      handoffEvidence = Flow.evidence(ofHandoff: timeline.traits[outline.firstHandoff])
      handoffFailed = outline.firstHuman(after: outline.firstHandoff, in: timeline) < 0
    }
    if timeline.seen.has(.requestsHuman) { readRequest(timeline, outline) }
  }

  private mutating func readRequest(_ timeline: TimelineView, _ outline: Outline) {
    var first = 0
    while first < timeline.count,
      !(timeline.has(.speech, first) && timeline.has(.requestsHuman, first))
    {
      first += 1
    }
    guard first < timeline.count else { return }
    let reached = outline.firstHuman(after: first, in: timeline)
    let byButton = timeline.entry(first).flags.contains(.humanButton)
    var found = HumanRequest(evidence: byButton ? .explicit : .heuristic)
    found.isUnmet = reached < 0

    let stop = reached < 0 ? timeline.count : reached
    // A hand-off initiated before the request leaves nothing to deflect.
    let handoff = outline.firstHandoff < 0 ? stop : min(outline.firstHandoff, stop)
    var turnEnded = false
    for index in first + 1..<max(first + 1, timeline.count) {
      let traits = timeline.traits[index]
      if traits.has(.speech) {
        if index < stop { found.furtherMessages += 1 }
        if turnEnded, traits.has(.requestsHuman) { found.isRepeated = true }
      } else if traits.has(.responds) {
        turnEnded = true
        if traits.has(.byBot), index < handoff { found.botMessages += 1 }
      }
    }
    found.isDeflected =
      found.botMessages >= 2 || (found.botMessages == 1 && outline.firstHandoff < 0)
    request = found

    let asked = timeline.time(first)
    if reached >= 0 {
      requestSeconds = clock.fact(
        from: asked,
        to: timeline.time(reached),
        max(found.evidence, .inferred)
      )
    } else {
      requestSeconds = clock.bound(from: asked, to: end, .noReply)
    }
  }
}
