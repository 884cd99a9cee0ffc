/// Turns the lines of files into tables: of one language, or of all together.
struct LexiconCompiler {
  private let files: [LexiconFile]
  private var customer = PhraseTableBuilder()
  private var responder = PhraseTableBuilder()
  private var expander = PatternExpander()

  init(_ files: [LexiconFile]) {
    self.files = files
  }

  mutating func compile(
    _ tokenizer: borrowing Tokenizer,
    firstRank: Int
  ) throws(LexiconError) -> Lexicon.Tables {
    // Words to skip first, because they vanish from the phrases too.
    for file in files {
      for line in file.lines where line.family == nil { try add(line, of: file, tokenizer) }
    }
    for file in files {
      for line in file.lines where line.family != nil { try add(line, of: file, tokenizer) }
    }
    return Lexicon.Tables(
      customer: PhraseTable(customer, rank: firstRank),
      responder: PhraseTable(responder, rank: firstRank + 1)
    )
  }

  private mutating func add(
    _ line: LexiconFile.Line,
    of file: LexiconFile,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError) {
    do throws(LexiconError.Reason) {
      if let family = line.family {
        if family.sides.contains(.customer) {
          try expander.add(line, family, to: &customer, tokenizer)
        }
        if family.sides.contains(.responder) {
          try expander.add(line, family, to: &responder, tokenizer)
        }
      } else {
        for text in try expander.texts(line.pattern, from: [[]]) {
          let tokens = PatternExpander.tokens(text[...], tokenizer)
          guard tokens.count == 1, let token = tokens.first else { throw .emptyPhrase }
          expander.skipped.append(token)
          customer.skip(token)
          responder.skip(token)
        }
      }
    } catch {
      throw LexiconError(file: file.name, line: line.number, reason: error)
    }
  }
}
