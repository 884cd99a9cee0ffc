package import Wording

/// Reads messages one after another and says what the detectors see; one per worker.
package struct SignalScanner: ~Copyable {
  /// The wording of the last message.
  package private(set) var features = MessageFeatures()
  private var scanner: TextScanner
  private let valence: ValenceLists

  package init(lexicon: Lexicon) {
    scanner = TextScanner(lexicon: lexicon)
    valence = ValenceLists(&scanner)
  }

  /// Reads a message of a conversation.
  ///
  /// - Parameters:
  ///   - text: The message as UTF-8.
  ///   - isCustomer: Whether the customer wrote it; everybody else answers.
  ///   - talk: What came before in the conversation; the message is added to it.
  /// - Returns: What is not wording, and the distress of a customer's message; `features` holds the wording.
  package mutating func read(
    _ text: UnsafeRawBufferPointer,
    isCustomer: Bool,
    in talk: inout Talk
  ) -> (shape: [Float], distress: Float) {
    let summary = scanner.scan(text, language: .unknown, side: isCustomer ? .customer : .bot)
    let tokens = scanner.tokens
    features.read(text, tokens)
    let own = isCustomer ? Distress.of(summary.marks, valence.weigh(tokens, &talk.languages)) : 0
    let distress = isCustomer ? own + talk.distressBefore : 0
    return (talk.add(summary, tokens, distress: own, isCustomer: isCustomer), distress)
  }

  /// The tokens of the last message.
  package var tokens: UnsafeBufferPointer<UInt32> { scanner.tokens }
}
