import Wording

/// What is no wording of one message, in the order in which heads weigh it.
package struct MessageShape: Sendable {
  /// How many values there are.
  package static let count = 12

  package private(set) var values: [12 of Float]

  /// - Parameters:
  ///   - marks: What the phrase lists and the look of the text say.
  ///   - bits: The bits of marks, copied once.
  ///   - words: How many the message has.
  ///   - valence: A quarter of its own distress; 0 of a reply.
  ///   - isFirst: Whether its side has not written before.
  @inline(__always)
  init(_ marks: UInt32, _ bits: ShapeBits, words: UInt16, valence: Float, isFirst: Bool) {
    values = [
      marks & bits.humanRequest != 0 ? 1 : 0,
      marks & bits.failure != 0 ? 1 : 0,
      marks & bits.courtesyOnly != 0 ? 1 : 0,
      Swift.min(Swift.max(valence, -3), 3),
      marks & bits.capitals != 0 ? 1 : 0,
      marks & bits.punctuationRun != 0 ? 1 : 0,
      Talk.size(Float(words)),
      0,
      0,
      marks & bits.endsWithQuestion != 0 ? 1 : 0,
      isFirst ? 1 : 0,
      marks & bits.noMatch != 0 ? 1 : 0,
    ]
  }

  /// The same as a list, for training.
  package var list: [Float] { values.indices.map { values[$0] } }

  /// How alike the message is to the nearest of the last ones of its own side, and to the last one of the other:
  /// Jaccard indices of their tokens.
  @inline(__always)
  package mutating func setLikeness(own: Float, other: Float) {
    values[Self.likeOwn] = own
    values[Self.likeOther] = other
  }

  /// The number of words, on the scale of `Talk.size`.
  @inline(__always)
  var size: Float { values[6] }

  /// Whether the phrase lists find a request for a person.
  package static let listedRequest = 0
  static let likeOwn = 7
  static let likeOther = 8
}

/// The bits of `Marks` that shapes and distress ask for, copied once: a static property of another module is a call at
/// every use.
package struct ShapeBits: Sendable {
  let humanRequest = Marks.humanRequest.rawValue
  let failure = Marks.failure.rawValue
  let courtesyOnly = Marks.courtesyOnly.rawValue
  let capitals = Marks.capitals.rawValue
  let punctuationRun = Marks.punctuationRun.rawValue
  let endsWithQuestion = Marks.endsWithQuestion.rawValue
  let noMatch = Marks.noMatch.rawValue
}
