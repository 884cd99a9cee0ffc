import Records
import Signals
import Wording

extension TimelineBuilder {
  /// Judges the customer's messages of a timeline that was made of the items, in its order.
  ///
  /// What needs the text was kept with the tokens when the message was logged.
  func detect(_ timeline: UnsafeMutablePointer<TimelineEntry>, _ detectors: MessageDetectors) {
    var course = Course()
    for index in 0..<items.count {
      let item = items.base + index
      guard item.pointee.isJudged else { continue }
      guard item.pointee.role == customer else {
        if item.pointee.role != system, item.pointee.role != unknown {
          course.passReply(item.pointee.marks, tokens(of: index), detectors.valence)
        }
        continue
      }
      guard let tokens = item.pointee.tokens else { continue }
      let heard = course.hear(
        item.pointee.marks,
        words: item.pointee.words,
        UnsafeBufferPointer(start: tokens, count: Int(item.pointee.tokenCount)),
        detectors.valence
      )
      let answers = detectors.judge(item.pointee.wording, heard) { likeness(of: index) }
      var found: Detections = .judged
      if let isFrustrated = answers.frustration {
        found.formUnion(.weighed)
        if isFrustrated { found.formUnion(.frustration) }
      }
      if answers.dissatisfaction == true { found.formUnion(.dissatisfaction) }
      if answers.humanRequest { found.formUnion(.humanRequest) }
      if answers.abuse { found.formUnion(.abuse) }
      timeline[index].detections = found
    }
  }

  /// How alike a customer's message is to the nearest of the customer's last ones, and to the last reply; as
  /// `Talk` finds it.
  private func likeness(of index: Int) -> (own: Float, other: Float) {
    let tokens = tokens(of: index)
    var own: Float = 0
    var other: Float?
    var met = 0
    var earlier = index
    while earlier > 0, met < Talk.memory || other == nil {
      earlier -= 1
      guard items[earlier].isJudged else { continue }
      switch items[earlier].role {
      case customer where met < Talk.memory:
        own = Swift.max(own, Self.overlap(tokens, self.tokens(of: earlier)))
        met += 1
      case customer, system, unknown: break
      default:
        if other == nil { other = Self.overlap(tokens, self.tokens(of: earlier)) }
      }
    }
    return (own, other ?? 0)
  }

  private func tokens(of index: Int) -> UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: items[index].tokens, count: Int(items[index].tokenCount))
  }

  private static func overlap(
    _ left: UnsafeBufferPointer<UInt32>,
    _ right: UnsafeBufferPointer<UInt32>
  ) -> Float {
    Float(TokenOverlap(left, right).index ?? 0)
  }
}
