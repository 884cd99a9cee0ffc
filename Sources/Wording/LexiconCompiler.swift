/// Turns the lines of one file into the tables of its language.
struct LexiconCompiler {
  private let file: LexiconFile
  private var customer = PhraseTableBuilder()
  private var responder = PhraseTableBuilder()
  private var expander = PatternExpander()

  init(_ file: LexiconFile) {
    self.file = file
  }

  mutating func compile(
    _ tokenizer: borrowing Tokenizer,
    firstRank: Int
  ) throws(LexiconError) -> Lexicon.Tables {
    // Words to skip first, because they vanish from the phrases too.
    for line in file.lines where line.family == nil { try add(line, tokenizer) }
    for line in file.lines where line.family != nil { try add(line, tokenizer) }
    return Lexicon.Tables(
      language: file.language,
      customer: PhraseTable(customer, rank: firstRank),
      responder: PhraseTable(responder, rank: firstRank + 1)
    )
  }

  private mutating func add(
    _ line: LexiconFile.Line,
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
