/// Cuts texts into tokens and does nothing else, for lists of words, which nobody searches for phrases.
package struct TextCutter: ~Copyable {
  private let tokenizer = Tokenizer()

  package init() {}

  /// The hashes of a text's tokens in order, as `TextScanner.tokens` gives them for a message.
  package func tokens(of text: [UInt8]) -> [UInt32] {
    text.withUnsafeBufferPointer { text in
      guard let base = text.baseAddress else { return [] }
      let count = tokenizer.scan(base, text.count).place.tokens
      return (0..<min(count, TextScanner.tokenCap)).map {
        UInt32(truncatingIfNeeded: tokenizer.tokens[$0])
      }
    }
  }
}
