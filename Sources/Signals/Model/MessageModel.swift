/// The heads for customers' messages by themselves, in a table that fits into the nearest caches.
///
/// They say the same as in `SignalModel`; the answer is yes where the calibrated chance is at least one half. A message is judged in two steps: `wording` needs its text, `isYes` what came
/// before it, which is known later.
package struct MessageModel: Sendable {
  /// What the wording of a message speaks for, by head.
  package struct Wording: Sendable, BitwiseCopyable {
    package var abuse: Float
    package var humanRequest: Float
    package var negativity: Float

    package init(abuse: Float, humanRequest: Float, negativity: Float) {
      self.abuse = abuse
      self.humanRequest = humanRequest
      self.negativity = negativity
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
  private let negativity: SignalModel.Constants
  /// The steps of the three heads for each place, in ten bits each; 31 is added, so that none is below 0.
  private let steps: [UInt32]

  /// The heads of the weights that are part of the program; nil when these are broken.
  package static let shared = embedded()

  private static func embedded() -> MessageModel? {
    let heads: [Head] = [.abuse, .humanRequest, .negativity]
    let none = heads.indices.reduce(0) { $0 | lifted(0) << (UInt32($1) * bits) }
    var steps = [UInt32](repeating: none, count: HeadWeights.placeCount)
    let file = steps.withUnsafeMutableBufferPointer { steps in
      SignalModel.shipped.withUTF8Buffer { text in
        WeightFile(
          text,
          heads,
          customer: { head, place, step in
            let shift = UInt32(head) * bits
            steps[place] = steps[place] & ~(fieldMask << shift) | lifted(step) << shift
          },
          responder: { _, _, _ in }
        )
      }
    }
    guard let file, let abuse = file.heads[.abuse].flatMap({ Judge($0) }),
      let humanRequest = file.heads[.humanRequest].flatMap({ Judge($0) }),
      let negativity = file.heads[.negativity]
    else { return nil }
    return MessageModel(
      abuse: abuse,
      humanRequest: humanRequest,
      negativity: negativity,
      steps: steps
    )
  }

  private static func lifted(_ step: Int8) -> UInt32 { UInt32(Int(step) + WeightText.limit) }

  /// Of each head in a number of the table.
  private static let bits: UInt32 = 10
  private static let fieldMask: UInt32 = 1 << bits - 1
  /// So many places of at most 62 steps fit into them.
  private static let run = 16

  private init(
    abuse: Judge,
    humanRequest: Judge,
    negativity: SignalModel.Constants,
    steps: [UInt32]
  ) {
    self.abuse = abuse
    self.humanRequest = humanRequest
    self.negativity = negativity
    self.steps = steps
  }

  /// What the places of a message's features speak for.
  package func wording(_ places: UnsafeBufferPointer<UInt16>) -> Wording {
    var ofAbuse: UInt32 = 0
    var ofRequest: UInt32 = 0
    var ofNegativity: UInt32 = 0
    steps.withUnsafeBufferPointer { steps in
      let mask = Self.fieldMask
      var index = 0
      while index < places.count {
        let end = Swift.min(index &+ Self.run, places.count)
        var all: UInt32 = 0
        while index < end {
          all &+= steps[Int(places[index])]
          index &+= 1
        }
        ofAbuse &+= all & mask
        ofRequest &+= all &>> Self.bits & mask
        ofNegativity &+= all &>> (2 &* Self.bits)
      }
    }
    // At most some 6,000 places of 62 steps.
    let lifted = Int32(places.count * WeightText.limit)
    func sum(_ constants: SignalModel.Constants, _ steps: UInt32) -> Float {
      constants.wording(customer: (Int32(steps) - lifted, places.count), responder: (0, 0))
    }
    return Wording(
      abuse: sum(abuse.constants, ofAbuse),
      humanRequest: sum(humanRequest.constants, ofRequest),
      negativity: sum(negativity, ofNegativity)
    )
  }
}
