package import Wording

/// Reads messages one after another and says what the detectors see; one per worker.
package struct SignalScanner: ~Copyable {
  /// The wording of the last message.
  package private(set) var features = MessageFeatures()
  private var scanner: TextScanner
  private let valence = ValenceLists()

  package init(lexicon: Lexicon) {
    scanner = TextScanner(lexicon: lexicon)
  }

  /// Reads a message of a conversation.
  ///
  /// - Parameters:
  ///   - text: The message as UTF-8.
  ///   - isCustomer: Whether the customer wrote it; everybody else answers.
  ///   - talk: What came before in the conversation; the message is added to it.
  /// - Returns: What is not wording; `features` holds the wording.
  package mutating func read(
    _ text: UnsafeRawBufferPointer,
    isCustomer: Bool,
    in talk: inout Talk
  ) -> Course.Heard {
    let summary = scanner.scan(text, language: .unknown, side: isCustomer ? .customer : .bot)
    let tokens = scanner.tokens
    features.read(text, tokens)
    let marks = summary.marks.rawValue
    var heard =
      isCustomer
      ? talk.course.hear(marks, words: summary.words, tokens, valence)
      : talk.course.hearReply(marks, words: summary.words, tokens, valence)
    talk.add(summary, tokens, &heard, isCustomer: isCustomer)
    return heard
  }

  /// The tokens of the last message.
  package var tokens: UnsafeBufferPointer<UInt32> { scanner.tokens }
}
