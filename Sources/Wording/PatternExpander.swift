/// Writes the phrases that a pattern stands for into an automaton.
struct PatternExpander: ~Copyable {
  /// Numbers the words of the phrases; its words to skip vanish from phrases as they do from messages.
  var vocabulary = Vocabulary()

  /// Hands over the numbered words.
  consuming func finish() -> Vocabulary { vocabulary }

  /// Adds all phrases that a line stands for.
  mutating func add(
    _ line: LexiconFile.Line,
    _ family: PhraseFamily,
    to builder: inout PhraseTableBuilder,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) {
    let end = builder.makeNode()
    if line.asText {
      for text in try texts(line.pattern, from: [[]]) {
        let tokens = kept(Self.tokens(text[...], tokenizer))
        guard !tokens.isEmpty else { throw .emptyPhrase }
        builder.connect([PhraseTable.root], tokens, to: end)
        builder.phraseCount += 1
      }
    } else {
      let edgesBefore = builder.edges.count
      let canBeEmpty = try connect(
        line.pattern,
        from: [PhraseTable.root],
        to: end,
        &builder,
        tokenizer
      )
      guard !canBeEmpty else { throw .emptyPhrase }
      guard builder.edges.count - edgesBefore <= Lexicon.expansionLimit else {
        throw .tooManyPhrases
      }
      builder.phraseCount = builder.phraseCount.addingSaturated(Self.readings(line.pattern))
    }
    builder.end(end, family, line.rule)
  }

  /// Leads from some nodes to a node by any reading of a pattern; says whether one reading holds no word.
  private mutating func connect(
    _ alternatives: [[PhrasePattern]],
    from starts: [UInt32],
    to end: UInt32,
    _ builder: inout PhraseTableBuilder,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) -> Bool {
    var someEmpty = false
    for sequence in alternatives {
      // Text that holds no word adds nothing, so the last piece with a word leads to the end. Pieces after it
      // that may be left out make more than one piece the last.
      var reached = starts
      var isEmpty = true
      let edgesBefore = builder.edges.count
      for (index, piece) in sequence.enumerated() {
        let isLast = index == sequence.count - 1
        switch piece {
        case .text(let text):
          let all = Self.tokens(text, tokenizer)
          guard !all.isEmpty else { continue }
          let tokens = kept(all)
          // "(please|now)" would otherwise read as "[now]".
          guard !tokens.isEmpty else { throw .onlySkippedWords }
          let next = isLast ? end : builder.makeNode()
          builder.connect(reached, tokens, to: next)
          reached = [next]
          isEmpty = false
        case .choice(let choices, let isOptional):
          let next = isLast ? end : builder.makeNode()
          let canBeEmpty = try connect(choices, from: reached, to: next, &builder, tokenizer)
          reached = isOptional || canBeEmpty ? reached + [next] : [next]
          isEmpty = isEmpty && (isOptional || canBeEmpty)
        }
        guard builder.edges.count <= Lexicon.edgeLimit else { throw .tooManyPhrases }
      }
      // What was reached without passing the end node must get there as well.
      let behind = reached.filter { $0 != end && !starts.contains($0) }
      if !behind.isEmpty { builder.copyArrivals(at: behind, to: end, since: edgesBefore) }
      someEmpty = someEmpty || isEmpty
    }
    return someEmpty
  }

  /// The texts that some texts become by any reading of a pattern.
  func texts(
    _ alternatives: [[PhrasePattern]],
    from starts: [[UInt8]]
  ) throws(LexiconError.Reason) -> [[UInt8]] {
    var result: [[UInt8]] = []
    for sequence in alternatives {
      var reached = starts
      for piece in sequence {
        switch piece {
        case .text(let text):
          for position in reached.indices { reached[position] += text }
        case .choice(let choices, let isOptional):
          let further = try texts(choices, from: reached)
          reached = isOptional ? reached + further : further
          guard reached.count <= Lexicon.expansionLimit else { throw .tooManyPhrases }
        }
      }
      result += reached
      guard result.count <= Lexicon.expansionLimit else { throw .tooManyPhrases }
    }
    return result
  }

  /// How many readings a pattern has, at most a billion.
  private static func readings(_ alternatives: [[PhrasePattern]]) -> Int {
    let sum = alternatives.reduce(0) { sum, sequence in
      sum.addingSaturated(
        sequence.reduce(1) { product, piece in
          guard case .choice(let choices, let isOptional) = piece else { return product }
          let (value, overflow) = product.multipliedReportingOverflow(
            by: readings(choices) + (isOptional ? 1 : 0)
          )
          return overflow ? 1_000_000_000 : min(value, 1_000_000_000)
        }
      )
    }
    return sum
  }

  /// The numbers of tokens that are not skipped.
  private mutating func kept(_ tokens: [UInt64]) -> [UInt32] {
    var result: [UInt32] = []
    for token in tokens {
      let number = vocabulary.number(of: token)
      if number > vocabulary.skipCount { result.append(number) }
    }
    return result
  }

  /// Lists are cut by the same code as messages, so they can never disagree about what a token is.
  static func tokens(_ text: ArraySlice<UInt8>, _ tokenizer: borrowing Tokenizer) -> [UInt64] {
    text.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      let counts = tokenizer.scan(base, buffer.count)
      return Array(UnsafeBufferPointer(start: tokenizer.tokens, count: counts.place.tokens))
    }
  }
}

extension Int {
  /// The sum, at most a billion; counts above that only say "very many".
  fileprivate func addingSaturated(_ other: Int) -> Int {
    Swift.min(self + other, 1_000_000_000)
  }
}
