import Wording

/// How much trouble a customer's message speaks of, as one number: rules written by hand, nothing learned.
///
/// Four signals that people label differently are read off it, each from a point of its own: expressed anger, any
/// negative emotion, discontent with the course so far, a complaint.
enum Distress {
  static func of(_ marks: Marks, _ valence: Valence) -> Float {
    var sum = valence.trouble - 1.2 * valence.contentment
    if marks.contains(.capitals) { sum += 2 }
    if marks.contains(.punctuationRun) { sum += 1.5 }
    if marks.contains(.failure) { sum += 2 }
    if marks.contains(.humanRequest) { sum += 1 }
    if marks.contains(.courtesyOnly) { sum -= 3 }
    return sum
  }

  /// The signals and the distress from which each is answered yes, chosen by hand among whole numbers.
  static let signals: [(signal: Signal, from: Float)] = [
    (.frustration, 5), (.negativeEmotion, 3), (.dissatisfaction, 2), (.complaint, 1),
  ]

  /// How many points of distress make the odds e times as high; a convention, because no corpus that may be learned
  /// from has labels for it.
  static let scale: Float = 2
}
