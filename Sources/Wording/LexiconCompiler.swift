/// Turns the lines of some files into one table for each side.
struct LexiconCompiler: ~Copyable {
  private var customer = PhraseTableBuilder()
  private var responder = PhraseTableBuilder()
  private var expander = PatternExpander()
  /// The place of the file's language among all.
  private var language = 0

  /// Compiles files together, without the families of some bits; those that replace lists of others come after them.
  static func compile(
    _ files: [LexiconFile],
    _ unused: UInt32,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError) -> Lexicon.Tables {
    var compiler = LexiconCompiler()
    let languages = Set(files.map(\.language)).sorted()
    // Words to skip first, because they vanish from the phrases too.
    for place in files.indices where keepsSkipped(of: files, place) {
      try compiler.read(files[place], 0, takesSkipped: true, tokenizer)
    }
    for place in files.indices {
      let left = left(of: files, place) & ~unused
      compiler.language = languages.firstIndex(of: files[place].language) ?? 0
      do throws(LexiconError) {
        try compiler.read(files[place], left, takesSkipped: false, tokenizer)
      } catch {
        throw Self.blamed(error, on: files, place)
      }
    }
    return compiler.finish()
  }

  /// The error of a file whose phrases lost words to the [skip] of a user's file, which is where it can be mended.
  private static func blamed(
    _ error: LexiconError,
    on files: [LexiconFile],
    _ place: Int
  ) -> LexiconError {
    guard error.reason == .onlySkippedWords || error.reason == .skippedInPhrase,
      let cause = files[(place + 1)...].first(where: { $0.hasSkipped && $0.content.isOwn })
    else { return error }
    return LexiconError(
      file: cause.name,
      line: cause.firstSkipped.number + 1,
      reason: .skipsPhrase("\(error.file):\(error.line)")
    )
  }

  /// The lists of a file that no later one of its language replaces, as family bits.
  static func left(of files: [LexiconFile], _ place: Int) -> UInt32 {
    files[(place + 1)...].reduce(.max) { left, file in
      file.language == files[place].language ? left & ~file.replaced : left
    }
  }

  private static func keepsSkipped(of files: [LexiconFile], _ place: Int) -> Bool {
    !files[(place + 1)...].contains {
      $0.language == files[place].language && $0.replacesSkipped
    }
  }

  private consuming func finish() -> Lexicon.Tables {
    Lexicon.Tables(
      customer: PhraseTable(customer, expander.vocabulary),
      responder: PhraseTable(responder, expander.vocabulary),
      vocabulary: expander.finish()
    )
  }

  private enum Section {
    case family(PhraseFamily)
    case skip
    /// Read by `WordTable`.
    case words
  }

  /// Reads the words to skip of a file, or all else.
  private mutating func read(
    _ file: LexiconFile,
    _ left: UInt32,
    takesSkipped: Bool,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError) {
    guard let base = file.content.bytes.baseAddress else { return }
    expander.book.forget(since: nil)
    var names = PatternNames()
    var section: Section?
    let start = takesSkipped ? file.firstSkipped : LexiconLines.Place()
    for line in LexiconLines(file.content.bytes, from: start) {
      do throws(LexiconError.Reason) {
        switch base[line.range.lowerBound] {
        case UInt8(ascii: "#"): break
        case UInt8(ascii: "$") where Self.hasSign(base, line.range):
          if !takesSkipped { try define(base, line.range, in: &names, tokenizer) }
        default:
          if let title = Self.title(base, line.range) {
            section = try Self.section(title)
            continue
          }
          guard let section else { throw .phraseOutsideSection }
          switch section {
          case .words: break
          case .skip:
            if takesSkipped { try skip(base, line.range, tokenizer) }
          case .family(let family):
            if !takesSkipped, left & family.bit != 0 {
              try add(family, base, line.range, names, tokenizer)
            }
          }
        }
      } catch {
        throw LexiconError(file: file.name, line: line.number, reason: error)
      }
    }
  }

