/// How much trouble a customer's message speaks of, as one number: rules written by hand, nothing learned.
///
/// Four signals that people label differently are read off it, each from a point of its own: expressed anger, any
/// negative emotion, discontent with the course so far, a complaint.
enum Distress {
  @inline(__always)
  static func of(_ marks: UInt32, _ bits: ShapeBits, _ valence: Valence) -> Float {
    var sum = valence.trouble - 1.2 * valence.contentment
    if marks & bits.capitals != 0 { sum += 2 }
    if marks & bits.punctuationRun != 0 { sum += 1.5 }
    if marks & bits.failure != 0 { sum += 2 }
    if marks & bits.humanRequest != 0 { sum += 1 }
    if marks & bits.courtesyOnly != 0 { sum -= 3 }
    return sum
  }

  /// The signals and the distress from which each is answered yes, chosen by hand among whole numbers.
  static let signals: [(signal: Signal, from: Float)] = [
    (.frustration, frustration), (.negativeEmotion, 3), (.dissatisfaction, dissatisfaction),
    (.complaint, 1),
  ]

  /// Whether distress reaches a point, but for what rounding takes from sums of tenths.
  @inline(__always)
  static func reaches(_ distress: Float, _ point: Float) -> Bool { distress >= point - 4e-6 }

  static let frustration: Float = 5
  static let dissatisfaction: Float = 2

  /// How many points of distress make the odds e times as high; a convention, because no corpus that may be learned
  /// from has labels for it.
  static let scale: Float = 2
}
