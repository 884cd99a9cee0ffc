/// How much trouble a customer's message speaks of, as one number, in points.
///
/// Rules written by hand and a learned head add up. What the customer's last message speaks of counts in what is said of
/// the whole conversation (`Head.last`). Four signals that people label differently are read off it, each from a
/// point of its own: expressed anger, any negative emotion, discontent with the course so far, a complaint.
package enum Distress {
  /// What the rules see in the message itself.
  @inline(__always)
  static func of(_ marks: UInt32, _ bits: ShapeBits, _ valence: Valence) -> Float {
    var sum = valence.trouble - 0.8 * valence.contentment
    if marks & bits.capitals != 0 { sum += 2 }
    if marks & bits.punctuationRun != 0 { sum += 1.5 }
    if marks & bits.failure != 0 { sum += 2 }
    if marks & bits.humanRequest != 0 { sum += 1 }
    if marks & bits.courtesyOnly != 0 { sum -= 3 }
    return sum
  }

  /// How many points of distress make the odds e times as high, in a score.
  static let scale: Float = 2

  /// From where on one of the signals is answered yes, and what it adds to the rules.
  ///
  /// All chosen by hand among halves and whole numbers.
  package struct Point: Sendable {
    package let signal: Signal
    let from: Float
    /// Points for each unit of log-odds of the head `negativity`.
    let wording: Float
    /// Points for each step of `Talk.size` of the number of words: who is angry writes more, who is merely discontent
    /// does not.
    let length: Float

    /// Points after a reply that turned a wish down.
    let refusal: Float

    /// The distress of a message by this signal's measure.
    ///
    /// - Parameters:
    ///   - heard: What the rules see, with what came before.
    ///   - negativity: What the learned head sees in the wording.
    /// - Returns: Points; nil in a language without a valence list.
    @inline(__always)
    package func sum(_ heard: Course.Heard, _ negativity: Float) -> Float? {
      guard let rules = heard.distress else { return nil }
      return rules + wording * negativity + length * heard.shape.size
        + (heard.isRefused ? refusal : 0)
    }

    /// Whether the distress reaches the point, but for what rounding takes from sums of tenths.
    @inline(__always)
    func isReached(_ heard: Course.Heard, _ negativity: Float) -> Bool? {
      sum(heard, negativity).map { $0 >= from - 4e-6 }
    }

    static let frustration = Point(
      signal: .frustration,
      from: 7,
      wording: 2,
      length: 2,
      refusal: 0
    )
    static let negativeEmotion = Point(
      signal: .negativeEmotion,
      from: 5,
      wording: 2,
      length: 2,
      refusal: 0
    )
    static let dissatisfaction = Point(
      signal: .dissatisfaction,
      from: 2,
      wording: 0.5,
      length: 0,
      refusal: 2
    )
    static let complaint = Point(
      signal: .complaint,
      from: 4,
      wording: 2,
      length: 2,
      refusal: 0
    )

    package static let all = [frustration, negativeEmotion, dissatisfaction, complaint]
  }
}
