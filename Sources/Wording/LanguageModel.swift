import CLexicons

/// Tells the language of a conversation by its common words.
///
/// Each word of `Lexicons/languages.words` votes for the languages that have it: the fewer they are, the more it
/// counts. Words are compared by the hashes that messages keep, so no text is needed. Docs/Signals.md says how
/// often it is right.
package struct LanguageModel: Sendable {
  /// Languages that are told apart, at most; each is a bit.
  static let languageLimit = 24

  private struct Entry {
    var word: UInt32 = 0
    /// The languages that have the word; 0 when the place is free.
    var languages: UInt32 = 0
    /// Those in which it alone is enough; in the highest byte what it counts for each language, so that nothing is
    /// divided for every word that is met.
    var sure: UInt32 = 0
  }

  private static let slots = 4_096
  private var entries = [Entry](repeating: Entry(), count: slots)
  /// The languages in the order of their bits.
  private(set) var languages: [LanguageCode] = []

  /// The model that is part of the program, made when first needed.
  package static let shared = LanguageModel(
    LexiconBytes(embedded: onpar_language_words())
  )

  /// The languages that are told apart, from 1, in a byte; 0 for every other.
  package static func number(of language: LanguageCode) -> UInt8 {
    guard let index = shared.languages.firstIndex(of: language) else { return 0 }
    return UInt8(truncatingIfNeeded: index + 1)
  }

  /// The language of a number; unknown for 0 and for numbers that no language has.
  package static func language(numbered number: UInt8) -> LanguageCode {
    let index = Int(number) - 1
    return shared.languages.indices.contains(index) ? shared.languages[index] : .unknown
  }

  init(_ content: LexiconBytes) {
    let tokenizer = Tokenizer()
    let buffer = content.bytes
    guard let base = buffer.baseAddress else { return }
    var language = -1
    var isSure = false
    for line in LexiconLines(buffer) {
      switch base[line.range.lowerBound] {
      case UInt8(ascii: "#"): break
      case UInt8(ascii: "["):
        let code = LanguageCode(buffer[line.range.dropFirst().prefix(2)])
        isSure = line.range.count > 4
        language = languages.firstIndex(of: code) ?? languages.count
        if language == languages.count, language < Self.languageLimit { languages.append(code) }
      default:
        guard languages.indices.contains(language) else { break }
        let range = line.range
        let count = tokenizer.scan(base + range.lowerBound, range.count).place.tokens
        for index in 0..<count {
          add(UInt32(truncatingIfNeeded: tokenizer.tokens[index]), 1 << language, isSure)
        }
      }
    }
  }

  private mutating func add(_ word: UInt32, _ language: UInt32, _ isSure: Bool) {
    var slot = Self.slot(of: word)
    while entries[slot].languages != 0, entries[slot].word != word {
      slot = (slot + 1) & (Self.slots - 1)
    }
    entries[slot].word = word
    entries[slot].languages |= language
    if isSure { entries[slot].sure |= language }
    let share = LanguageVotes.whole / UInt32(entries[slot].languages.nonzeroBitCount)
    entries[slot].sure = entries[slot].sure & 0xFF_FFFF | share << 24
  }

  @inline(__always)
  private static func slot(of word: UInt32) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9E37_79B1) &>> 20)
  }

  /// Counts the words of one message.
  ///
  /// - Parameters:
  ///   - tokens: The tokens of the message as `TextScanner.tokens` gives them.
  ///   - votes: Where the counts go.
  package func count(_ tokens: UnsafeBufferPointer<UInt32>, into votes: inout LanguageVotes) {
    entries.withUnsafeBufferPointer { entries in
      for word in tokens {
        var slot = Self.slot(of: word)
        while entries[slot].languages != 0 {
          if entries[slot].word == word {
            votes.add(entries[slot].languages, sure: entries[slot].sure)
            break
          }
          slot = (slot &+ 1) & (Self.slots - 1)
        }
      }
    }
    votes.tokens += tokens.count
  }

  /// The language for which enough speaks, or unknown.
  package func language(of votes: LanguageVotes) -> LanguageCode {
    let (best, lead) = votes.best()
    guard best >= 0, lead else { return .unknown }
    return languages[best]
  }
}

/// How much speaks for each language in some messages.
package struct LanguageVotes: Sendable {
  /// A word that one language alone has counts this much; shared words less.
  fileprivate static let whole: UInt32 = 12
  /// So much must speak for a language: two words of its own, or one that is enough.
  private static let enough: Int32 = 24

  private var scores: [24 of Int32] = .init(repeating: 0)
  /// The languages of which a word was met, a bit each: most messages show few.
  private var met: UInt32 = 0
  /// All words met, known or not.
  package var tokens = 0

  package init() {}

  @inline(__always)
  fileprivate mutating func add(_ languages: UInt32, sure: UInt32) {
    let share = Int32(truncatingIfNeeded: sure &>> 24)
    met |= languages
    var left = languages
    while left != 0 {
      let index = left.trailingZeroBitCount
      scores[index] += sure &>> UInt32(truncatingIfNeeded: index) & 1 != 0 ? 2 * share : share
      left &= left &- 1
    }
  }

  /// The language for which most speaks, -1 without any, and whether that is enough.
  ///
  /// It must lead by half over the next, and speak through a fair share of the words: names and product numbers of a
  /// language that is not known hit some words too.
  fileprivate func best() -> (index: Int, isEnough: Bool) {
    var best = -1
    var next: Int32 = 0
    var most: Int32 = 0
    var left = met
    while left != 0 {
      let index = left.trailingZeroBitCount
      left &= left &- 1
      if scores[index] > most {
        next = most
        most = scores[index]
        best = index
      } else {
        next = max(next, scores[index])
      }
    }
    let isEnough =
      most >= Self.enough && most * 2 >= next * 3 && Int(most) >= tokens
    return (best, isEnough)
  }
}
