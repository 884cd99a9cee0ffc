/// What is wrong with a line of a lexicon file.
package struct LexiconError: Error, Hashable, Sendable {
  /// The name of the file.
  package let file: String
  /// The line, counted from 1; 0 when the file as a whole is meant.
  package let line: Int
  package let reason: Reason

  /// The kinds of mistake.
  package enum Reason: Error, Hashable, Sendable {
    /// A head comment `# key: value` that must be there is not.
    case missingHeader(String)
    /// The language is not a two-letter code.
    case badLanguage
    /// `[name]` names no list.
    case unknownSection(String)
    /// A phrase stands before the first `[name]`.
    case phraseOutsideSection
    /// `$name` is used before `$name = …`, or spelled differently.
    case unknownName(String)
    /// `$name = …` has no name or no right-hand side.
    case badDefinition
    /// A bracket is not closed, or closed without being opened.
    case unbalanced
    /// The phrase, or one way of reading it, holds no word.
    case emptyPhrase
    /// A piece of the phrase is made of words from the [skip] list alone, which are never seen.
    case onlySkippedWords
    /// The [skip] list takes words away that a phrase at this place of another file is made of.
    case skipsPhrase(String)
    /// A word of [skip] stands in a longer phrase of a list in which words to skip count.
    case skippedInPhrase
    /// `# replaces: …` names something that is no list.
    case badReplacement(String)
    /// The line stands for more than `Lexicon.expansionLimit` allows.
    case tooManyPhrases
    /// Brackets are nested deeper than `Lexicon.nestingLimit`.
    case tooDeep
    /// A phrase of a list of words has more words than are compared.
    case tooLong
    /// A mark such as `=` is not allowed in this list.
    case badPrefix
  }
}

extension LexiconError: CustomStringConvertible {
  package var description: String {
    let place = line > 0 ? "\(file):\(line)" : file
    return "\(place): error: \(reason)"
  }
}

extension LexiconError.Reason: CustomStringConvertible {
  package var description: String {
    switch self {
    case .missingHeader(let key): "no head comment \"# \(key): …\""
    case .badLanguage: "the language is not a two-letter ISO 639-1 code"
    case .unknownSection(let name): "no list is called [\(name)]"
    case .phraseOutsideSection: "a phrase stands before the first [list]"
    case .unknownName(let name): "$\(name) is not defined above this line"
    case .badDefinition: "expected \"$name = alternative | alternative\""
    case .unbalanced: "brackets are not balanced"
    case .emptyPhrase: "the phrase, or one way of reading it, holds no word"
    case .onlySkippedWords: "a piece of the phrase is made of words of [skip] alone"
    case .skipsPhrase(let place):
      "[skip] takes away words that the phrase at \(place) is made of; replace that list, or skip fewer words"
    case .skippedInPhrase:
      "a word of [skip] stands in a longer phrase; in this list it counts only by itself"
    case .badReplacement(let name): "\"# replaces:\" names \(name), which is no list"
    case .tooManyPhrases:
      "the line stands for too many phrases (limit \(Lexicon.expansionLimit)); split it"
    case .tooDeep: "brackets are nested deeper than \(Lexicon.nestingLimit)"
    case .tooLong: "a phrase of this list has at most \(WordTable.longestPhrase) words"
    case .badPrefix: "this list takes no =, ~ or ! lines"
    }
  }
}
