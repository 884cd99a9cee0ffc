/// The heads for customers' messages by themselves, in a table that fits into the nearest caches.
///
/// They say the same as in `SignalModel`; the answer is yes where the calibrated chance is at least one half. A message is judged in two steps: `wording` needs its text, `isYes` what came
/// before it, which is known later.
package struct MessageModel: Sendable {
  /// What the wording of a message speaks for, by head.
  package struct Wording: Sendable, BitwiseCopyable {
    package var abuse: Float
    package var humanRequest: Float

    package init(abuse: Float, humanRequest: Float) {
      self.abuse = abuse
      self.humanRequest = humanRequest
    }
  }

  /// One of its heads.
  package struct Judge: Sendable {
    fileprivate let constants: SignalModel.Constants
    private let weights: [12 of Float]
    private let threshold: Float
    private let weighsLikeness: Bool

    fileprivate init?(_ constants: SignalModel.Constants) {
      guard constants.shape.count == MessageShape.count else { return nil }
      self.constants = constants
      weights = .init { constants.shape[$0] }
      weighsLikeness =
        constants.shape[MessageShape.likeOwn] != 0 || constants.shape[MessageShape.likeOther] != 0
      // A chance has six digits, and what rounds to 0.5 is a yes.
      threshold = (-constants.scale.offset - 2e-6) / constants.scale.slope
    }

    /// Whether the answer is yes for a message whose likeness to others is in its shape.
    @inline(__always)
    package func isYes(_ wording: Float, _ shape: MessageShape) -> Bool {
      var sum = wording
      for index in 0..<MessageShape.count { sum += shape.values[index] * weights[index] }
      return sum >= threshold
    }

    /// The answer where it is the same whatever the likeness to other messages is, which takes long to find; else nil.
    ///
    /// A sum of floating point numbers never falls when one of them rises, so that the two ends are enough.
    @inline(__always)
    package func settled(_ wording: Float, _ shape: MessageShape) -> Bool? {
      // What has no weight decides nothing.
      guard weighsLikeness else { return isYes(wording, shape) }
      var low = shape
      var high = shape
      let (own, other) = (weights[MessageShape.likeOwn], weights[MessageShape.likeOther])
      low.setLikeness(own: own < 0 ? 1 : 0, other: other < 0 ? 1 : 0)
      high.setLikeness(own: own > 0 ? 1 : 0, other: other > 0 ? 1 : 0)
      let answer = isYes(wording, low)
      return answer == isYes(wording, high) ? answer : nil
    }
  }

  package let abuse: Judge
  package let humanRequest: Judge
  /// The steps of both heads for each place: those of `humanRequest` 256 times, and those of `abuse`.
  private let steps: [Int16]

  /// The heads of the weights that are part of the program; nil when these are broken.
  package static func embedded() -> MessageModel? {
    guard let model = SignalModel.embedded([.abuse, .humanRequest]) else { return nil }
    let (abuse, ofAbuse) = model.column(of: .abuse)
    let (request, ofRequest) = model.column(of: .humanRequest)
    guard let abuse = Judge(abuse), let request = Judge(request) else { return nil }
    return MessageModel(
      abuse: abuse,
      humanRequest: request,
      steps: zip(ofAbuse, ofRequest).map { Int16($1) * 256 + Int16($0) }
    )
  }

  private init(abuse: Judge, humanRequest: Judge, steps: [Int16]) {
    self.abuse = abuse
    self.humanRequest = humanRequest
    self.steps = steps
  }

  /// What the places of a message's features speak for.
  package func wording(_ places: UnsafeBufferPointer<UInt16>) -> Wording {
    var both = 0
    var ofAbuse = 0
    steps.withUnsafeBufferPointer { steps in
      for place in places {
        let step = steps[Int(place)]
        both &+= Int(step)
        ofAbuse &+= Int(Int8(truncatingIfNeeded: step))
      }
    }
    // At most some 2,600 places of 31 steps.
    let ofRequest = (both &- ofAbuse) / 256
    let none: (Int32, Int) = (0, 0)
    return Wording(
      abuse: abuse.constants.wording(
        customer: (Int32(truncatingIfNeeded: ofAbuse), places.count),
        responder: none
      ),
      humanRequest: humanRequest.constants.wording(
        customer: (Int32(truncatingIfNeeded: ofRequest), places.count),
        responder: none
      )
    )
  }
}
