/// A list of single words and short phrases by which a message of a known language is weighed.
///
/// The raw value is the list's bit in `LexiconFile.families`, above those of `PhraseFamily`.
enum WordList: UInt32, CaseIterable {
  case positive = 24
  case negative, negator, stop

  var bit: UInt32 { 1 << rawValue }

  /// The name of the section in a lexicon file.
  private var section: String {
    switch self {
    case .positive: "positive"
    case .negative: "negative"
    case .negator: "negator"
    case .stop: "stop"
    }
  }

  init?(section: String) {
    guard let found = Self.allCases.first(where: { $0.section == section }) else { return nil }
    self = found
  }

  /// Whether every word of a line stands for itself, and not the line for a phrase.
  var isOfWords: Bool { self == .negator || self == .stop }
}

/// The words of one language by which its messages are weighed: positive and negative words, negators, stop words.
///
/// Looked up by the 32-bit hashes that are kept of a message until its conversation is finished, because only then its
/// language is known: a word that is bad in one language is everyday in another.
package final class WordTable: @unchecked Sendable {
  // Unchecked: filled once and never written again.

  private struct Entry {
    /// The hash of a sequence of tokens; 0 is free.
    var key: UInt32 = 0
    var traits: UInt8 = 0
  }

  private static let positive: UInt8 = 1
  private static let negative: UInt8 = 2
  private static let negator: UInt8 = 4
  private static let stop: UInt8 = 8
  /// Longer phrases begin with it.
  private static let goesOn: UInt8 = 16

  /// The most tokens of a phrase.
  static let longestPhrase = 5
  /// A negator turns the words that begin at most so many tokens behind it.
  private static let reach = 3
  /// Fewer hits decide nothing.
  private static let leastHits = 2

  /// Of each filter: few words that are not listed share a bit with one that is, and it fits the processor's first cache.
  private static let filterBits: UInt32 = 16

  private let entries: UnsafeMutablePointer<Entry>
  private let mask: Int
  /// The words with which anything begins that is weighed, a bit each by their hashes: most words are told apart by it.
  private let beginnings: UnsafeMutablePointer<UInt64>
  /// The same of stop words, which are every other word of a message.
  private let stops: UnsafeMutablePointer<UInt64>

  /// - Parameter phrases: What each sequence of tokens is.
  fileprivate init(_ phrases: [(tokens: [UInt32], list: WordList)]) {
    let room = phrases.reduce(1) { $0 + $1.tokens.count }
    let slots = 1 << (Int.bitWidth - (2 * room - 1).leadingZeroBitCount)
    mask = slots - 1
    entries = .allocate(capacity: slots)
    entries.initialize(repeating: Entry(), count: slots)
    let words = 1 << Int(Self.filterBits - 6)
    beginnings = .allocate(capacity: words)
    beginnings.initialize(repeating: 0, count: words)
    stops = .allocate(capacity: words)
    stops.initialize(repeating: 0, count: words)
    for (tokens, list) in phrases { insert(tokens, list) }
  }

  deinit {
    entries.deallocate()
    beginnings.deallocate()
    stops.deallocate()
  }

  private func insert(_ tokens: [UInt32], _ list: WordList) {
    guard let first = tokens.first else { return }
    (list == .stop ? stops : beginnings)[Self.word(of: first)] |= Self.bit(of: first)
    var key: UInt32 = 0
    for (index, token) in tokens.enumerated() {
      key = Self.next(key, token)
      let entry = entries + place(of: key)
      entry.pointee.key = key
      guard index == tokens.count - 1 else {
        entry.pointee.traits |= Self.goesOn
        continue
      }
      switch list {
      case .positive: entry.pointee.traits |= Self.positive
      case .negative: entry.pointee.traits |= Self.negative
      case .negator: entry.pointee.traits |= Self.negator
      case .stop: entry.pointee.traits |= Self.stop
      }
    }
  }

  @inline(__always)
  private static func word(of token: UInt32) -> Int {
    Int(truncatingIfNeeded: token &>> (32 &- filterBits &+ 6))
  }

  @inline(__always)
  private static func bit(of token: UInt32) -> UInt64 {
    1 &<< UInt64(truncatingIfNeeded: token &>> (32 &- filterBits) & 63)
  }

  @inline(__always)
  private static func has(_ token: UInt32, _ filter: UnsafeMutablePointer<UInt64>) -> Bool {
    filter[word(of: token)] & bit(of: token) != 0
  }

  @inline(__always)
  private static func next(_ key: UInt32, _ token: UInt32) -> UInt32 {
    max((key ^ (key &>> 15)) &* 0x85EB_CA6B ^ token, 1)
  }

  /// Where a key stands, or would stand.
  @inline(__always)
  private func place(of key: UInt32) -> Int {
    var place = Int(truncatingIfNeeded: key) & mask
    while entries[place].key != 0, entries[place].key != key { place = (place &+ 1) & mask }
    return place
  }

  /// Whether a word says nothing about what a message is about.
  @inline(__always)
  package func isStopWord(_ token: UInt32) -> Bool {
    guard Self.has(token, stops) else { return false }
    return entries[place(of: Self.next(0, token))].traits & Self.stop != 0
  }

  /// Whether a message is negative by METRICS M49.
  ///
  /// With at least two hits, (positive − negative) / (positive + negative) ≤ −0.5; a negator at most three tokens before
  /// turns a hit. A word in both lists, as only the words of all languages together hold, is none.
  package func isNegative(_ tokens: UnsafeBufferPointer<UInt32>) -> Bool {
    var positive = 0
    var negative = 0
    var lastNegator = -Self.reach - 1
    var index = 0
    while index < tokens.count {
      guard Self.has(tokens[index], beginnings) else {
        index &+= 1
        continue
      }
      let (traits, length) = longest(tokens, from: index)
      if traits & (Self.positive | Self.negative) != 0 {
        let isTurned = index &- lastNegator <= Self.reach
        switch traits & (Self.positive | Self.negative) {
        case Self.positive: if isTurned { negative &+= 1 } else { positive &+= 1 }
        case Self.negative: if isTurned { positive &+= 1 } else { negative &+= 1 }
        default: break
        }
      }
      if traits & Self.negator != 0 { lastNegator = index }
      index &+= length
    }
    return positive + negative >= Self.leastHits && 3 * positive <= negative
  }

  /// What the longest listed phrase from a position is, and how many tokens it has.
  private func longest(
    _ tokens: UnsafeBufferPointer<UInt32>,
    from start: Int
  ) -> (traits: UInt8, length: Int) {
    var traits: UInt8 = 0
    var length = 1
    var key: UInt32 = 0
    for offset in 0..<min(Self.longestPhrase, tokens.count - start) {
      key = Self.next(key, tokens[start + offset])
      let entry = entries[place(of: key)]
      if entry.key == 0 { break }
      if entry.traits & ~Self.goesOn != 0 {
        traits = entry.traits
        length = offset + 1
      }
      if entry.traits & Self.goesOn == 0 { break }
    }
    return (traits, length)
  }
}

