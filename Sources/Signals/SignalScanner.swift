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
  /// - Returns: What is not wording, and the distress of a customer's message, nil in a language without a valence
  ///   list; `features` holds the wording.
  package mutating func read(
    _ text: UnsafeRawBufferPointer,
    isCustomer: Bool,
    in talk: inout Talk
  ) -> (shape: [Float], distress: Float?) {
    let summary = scanner.scan(text, language: .unknown, side: isCustomer ? .customer : .bot)
    let tokens = scanner.tokens
    features.read(text, tokens)
    let valence = isCustomer ? valence.weigh(tokens, &talk.languages) : nil
    let own = valence.map { Distress.of(summary.marks, $0) }
    let before = talk.distressBefore
    let shape = talk.add(summary, tokens, distress: own ?? 0, isCustomer: isCustomer)
    return (shape, own.map { $0 + before })
  }

  /// The tokens of the last message.
  package var tokens: UnsafeBufferPointer<UInt32> { scanner.tokens }
}
