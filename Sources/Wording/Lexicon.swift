/// The phrase lists of all languages, ready to be searched; one value is shared by all workers.
package final class Lexicon: Sendable {
  /// The most steps that one line may add to the search automaton; lines that must be read as text, because
  /// choices meet inside words, may stand for at most as many phrases.
  package static let expansionLimit = 20_000
  /// The most steps of one language and side.
  static let edgeLimit = 2_000_000
  /// The deepest nesting of brackets.
  package static let nestingLimit = 8
  /// `~` lines count when at most this many other tokens are in the message.
  package static let shortMessageSlack = 8

  /// The tables of one language, or of all.
  struct Tables: Sendable {
    let customer: PhraseTable
    let responder: PhraseTable
  }

  private let tables: [Tables]
  private let indexByLanguage: [UInt8]

  /// The languages that have lists, in the order of their codes.
  package let languages: [LanguageCode]
  /// What the report prints: each language with the version of its lists, as in `de 0.1, en 1.0`.
  package let version: String
  /// How many phrases the lists stand for, at most a billion a table; the same phrase in two lines counts twice.
  package let phraseCount: Int

  /// Reads lexicon files, given by name and content.
  package init(files: [(name: String, bytes: [UInt8])]) throws(LexiconError) {
    var built: [(file: LexiconFile, tables: Tables)] = []
    let tokenizer = Tokenizer()
    for (name, bytes) in files {
      let file = try LexiconFile(name: name, bytes: bytes)
      if built.contains(where: { $0.file.language == file.language }) {
        throw LexiconError(file: name, line: 0, reason: .languageTwice)
      }
      var compiler = LexiconCompiler([file])
      built.append((file, try compiler.compile(tokenizer, firstRank: 2 * built.count)))
    }
    built.sort { $0.file.language < $1.file.language }
    var all = LexiconCompiler(built.map(\.file))
    tables = built.map(\.tables) + [try all.compile(tokenizer, firstRank: 2 * built.count)]
    languages = built.map(\.file.language)
    version = built.map { "\($0.file.language) \($0.file.version)" }.joined(separator: ", ")
    phraseCount = tables.dropLast().reduce(0) {
      $0 + $1.customer.phraseCount + $1.responder.phraseCount
    }
    var index = [UInt8](repeating: .max, count: 26 * 26 + 1)
    for (position, language) in languages.enumerated() where position < Int(UInt8.max) {
      index[Int(language.rawValue)] = UInt8(position)
    }
    // Text of unknown language is searched with all lists at once: what a message shows must not depend on
    // whether the record that names the language has come before it.
    if !built.isEmpty { index[0] = UInt8(clamping: built.count) }
    indexByLanguage = index
  }

  /// The lists that are part of the program.
  package static func embedded() throws(LexiconError) -> Lexicon {
    try Lexicon(files: [
      ("de.lexicon", PackageResources.de_lexicon),
      ("en.lexicon", PackageResources.en_lexicon),
    ])
  }

  /// How many tables there are.
  var tableCount: Int { 2 * tables.count }

  /// The lists to search for a message, or nil when there are none.
  @inline(__always)
  func table(for language: LanguageCode, _ side: TextSide) -> PhraseTable? {
    let index = Int(indexByLanguage[Int(language.rawValue)])
    guard index < tables.count else { return nil }
    return side == .customer ? tables[index].customer : tables[index].responder
  }
}
