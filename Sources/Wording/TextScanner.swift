/// Reads messages one after another and says what each shows; one per worker.
///
/// One pass cuts the text into tokens, a second over the tokens hashes, signs and searches them. Nothing is
/// allocated per message. Hashes, marks and counts depend on the bytes, the language and the side alone,
/// never on messages read before.
package struct TextScanner: ~Copyable {
  /// The most tokens of a message that `tokens` gives and that `tokenCount` and `signature` cover.
  ///
  /// Phrases and the hash cover the first 4,096.
  package static let tokenCap = 256

  let lexicon: Lexicon
  /// Whether hash, signature and tokens of a text are wanted besides its marks and words.
  private let keepsTokens: Bool
  let tokenizer = Tokenizer()
  /// The tokens in the form that other stages keep.
  private let short: UnsafeMutablePointer<UInt32>
  private var shortCount = 0
  /// How many tokens the last message has.
  private var lastCount = 0
  private var customerSearch: PhraseSearch
  private var responderSearch: PhraseSearch
  /// Made when the first text in a script without spaces is met.
  private var easternSearch: EasternSearch?
  private var hasSoughtEastern = false

  package init(lexicon: Lexicon, keepsTokens: Bool = true) {
    self.lexicon = lexicon
    self.keepsTokens = keepsTokens
    let vocabulary = lexicon.tables.vocabulary.view
    customerSearch = PhraseSearch(
      lexicon.tables.customer.view,
      vocabulary,
      .customer,
      capacity: Tokenizer.capacity
    )
    responderSearch = PhraseSearch(
      lexicon.tables.responder.view,
      vocabulary,
      .responder,
      capacity: Tokenizer.capacity
    )
    short = .zeroed(capacity: Self.tokenCap)
  }

  deinit {
    short.giveBack()
  }

  /// The 32-bit hashes of the last message's tokens in order, at most `tokenCap`; valid until the next scan.
  ///
  /// They always begin at the same place, and there are `TextSummary.tokenCount` of them.
  package var tokens: UnsafeBufferPointer<UInt32> {
    UnsafeBufferPointer(start: short, count: shortCount)
  }

  /// Reads one message.
  ///
  /// - Parameters:
  ///   - text: UTF-8 with nothing escaped. Bytes that are not UTF-8 separate tokens like punctuation.
  ///   - language: The language if known. Text of unknown language is searched with the lists of all languages,
  ///     unless more than half of its letters belong to scripts that no list is written in; then no list is used.
  ///   - side: Who wrote it, which decides which lists are searched.
  /// - Returns: All that is kept of the message; `tokens` holds its tokens until the next call.
  package mutating func scan(
    _ text: UnsafeRawBufferPointer,
    language: LanguageCode,
    side: TextSide
  ) -> TextSummary {
    guard let base = text.baseAddress?.assumingMemoryBound(to: UInt8.self), text.count > 0 else {
      shortCount = 0
      lastCount = 0
      let supported = lexicon.supports(language)
      return TextSummary(marks: supported ? .languageSupported : [])
    }
    let counts = tokenizer.scan(base, text.count)
    lastCount = counts.place.tokens
    var summary = keepsTokens ? summarise(counts.place.tokens) : TextSummary()
    summary.words = UInt16(clamping: counts.place.words)
    var marks = shape(counts, text.count)
    if Self.endsWithQuestion(base, text.count, tokenizer.characters) {
      marks.insert(.endsWithQuestion)
    }
    if counts.sawDigit, Self.isOnlyNumbers(base, text.count, counts) { marks.insert(.onlyNumbers) }
    if lexicon.supports(language),
      language != .unknown || hasLists(counts, base, text.count)
    {
      marks.insert(.languageSupported)
      if counts.place.tokens > 0 {
        marks.formUnion(
          side == .customer
            ? customerSearch.marks(tokenizer.tokens, tokenizer.names, counts.place.tokens)
            : responderSearch.marks(tokenizer.tokens, tokenizer.names, counts.place.tokens)
        )
        if counts.eastern > 0 || (counts.foreign > 0 && !lexicon.alphabets.isEmpty) {
          marks.formUnion(easternMarks(counts.place.tokens, side))
        }
        if counts.sawURL, side != .customer, isOnlyLinks(counts.place.tokens) {
          marks.insert(.redirect)
        }
      }
    }
    if counts.place.tokens == 0, Self.isCourteousEmoji(base, text.count) {
      marks.insert(.courtesyOnly)
    }
    summary.marks = marks
    return summary
  }

  /// Gives the tokens of the last message also where they are not wanted of every one.
  ///
  /// - Returns: How many there are.
  package mutating func keepTokens() -> UInt16 { summarise(lastCount).tokenCount }

  /// Whether at least half of the letters belong to scripts that some list is written in.
  @inline(__always)
  private func hasLists(
    _ counts: TokenCounts,
    _ base: UnsafePointer<UInt8>,
    _ count: Int
  ) -> Bool {
    if counts.foreign == 0 { return true }
    var listed = lexicon.eastern.isEmpty ? 0 : counts.eastern
    if !lexicon.alphabets.isEmpty {
      listed += lexicon.alphabets.letters(in: base, count, tokenizer.characters)
    }
    return counts.foreign - listed <= counts.cased - counts.foreignCased + listed
  }

  /// Whether the message is made of web addresses alone.
  private func isOnlyLinks(_ count: Int) -> Bool {
    for index in 0..<count where tokenizer.tokens[index] != TokenHash.url { return false }
    return true
  }

  @inline(never)
  private mutating func easternMarks(_ count: Int, _ side: TextSide) -> Marks {
    if !hasSoughtEastern {
      hasSoughtEastern = true
      easternSearch = lexicon.eastern.lists().map { EasternSearch($0) }
    }
    guard let easternSearch else { return [] }
    return easternSearch.marks(tokenizer, count, side)
  }

  /// Hashes and signs the tokens.
  @inline(__always)
  private mutating func summarise(_ count: Int) -> TextSummary {
    var summary = TextSummary()
    let kept = min(count, Self.tokenCap)
    var hash: UInt64 = 0
    var signature: UInt64 = 0
    let tokens = tokenizer.tokens
    var index = 0
    while index < kept {
      let token = tokens[index]
      short[index] = UInt32(truncatingIfNeeded: token)
      signature |= 1 << ((token >> 26) & 63)
      hash = (hash &+ token) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 32
      index += 1
    }
    while index < count {
      hash = (hash &+ tokens[index]) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash >> 32
      index += 1
    }
    shortCount = kept
    summary.tokenCount = UInt16(truncatingIfNeeded: kept)
    summary.signature = signature
    summary.maskedHash = count > 0 ? max(hash, 1) : 0
    return summary
  }

  /// The marks that follow from the counts alone (M47).
  @inline(__always)
  private func shape(_ counts: TokenCounts, _ count: Int) -> Marks {
    var marks: Marks = []
    if counts.capitals > 0 {
      if counts.cased >= 8, counts.capitals * 10 >= counts.cased * 7 {
        let all = tokenizer.recounted(counts, count)
        if all.casedInLong >= 8, all.longTokens >= 2 { marks.insert(.capitals) }
      }
      if counts.capitals == counts.cased, counts.cased >= 4 { marks.insert(.allCapitals) }
    }
    if counts.longestRun >= 3 { marks.insert(.punctuationRun) }
    if counts.sawURL { marks.insert(.hasURL) }
    return marks
  }
}

/// The search for lists of scripts without spaces; a reference, as most scanners have none.
private final class EasternSearch {
  // Keeps the tables alive.
  private let lists: EasternLists.Compiled
  private var customer: PhraseSearch
  private var responder: PhraseSearch

  init(_ lists: EasternLists.Compiled) {
    self.lists = lists
    let vocabulary = lists.tables.vocabulary.view
    customer = PhraseSearch(
      lists.tables.customer.view,
      vocabulary,
      .customer,
      capacity: Tokenizer.capacity
    )
    responder = PhraseSearch(
      lists.tables.responder.view,
      vocabulary,
      .responder,
      capacity: Tokenizer.capacity
    )
  }

  func marks(_ tokenizer: borrowing Tokenizer, _ count: Int, _ side: TextSide) -> Marks {
    side == .customer
      ? customer.marks(tokenizer.tokens, tokenizer.names, count)
      : responder.marks(tokenizer.tokens, tokenizer.names, count)
  }
}
