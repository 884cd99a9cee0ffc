import Conversations
import Records

/// A stretch in which a person worked on a contact: up to a message of that person (M17).
struct Touch: Sendable {
  /// As in `TimelineEntry`; 0 unknown.
  var author: UInt64
  /// In milliseconds since 1970.
  var begin: Int64
  var end: Int64
}

extension ContactFacts {
  /// A field goes before what messages show; work after the last message is added to what they show.
  mutating func applyWork(_ given: Int64?) {
    if let given {
      handleTime = .known(given, .explicit)
      handleTimeIsGiven = true
      afterWork = 0
    } else if case .known(let worked, let evidence) = handleTime {
      handleTime = .known(worked + afterWork, evidence)
    }
  }

  /// M17, before it is adjusted.
  ///
  /// Gaps lie between messages that other intervals measure already, so they are not counted again among the needed
  /// intervals of METRICS 2.
  mutating func readTouches(_ timeline: TimelineView, _ context: inout FactContext) {
    var previous: Instant?
    var hasHuman = false
    var worked: Int64 = 0
    var fault: ClockFault?
    // Up to here the contact's touches reach; messages may be out of order within the tolerance.
    var reached = Int64.min
    for index in 0..<timeline.count {
      let traits = timeline.traits[index]
      guard traits.has(.publicMessage) else { continue }
      let time = timeline.time(index)
      if traits.has(.byHuman) { hasHuman = true }
      if traits.has(.byHuman), let previous {
        switch IntervalMeter.measure(from: previous, to: time, tolerance: clock.tolerance) {
        case .success(let gap):
          let length = min(gap, context.maxTouchGap)
          worked += length
          let begin = max(time.milliseconds - length, reached)
          if begin < time.milliseconds {
            let author = timeline.entries[index].author
            if author == 0 { hasUnknownTouch = true }
            context.touches.append(Touch(author: author, begin: begin, end: time.milliseconds))
            reached = time.milliseconds
          }
        case .failure(let found): fault = fault ?? found
        }
      }
      previous = time
    }
    guard hasHuman else { return }
    handleTime = fault.map { .null($0.reason) } ?? .known(worked, .inferred)
  }
}
