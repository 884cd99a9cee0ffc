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

  /// The lists of all languages together.
  struct Tables: ~Copyable, Sendable {
    let customer: PhraseTable
    let responder: PhraseTable
    let vocabulary: Vocabulary
  }

  let tables: Tables
  /// For each language code whether it has lists.
  private let isSupported: [Bool]

  /// The languages that have lists, in the order of their codes.
  package let languages: [LanguageCode]
  /// What the report prints: each language with the version of its lists, as in `de 0.1, en 1.0`.
  package let version: String
  /// How many phrases the lists stand for, at most a billion a table; the same phrase in two lines counts twice.
  package let phraseCount: Int

  /// Reads lexicon files, given by name and content.
  package init(files: [(name: String, bytes: [UInt8])]) throws(LexiconError) {
    var read: [LexiconFile] = []
    let tokenizer = Tokenizer()
    for (name, bytes) in files {
      let file = try LexiconFile(name: name, bytes: bytes)
      if read.contains(where: { $0.language == file.language }) {
        throw LexiconError(file: name, line: 0, reason: .languageTwice)
      }
      read.append(file)
    }
    read.sort { $0.language < $1.language }
    tables = try LexiconCompiler.compile(read, tokenizer)
    languages = read.map(\.language)
    version = read.map { "\($0.language) \($0.version)" }.joined(separator: ", ")
    phraseCount = tables.customer.phraseCount + tables.responder.phraseCount
    var supported = [Bool](repeating: false, count: 26 * 26 + 1)
    for language in languages { supported[Int(language.rawValue)] = true }
    supported[0] = !read.isEmpty
    isSupported = supported
  }

  /// The lists that are part of the program.
  package static func embedded() throws(LexiconError) -> Lexicon {
    try Lexicon(files: [
      ("de.lexicon", PackageResources.de_lexicon),
      ("en.lexicon", PackageResources.en_lexicon),
    ])
  }

  /// Whether text of a language is searched; of unknown language, whether there are lists at all.
  ///
  /// The lists of all languages are searched at once: what a message shows must not depend on whether the record
  /// that names its language has come before it.
  @inline(__always)
  func supports(_ language: LanguageCode) -> Bool { isSupported[Int(language.rawValue)] }
}
