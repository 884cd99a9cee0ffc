import CLexicons
import Synchronization

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

  /// Lists that are searched together.
  struct Tables: ~Copyable, Sendable {
    let customer: PhraseTable
    let responder: PhraseTable
    let vocabulary: Vocabulary
  }

  /// The lists of languages with alphabets.
  let tables: Tables
  /// The lists of languages written without spaces, which most runs never need.
  let eastern: EasternLists
  /// The scripts of files that are not part of the program.
  let alphabets: Alphabets
  /// The words that messages of each language are weighed with.
  package let words: LanguageWords
  /// For each language code the families that it has lists of, as bits.
  private let families: [UInt32]

  /// The languages that have lists, in the order of their codes.
  package let languages: [LanguageCode]
  /// What the report prints: each language with the version of its lists, as in `de 1.0, en 1.1 + shop.lexicon 3`.
  package let version: String

  /// Reads lexicon files, given by name and content.
  ///
  /// Files of one language add to each other in the order given; a file may name lists that it replaces.
  package convenience init(files: [(name: String, bytes: [UInt8])]) throws(LexiconError) {
    var read: [LexiconFile] = []
    for (name, bytes) in files { read.append(try LexiconFile(name: name, LexiconBytes(bytes))) }
    try self.init(
      read,
      LexiconCompiler.compile(Self.alphabetic(read), 0, Tokenizer()),
      unused: [],
      easternAtOnce: true
    )
  }

  /// Takes the tables of the lists with alphabets; those of scripts without spaces are compiled only if they are wanted
  /// at once, to meet every mistake.
  private init(
    _ read: [LexiconFile],
    _ tables: consuming Tables,
    unused: Marks,
    easternAtOnce: Bool
  ) throws(LexiconError) {
    let tokenizer = Tokenizer()
    self.tables = tables
    eastern = EasternLists(read.filter { Self.isEastern($0) }, unused.rawValue)
    if easternAtOnce { try eastern.compile(tokenizer) }
    alphabets = read.reduce(into: Alphabets()) { $0.add($1.alphabets) }
    words =
      unused.isSuperset(of: [.negative, .stopWords]) ? .none : try LanguageWords(read, tokenizer)

    var families = [UInt32](repeating: 0, count: 26 * 26 + 1)
    for place in read.indices {
      families[Int(read[place].language.rawValue)] |=
        read[place].families & LexiconCompiler.left(of: read, place)
    }
    families[0] = families.reduce(0, |)
    self.families = families
    languages = Set(read.map(\.language)).sorted()
    version = languages.map { language in
      let own = read.filter { $0.language == language }
      let names = own.enumerated().map { $0.offset == 0 ? $0.element.version : $0.element.label }
      return "\(language) " + names.joined(separator: " + ")
    }.joined(separator: ", ")
  }

  /// The lists that are part of the program, and files that add to them or take their place.
  ///
  /// - Parameters:
  ///   - files: By name and content.
  ///   - unused: Lists that nobody will ask for: texts are not searched for them.
  /// - Returns: The lists, ready to be searched.
  /// - Throws: What is wrong with a file.
  package static func embedded(
    adding files: [(name: String, bytes: [UInt8])] = [],
    without unused: Marks = []
  ) throws(LexiconError) -> Lexicon {
    if files.isEmpty, unused.isEmpty { return try alone.get() }
    var read = try shipped()
    for (name, bytes) in files { read.append(try LexiconFile(name: name, LexiconBytes(bytes))) }
    // Files of a user are read whole, so that a mistake is told whatever is computed.
    if !files.isEmpty, !unused.isEmpty {
      let whole = try LexiconCompiler.compile(alphabetic(read), 0, Tokenizer())
      _ = try Lexicon(read, whole, unused: [], easternAtOnce: true)
    }
    return try Lexicon(
      read,
      LexiconCompiler.compile(alphabetic(read), unused.rawValue, Tokenizer()),
      unused: unused,
      easternAtOnce: !files.isEmpty
    )
  }

  /// The lists that are part of the program, and no others.
  private static let alone = Result { () throws(LexiconError) in
    try Lexicon(
      shipped(),
      TableImage.tables(in: TableImage.embedded),
      unused: [],
      easternAtOnce: false
    )
  }

  /// Makes the lists that are part of the program beforehand, for whoever asks for them later.
  package static func prepare() { _ = alone }

  /// What `Sources/CLexicons/phrases.tables` must hold: the tables of the lists that are part of the program.
  package static func tableImage() throws(LexiconError) -> [UInt8] {
    TableImage.bytes(of: try LexiconCompiler.compile(alphabetic(shipped()), 0, Tokenizer()))
  }

  /// What it holds.
  package static var embeddedImage: UnsafeRawBufferPointer { TableImage.embedded }

  /// The files that are part of the program.
  private static func shipped() throws(LexiconError) -> [LexiconFile] {
    var read: [LexiconFile] = []
    while let name = onpar_phrase_list(read.count).name {
      let content = LexiconBytes(embedded: onpar_phrase_list(read.count))
      read.append(try LexiconFile(name: String(cString: name), content))
    }
    return read
  }

  private static func alphabetic(_ files: [LexiconFile]) -> [LexiconFile] {
    files.filter { !isEastern($0) }
  }

  private static func isEastern(_ file: LexiconFile) -> Bool {
    easternLanguages.contains(file.language)
  }

  /// The languages whose scripts have no spaces between words: Chinese, Japanese, Thai, Lao, Khmer, Burmese.
  private static let easternLanguages: Set<LanguageCode> = Set(
    ["zh", "ja", "th", "lo", "km", "my"].map { LanguageCode($0) }
  )

  /// Whether text of a language is searched; of unknown language, whether there are lists at all.
  ///
  /// The lists of all languages are searched at once: what a message shows must not depend on whether the record
  /// that names its language has come before it.
  @inline(__always)
  func supports(_ language: LanguageCode) -> Bool { families[Int(language.rawValue)] != 0 }

  /// The families that each language has lists of.
  package var lists: [LanguageCode: Marks] {
    var result: [LanguageCode: Marks] = [:]
    for language in languages {
      let listed = families[Int(language.rawValue)]
      var marks = Marks(rawValue: listed & PhraseFamily.shown)
      // Praise alone weighs nothing down.
      if listed & WordList.negative.bit != 0 { marks.insert(.negative) }
      if listed & WordList.stop.bit != 0 { marks.insert(.stopWords) }
      result[language] = marks
    }
    return result
  }
}

/// Lists that are compiled when the first text in a script without spaces is met.
final class EasternLists: Sendable {
  /// Compiled once, and shared from then on.
  final class Compiled: Sendable {
    let tables: Lexicon.Tables

    init(_ tables: consuming Lexicon.Tables) { self.tables = tables }
  }

  private let files: [LexiconFile]
  /// The families that nobody asks for, as bits.
  private let unused: UInt32
  private let made = Mutex<Compiled?>(nil)

  init(_ files: [LexiconFile], _ unused: UInt32) {
    self.files = files
    self.unused = unused
  }

  var isEmpty: Bool { files.isEmpty }

  /// Compiles the lists now, to meet every mistake.
  func compile(_ tokenizer: borrowing Tokenizer) throws(LexiconError) {
    let compiled = Compiled(try LexiconCompiler.compile(files, unused, tokenizer))
    made.withLock { $0 = compiled }
  }

  /// The lists; nil when there are none, or when they are faulty, which the embedded ones are not.
  func lists() -> Compiled? {
    guard !files.isEmpty else { return nil }
    return made.withLock { made in
      if made == nil, let tables = try? LexiconCompiler.compile(files, unused, Tokenizer()) {
        made = Compiled(tables)
      }
      return made
    }
  }
}
