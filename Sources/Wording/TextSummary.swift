/// Who wrote a message, as far as phrase lists care.
public enum TextSide: UInt8, Sendable, Hashable {
  case customer, bot, human
}

/// All that later stages keep of the words of one message: 24 bytes, and no text.
public struct TextSummary: Sendable, Hashable {
  package var marks: Marks
  /// White-space separated words that hold a letter or a digit; in scripts written without spaces
  /// each character counts as one (M56).
  ///
  /// Stays at 65,535 when there are more.
  public var words: UInt16
  /// Tokens of N(text); stays at `TextScanner.tokenCap` when there are more.
  public var tokenCount: UInt16
  /// Hash of the sequence of tokens, in which numbers, web and mail addresses are already masked
  /// (M53, M55).
  ///
  /// 0 means that there are no tokens.
  public var maskedHash: UInt64
  /// One bit per token out of 64: see `mayReach`.
  public var signature: UInt64

  package init(
    marks: Marks = [],
    words: UInt16 = 0,
    tokenCount: UInt16 = 0,
    maskedHash: UInt64 = 0,
    signature: UInt64 = 0
  ) {
    self.marks = marks
    self.words = words
    self.tokenCount = tokenCount
    self.maskedHash = maskedHash
    self.signature = signature
  }
}