  private mutating func skip(
    _ base: UnsafePointer<UInt8>,
    _ range: Range<Int>,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) {
    if Self.rule(base[range.lowerBound]) != nil { throw .badPrefix }
    let count = tokenizer.scan(base + range.lowerBound, range.count).place.tokens
    guard count == 1 else { throw .emptyPhrase }
    expander.vocabulary.skip(tokenizer.tokens[0])
  }

  private mutating func define(
    _ base: UnsafePointer<UInt8>,
    _ range: Range<Int>,
    in names: inout PatternNames,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) {
    var end = range.lowerBound + 1
    while end < range.upperBound, LexiconFile.isNameByte(base[end]) { end += 1 }
    let name = Array(UnsafeBufferPointer(rebasing: base.slice(range.lowerBound + 1..<end)))
    while end < range.upperBound, base[end] == UInt8(ascii: " ") { end += 1 }
    guard !name.isEmpty, end < range.upperBound, base[end] == UInt8(ascii: "=") else {
      throw .badDefinition
    }
    end += 1
    while end < range.upperBound, base[end] == UInt8(ascii: " ") { end += 1 }
    guard end < range.upperBound else { throw .badDefinition }
    let right = end..<range.upperBound
    var reader = PatternReader(base, right)
    let pattern = try reader.read(into: &expander.book, names, &expander.vocabulary, tokenizer)
    names.define(name, as: pattern, reader.way)
  }

  private mutating func add(
    _ family: PhraseFamily,
    _ base: UnsafePointer<UInt8>,
    _ range: Range<Int>,
    _ names: PatternNames,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) {
    var text = range
    var rule = PhraseRule.anywhere
    if let marked = Self.rule(base[range.lowerBound]) {
      // The polite lists have one meaning only.
      guard family.bit & (PhraseFamily.greeting.bit | PhraseFamily.courtesy.bit) == 0 else {
        throw .badPrefix
      }
      // What blocks must know whose phrases it blocks, for which only some lists have room.
      guard marked != .blocks || family.bit & PhraseTable.Owners.familyBits != 0 else {
        throw .badPrefix
      }
      rule = marked
      text = range.dropFirst()
      while let first = text.first, base[first] == UInt8(ascii: " ") { text = text.dropFirst() }
    }
    let mark = expander.book.mark
    var reader = PatternReader(base, text)
    let pattern = try reader.read(into: &expander.book, names, &expander.vocabulary, tokenizer)
    let line = PatternExpander.Line(
      pattern: pattern,
      way: reader.way,
      family: family,
      ending: PhraseTable.Ending(family, rule, language: language)
    )
    if family.sides.contains(.customer) {
      try expander.add(line, of: base, to: &customer, tokenizer)
    }
    if family.sides.contains(.responder) {
      try expander.add(line, of: base, to: &responder, tokenizer)
    }
    expander.book.forget(since: mark)
  }

  private static func rule(_ byte: UInt8) -> PhraseRule? {
    switch byte {
    case UInt8(ascii: "="): .wholeMessage
    case UInt8(ascii: "~"): .shortMessage
    case UInt8(ascii: "!"): .blocks
    default: nil
    }
  }

  private static func hasSign(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Bool {
    base.slice(range).contains(UInt8(ascii: "="))
  }

  /// `[name]` alone on a line; a phrase never is one word in brackets.
  static func title(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> String? {
    guard range.count > 2, base[range.lowerBound] == UInt8(ascii: "["),
      base[range.upperBound - 1] == UInt8(ascii: "]")
    else { return nil }
    let inner = base.slice(range.lowerBound + 1..<range.upperBound - 1)
    return inner.allSatisfy(LexiconFile.isNameByte) ? String(decoding: inner, as: UTF8.self) : nil
  }

  private static func section(_ title: String) throws(LexiconError.Reason) -> Section {
    if title == "skip" { return .skip }
    if WordList(section: title) != nil { return .words }
    for family in PhraseFamily.allCases where family.section.description == title {
      return .family(family)
    }
    throw .unknownSection(title)
  }
}

extension UnsafePointer<UInt8> {
  fileprivate func slice(_ range: Range<Int>) -> Slice<UnsafeBufferPointer<UInt8>> {
    UnsafeBufferPointer(start: self, count: range.upperBound)[range]
  }
}
