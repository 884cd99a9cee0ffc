/// Turns the lines of all files into one table for each side.
struct LexiconCompiler: ~Copyable {
  private var customer = PhraseTableBuilder()
  private var responder = PhraseTableBuilder()
  private var expander = PatternExpander()

  /// Compiles the files of all languages together.
  static func compile(
    _ files: [LexiconFile],
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError) -> Lexicon.Tables {
    var compiler = LexiconCompiler()
    // Words to skip first, because they vanish from the phrases too.
    for file in files {
      for line in file.lines where line.family == nil {
        try compiler.add(line, of: file, tokenizer)
      }
    }
    for file in files {
      for line in file.lines where line.family != nil {
        try compiler.add(line, of: file, tokenizer)
      }
    }
    return compiler.finish()
  }

  private consuming func finish() -> Lexicon.Tables {
    Lexicon.Tables(
      customer: PhraseTable(customer, expander.vocabulary),
      responder: PhraseTable(responder, expander.vocabulary),
      vocabulary: expander.finish()
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
          expander.vocabulary.skip(token)
        }
      }
    } catch {
      throw LexiconError(file: file.name, line: line.number, reason: error)
    }
  }
}
