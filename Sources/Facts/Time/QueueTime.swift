import Conversations
import Records

/// M10: one walk along a timeline in which queue events were seen.
struct QueueTime {
  private var opened: Instant?
  /// The first human message since, for a queue that nobody says was left.
  private var answered: Instant?
  private var waited: Int64 = 0
  private var fault: ClockFault?
  private var evidence = Evidence.event
  private var entered = false
  private var openAtEnd = false

  mutating func walk(
    _ timeline: TimelineView,
    _ outline: Outline,
    meter: inout IntervalMeter
  ) {
    for index in 0..<timeline.count {
      let traits = timeline.traits[index]
      let time = timeline.time(index)
      if traits.has(.responds) {
        if traits.has(.byHuman), opened != nil, answered == nil { answered = time }
      } else if traits.has(.event) {
        switch timeline.entries[index].event {
        case .queueEnter: enter(time, &meter)
        case .queueExit, .customerLeft: leave(time, &meter)
        case .agentJoined where traits.has(.byHuman): leave(time, &meter)
        default: break
        }
      }
    }
    close(at: timeline.timeIfAny(outline.lastReal), &meter)
  }

  private mutating func enter(_ time: Instant, _ meter: inout IntervalMeter) {
    entered = true
    closeAnswered(&meter)
    if opened == nil { opened = time }
  }

  private mutating func leave(_ time: Instant, _ meter: inout IntervalMeter) {
    guard let since = opened else { return }
    add(meter.measure(from: since, to: time))
    opened = nil
    answered = nil
  }

  /// Nobody said that the queue was left, but a person wrote.
  private mutating func closeAnswered(_ meter: inout IntervalMeter) {
    guard let since = opened, let answered else { return }
    add(meter.measure(from: since, to: answered))
    evidence = .inferred
    opened = nil
    self.answered = nil
  }

  private mutating func close(at end: Instant, _ meter: inout IntervalMeter) {
    closeAnswered(&meter)
    guard let since = opened else { return }
    openAtEnd = true
    // Who entered after the last message leaves no wait to measure.
    let isLate = since.isKnown && end.isKnown && end < since
    add(isLate ? .success(0) : meter.measure(from: since, to: end))
  }

  private mutating func add(_ measured: Result<Int64, ClockFault>) {
    switch measured {
    case .success(let span): waited += span
    case .failure(let found): fault = fault ?? found
    }
  }

  /// Nil when the contact entered no queue.
  var fact: TimeFact? {
    guard entered else { return nil }
    if let fault { return .null(fault.reason) }
    return openAtEnd ? .censored(waited, .noReply) : .known(waited, evidence)
  }
}

extension ContactFacts {
  mutating func readQueue(_ timeline: TimelineView, _ outline: Outline) {
    var queue = QueueTime()
    queue.walk(timeline, outline, meter: &clock)
    guard let fact = queue.fact else { return }
    enteredQueue = true
    queueWait = fact
    var first = 0
    while !timeline.entries[first].is(.queueEnter) { first += 1 }
    answeredAfterQueue = outline.firstHuman(after: first, in: timeline) >= 0
  }
}
