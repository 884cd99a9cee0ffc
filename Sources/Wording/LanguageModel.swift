import CLexicons
import CVectors

/// Tells the language of a conversation by its common words.
///
/// Each word of `Lexicons/languages.words` votes for the languages that have it: the fewer they are, the more it
/// counts. Words are compared by the hashes that messages keep, so no text is needed. Docs/Signals.md says how
/// often it is right.
package struct LanguageModel: Sendable {
  /// Languages that are told apart, at most; each is a bit.
  static let languageLimit = 24

  /// Four words at most, and for each of them what it counts.
  private struct Bucket {
    static let size = 4

    /// Hashes; 0 where there is none.
    var words: (UInt32, UInt32, UInt32, UInt32) = (0, 0, 0, 0)
    /// Places in `weights`, and behind them that of a word that is not listed, which counts nothing.
    var weights: (UInt16, UInt16, UInt16, UInt16, UInt16) = (0, 0, 0, 0, 0)
  }

  /// What a word counts for each language; words that count the same share one.
  private typealias Weight = SIMD32<UInt8>

  private var buckets: [Bucket] = []
  /// How far a word's mixed hash is shifted: what is left is the number of its bucket.
  private var shift: UInt32 = 32
  private var weights = [Weight()]
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
    var listed = ListedWords()
    defer { layOut(listed) }
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
          listed.add(UInt32(truncatingIfNeeded: tokenizer.tokens[index]), 1 << language, isSure)
        }
      }
    }
  }

  /// Deals the words into as many buckets as it takes for none to be too small.
  private mutating func layOut(_ listed: borrowing ListedWords) {
    var kinds = [ListedWords.Kind()]
    let words = listed.all.map { word, kind in
      let place = kinds.firstIndex(of: kind) ?? kinds.count
      if place == kinds.count { kinds.append(kind) }
      return (word, UInt16(truncatingIfNeeded: place))
    }
    weights = kinds.map(\.weight)
    // Where there are more buckets than words, few are full.
    var bits = max(1, UInt32(Int.bitWidth - words.count.leadingZeroBitCount))
    while !deal(words, among: bits) { bits += 1 }
  }

  private mutating func deal(_ words: [(word: UInt32, weight: UInt16)], among bits: UInt32) -> Bool
  {
    shift = 32 - bits
    buckets = [Bucket](repeating: Bucket(), count: 1 << Int(bits))
    var used = [Int](repeating: 0, count: buckets.count)
    for (word, weight) in words {
      let number = Self.bucket(of: word, shift)
      let place = used[number]
      guard place < Bucket.size else { return false }
      used[number] += 1
      withUnsafeMutableBytes(of: &buckets[number]) { bytes in
        bytes.storeBytes(of: word, toByteOffset: 4 * place, as: UInt32.self)
        bytes.storeBytes(of: weight, toByteOffset: 4 * Bucket.size + 2 * place, as: UInt16.self)
      }
    }
    return true
  }

  @inline(__always)
  private static func bucket(of word: UInt32, _ shift: UInt32) -> Int {
    Int(truncatingIfNeeded: (word &* 0x9E37_79B1) &>> shift)
  }

  /// Counts the words of one message.
  ///
  /// A word is looked up in one bucket and always counted, be it for nothing: whether a word is listed is as good as
  /// tossed, and guessing it wrong would take the processor longer than all of this.
  ///
  /// - Parameters:
  ///   - tokens: The tokens of the message as `TextScanner.tokens` gives them.
  ///   - votes: Where the counts go.
  package func count(_ tokens: UnsafeBufferPointer<UInt32>, into votes: inout LanguageVotes) {
    let shift = shift
    buckets.withUnsafeBytes { buckets in
      weights.withUnsafeBufferPointer { weights in
        guard let buckets = buckets.baseAddress, let weights = weights.baseAddress else { return }
        var index = 0
        while index < tokens.count {
          let end = min(tokens.count, index &+ LanguageVotes.mostAtOnce)
          var sum = Weight()
          while index < end {
            let word = tokens[index]
            let bucket = buckets + Self.bucket(of: word, shift) &* MemoryLayout<Bucket>.stride
            let place = onpar_place4(bucket.assumingMemoryBound(to: UInt32.self), word)
            let weight = bucket.load(
              fromByteOffset: 4 &* Bucket.size &+ 2 &* Int(truncatingIfNeeded: place),
              as: UInt16.self
            )
            sum &+= weights[Int(weight)]
            index &+= 1
          }
          votes.add(sum)
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

/// The words of the list with the languages that have them.
private struct ListedWords: ~Copyable {
  /// What a word counts for depends on this alone.
  struct Kind: Equatable {
    /// The languages that have the word; 0 when the place is free.
    var languages: UInt32 = 0
    /// Those in which it alone is enough.
    var sure: UInt32 = 0

    /// What it counts for each language: the fewer have it, the more.
    var weight: SIMD32<UInt8> {
      var weight = SIMD32<UInt8>()
      let share = LanguageVotes.whole / UInt8(max(1, languages.nonzeroBitCount))
      for language in 0..<LanguageModel.languageLimit where languages >> language & 1 != 0 {
        weight[language] = sure >> language & 1 != 0 ? 2 * share : share
      }
      return weight
    }
  }

  private var entries = [(word: UInt32, kind: Kind)](repeating: (0, Kind()), count: 4_096)
  private var count = 0

  /// Adds a word of one language, which is given by its bit.
  mutating func add(_ word: UInt32, _ language: UInt32, _ isSure: Bool) {
    precondition(count < entries.count / 2, "more words of languages than there is room for")
    var slot = Int(truncatingIfNeeded: (word &* 0x9E37_79B1) >> 20)
    while entries[slot].kind.languages != 0, entries[slot].word != word {
      slot = (slot + 1) & (entries.count - 1)
    }
    if entries[slot].kind.languages == 0 { count += 1 }
    entries[slot].word = word
    entries[slot].kind.languages |= language
    if isSure { entries[slot].kind.sure |= language }
  }

  /// Every word, and what it counts for.
  var all: [(word: UInt32, kind: Kind)] { entries.filter { $0.kind.languages != 0 } }
}

/// How much speaks for each language in some messages.
package struct LanguageVotes: Sendable {
  /// A word that one language alone has counts this much; shared words less.
  fileprivate static let whole: UInt8 = 12
  /// So many words count into a byte: none counts more than twice that.
  fileprivate static let mostAtOnce = 10
  /// So much must speak for a language: two words of its own, or one that is enough.
  private static let enough: Int32 = 24

  private var scores: [24 of Int32] = .init(repeating: 0)
  /// All words met, known or not.
  package var tokens = 0

  package init() {}

  @inline(__always)
  fileprivate mutating func add(_ counts: SIMD32<UInt8>) {
    withUnsafeBytes(of: counts) { counts in
      for index in 0..<LanguageModel.languageLimit {
        scores[index] &+= Int32(truncatingIfNeeded: counts[index])
      }
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
    for index in 0..<LanguageModel.languageLimit {
      let score = scores[index]
      next = max(next, min(most, score))
      best = score > most ? index : best
      most = max(most, score)
    }
    let isEnough =
      most >= Self.enough && most * 2 >= next * 3 && Int(most) >= tokens
    return (best, isEnough)
  }
}
