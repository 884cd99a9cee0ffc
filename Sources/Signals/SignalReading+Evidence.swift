extension SignalReading {
  /// The words without which an answer would be lower, the weightiest first; at most three.
  ///
  /// Each word is left out in turn and the message is read again, so that rules and learned weights are explained alike.
  /// Only the first 64 words are tried. The ranges are of bytes in the text; `state` is the one before the message.
  package mutating func evidence(
    _ answer: Prediction,
    _ text: UnsafeRawBufferPointer,
    isCustomer: Bool,
    after state: State
  ) -> [Range<Int>] {
    var found: [(drop: Double, span: Range<Int>)] = []
    var copy = Array(text)
    for span in Self.words(text).prefix(64) {
      for index in span { copy[index] = 0x20 }
      var before = state
      let without = copy.withUnsafeBytes { read($0, isCustomer: isCustomer, in: &before) }
      for index in span { copy[index] = text[index] }
      let score = without.first { $0.signal == answer.signal }?.score ?? 0
      if score < answer.score { found.append((answer.score - score, span)) }
    }
    // Of equal drops the first word stands first.
    found.sort { ($0.drop, $1.span.lowerBound) > ($1.drop, $0.span.lowerBound) }
    return found.prefix(3).map(\.span)
  }

  /// What stands between blanks.
  private static func words(_ text: UnsafeRawBufferPointer) -> [Range<Int>] {
    var words: [Range<Int>] = []
    var start: Int?
    for (index, byte) in text.enumerated() {
      if byte > 0x20 {
        start = start ?? index
      } else if let first = start {
        words.append(first..<index)
        start = nil
      }
    }
    if let first = start { words.append(first..<text.count) }
    return words
  }
}