/// The word tables of all languages that have one.
package final class LanguageWords: Sendable {
  private let tables: [LanguageCode: WordTable]
  /// The words of all languages together, for text of which the language is not known.
  private let all: WordTable

  /// No words at all: nothing is negative, and every word is content.
  package static let none = LanguageWords([:], WordTable([]))

  private init(_ tables: [LanguageCode: WordTable], _ all: WordTable) {
    self.tables = tables
    self.all = all
  }

  /// The words that a language's messages are weighed with; nil when it has none.
  package subscript(_ language: LanguageCode) -> WordTable? {
    language == .unknown ? all : tables[language]
  }

  /// Reads the lists of files; those that replace lists of others come after them.
  convenience init(
    _ files: [LexiconFile],
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError) {
    var phrases: [LanguageCode: [(tokens: [UInt32], list: WordList)]] = [:]
    for place in files.indices {
      let left = LexiconCompiler.left(of: files, place)
      phrases[files[place].language, default: []] += try Self.read(files[place], left, tokenizer)
    }
    let together = phrases.sorted { $0.key < $1.key }.flatMap(\.value)
    self.init(phrases.mapValues { WordTable($0) }, WordTable(together))
  }

  private static func read(
    _ file: LexiconFile,
    _ left: UInt32,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError) -> [(tokens: [UInt32], list: WordList)] {
    guard let base = file.content.bytes.baseAddress else { return [] }
    var result: [(tokens: [UInt32], list: WordList)] = []
    var list: WordList?
    for line in LexiconLines(file.content.bytes, from: file.firstWords) {
      if base[line.range.lowerBound] == UInt8(ascii: "#") { continue }
      if let title = LexiconCompiler.title(base, line.range) {
        list = WordList(section: title)
        continue
      }
      guard let list, left & list.bit != 0 else { continue }
      let text = UnsafeBufferPointer(start: base + line.range.lowerBound, count: line.range.count)
      for phrase in text.split(separator: UInt8(ascii: "|"), omittingEmptySubsequences: false) {
        let count = phrase.isEmpty ? 0 : scan(phrase, tokenizer)
        guard count > 0 else {
          throw LexiconError(file: file.name, line: line.number, reason: .emptyPhrase)
        }
        let tokens = (0..<count).map { UInt32(truncatingIfNeeded: tokenizer.tokens[$0]) }
        if list.isOfWords {
          result += tokens.map { ([$0], list) }
        } else if count <= WordTable.longestPhrase {
          result.append((tokens, list))
        } else {
          throw LexiconError(file: file.name, line: line.number, reason: .tooLong)
        }
      }
    }
    return result
  }

  private static func scan(
    _ phrase: Slice<UnsafeBufferPointer<UInt8>>,
    _ tokenizer: borrowing Tokenizer
  ) -> Int {
    let bytes = UnsafeBufferPointer(rebasing: phrase)
    guard let base = bytes.baseAddress else { return 0 }
    return tokenizer.scan(base, bytes.count).place.tokens
  }
}
