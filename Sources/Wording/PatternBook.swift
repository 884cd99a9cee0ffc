/// Patterns as they are read from a lexicon file: `(talk|speak) to [a|an] person`.
///
/// Everything lies in flat arrays that refer to each other by number, because the lists of all languages are
/// read anew at every start. Words of literal text are cut and numbered once, where they stand.
struct PatternBook: ~Copyable {
  /// Literal text, or a choice between patterns.
  struct Piece: BitwiseCopyable {
    var kind: Kind
    /// Of text: where its bytes begin in the file; of a choice: its alternatives.
    var first: Int32
    /// Of text: how many bytes.
    var count: Int32
    /// Of text: where its words begin in `words`; of a single word to skip: its number.
    var firstWord: Int32 = 0
    /// Of text: its words without those to skip, and all of them.
    var wordCount: UInt16 = 0
    var allCount: UInt16 = 0
  }

  enum Kind: UInt8, BitwiseCopyable {
    case text, choice, optional
  }

  /// Pieces one after another, or sequences one below the other, by place and number.
  struct Run: BitwiseCopyable {
    var first: Int32
    var count: Int32

    var range: Range<Int> { Int(first)..<Int(first) + Int(count) }
  }

  private(set) var pieces = Pool<Piece>()
  /// Each a run of `pieces`.
  private(set) var sequences = Pool<Run>()
  /// Each a run of `sequences`.
  private(set) var alternatives = Pool<Run>()
  private(set) var words = Pool<UInt32>()

  // What is being read, innermost last.
  private var openPieces = Pool<Piece>()
  private var openSequences = Pool<Run>()

  /// How much the book holds, to go back to.
  struct Mark {
    fileprivate var pieces: Int
    fileprivate var sequences: Int
    fileprivate var alternatives: Int
    fileprivate var words: Int
  }

  var mark: Mark {
    Mark(
      pieces: pieces.count,
      sequences: sequences.count,
      alternatives: alternatives.count,
      words: words.count
    )
  }

  /// Forgets what was read since; everything without a mark.
  mutating func forget(since mark: Mark?) {
    pieces.removeAll(since: mark?.pieces ?? 0)
    sequences.removeAll(since: mark?.sequences ?? 0)
    alternatives.removeAll(since: mark?.alternatives ?? 0)
    words.removeAll(since: mark?.words ?? 0)
    openPieces.removeAll(since: 0)
    openSequences.removeAll(since: 0)
  }

  // MARK: Reading

  fileprivate var depthOfPieces: Int { openPieces.count }
  fileprivate var depthOfSequences: Int { openSequences.count }

  fileprivate mutating func addChoice(_ alternatives: Int, isOptional: Bool) {
    openPieces.append(
      Piece(
        kind: isOptional ? .optional : .choice,
        first: Int32(truncatingIfNeeded: alternatives),
        count: 0
      )
    )
  }

  /// Adds literal text and numbers its words.
  fileprivate mutating func addText(
    _ range: Range<Int>,
    of base: UnsafePointer<UInt8>,
    _ vocabulary: inout Vocabulary,
    _ tokenizer: borrowing Tokenizer
  ) {
    var piece = Piece(
      kind: .text,
      first: Int32(truncatingIfNeeded: range.lowerBound),
      count: Int32(truncatingIfNeeded: range.count),
      firstWord: Int32(truncatingIfNeeded: words.count)
    )
    // Lists are cut by the same code as messages, so they can never disagree about what a token is.
    let count = tokenizer.scan(base + range.lowerBound, range.count).place.tokens
    for index in 0..<count {
      let number = vocabulary.number(of: tokenizer.tokens[index])
      if !vocabulary.isSkipped(number) {
        words.append(number)
        piece.wordCount += 1
      } else if count == 1 {
        piece.firstWord = Int32(truncatingIfNeeded: number)
      }
    }
    piece.allCount = UInt16(truncatingIfNeeded: count)
    openPieces.append(piece)
  }

  fileprivate mutating func closeSequence(since depth: Int) {
    let run = Run(
      first: Int32(truncatingIfNeeded: pieces.count),
      count: Int32(truncatingIfNeeded: openPieces.count - depth)
    )
    pieces.move(since: depth, from: &openPieces)
    openSequences.append(run)
  }

  fileprivate mutating func closeAlternatives(since depth: Int) -> Int {
    let run = Run(
      first: Int32(truncatingIfNeeded: sequences.count),
      count: Int32(truncatingIfNeeded: openSequences.count - depth)
    )
    sequences.move(since: depth, from: &openSequences)
    alternatives.append(run)
    return alternatives.count - 1
  }
}

/// Reads one pattern of a file into a book.
///
/// Grammar: a sequence of text, `( … | … )`, `[ … | … ]` and `$name`.
struct PatternReader {
  let base: UnsafePointer<UInt8>
  private let end: Int
  private var index: Int
  /// How the pattern must be written into the automaton, by what has been read of it.
  private(set) var way = PatternWay.words
  /// Whether the character before may be part of a word of an alphabet, or closes a choice.
  private var isInWord = false
  private var isClosed = false

  init(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
    self.base = base
    index = range.lowerBound
    end = range.upperBound
  }

  /// Reads everything as alternatives separated by `|`; returns their number in the book.
  mutating func read(
    into book: inout PatternBook,
    _ names: borrowing PatternNames,
    _ vocabulary: inout Vocabulary,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) -> Int {
    let result = try alternatives(depth: 0, into: &book, names, &vocabulary, tokenizer)
    guard index == end else { throw .unbalanced }
    return result
  }

  private mutating func alternatives(
    depth: Int,
    into book: inout PatternBook,
    _ names: borrowing PatternNames,
    _ vocabulary: inout Vocabulary,
    _ tokenizer: borrowing Tokenizer
  ) throws(LexiconError.Reason) -> Int {
    guard depth <= Lexicon.nestingLimit else { throw .tooDeep }
    let firstSequence = book.depthOfSequences
    let firstPiece = book.depthOfPieces
    while true {
      let start = index
      var highest: UInt8 = 0
      while index < end, !Self.isSign(base[index]) {
        highest = max(highest, base[index])
        index += 1
      }
      if start < index {
        // From E0 on lie the characters of three bytes: Han, kana, Thai and other scripts without spaces.
        if highest >= 0xE0 { way = max(way, .characters) }
        see(start..<index)
        book.addText(start..<index, of: base, &vocabulary, tokenizer)
      }
      guard index < end else {
        guard depth == 0 else { throw .unbalanced }
        break
      }
      let sign = base[index]
      if sign == UInt8(ascii: "|") {
        index += 1
        (isInWord, isClosed) = (false, false)
        book.closeSequence(since: firstPiece)
      } else if sign == UInt8(ascii: "$") {
        index += 1
        let start = index
        while index < end, LexiconFile.isNameByte(base[index]) { index += 1 }
        let name = try names.entry(base, start..<index)
        way = max(way, isInWord ? .texts : name.way)
        (isInWord, isClosed) = (false, true)
        book.addChoice(name.alternatives, isOptional: false)
      } else if sign == UInt8(ascii: "(") || sign == UInt8(ascii: "[") {
        index += 1
        if isInWord { way = .texts }
        (isInWord, isClosed) = (false, false)
        let closing = sign == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]")
        let inner = try alternatives(depth: depth + 1, into: &book, names, &vocabulary, tokenizer)
        guard index < end, base[index] == closing else { throw .unbalanced }
        index += 1
        (isInWord, isClosed) = (false, true)
        book.addChoice(inner, isOptional: sign == UInt8(ascii: "["))
      } else {
        guard depth > 0 else { throw .unbalanced }
        break
      }
    }
    book.closeSequence(since: firstPiece)
    return book.closeAlternatives(since: firstSequence)
  }

  /// Notes what a text asks of the way.
  private mutating func see(_ range: Range<Int>) {
    if isClosed, isWordByte(at: range.lowerBound) { way = .texts }
    var last = range.upperBound - 1
    while last > range.lowerBound, base[last] & 0xC0 == 0x80 { last -= 1 }
    isInWord = isWordByte(at: last)
    isClosed = false
  }

  /// Whether a character that begins here may be part of a word of an alphabet.
  private func isWordByte(at place: Int) -> Bool {
    switch base[place] {
    case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "?"), UInt8(ascii: "!"),
      UInt8(ascii: "."), 0xE0...:
      false
    default: true
    }
  }

  @inline(__always)
  private static func isSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"),
      UInt8(ascii: "|"), UInt8(ascii: "$"):
      true
    default: false
    }
  }
}

/// How a pattern is written into the automaton.
enum PatternWay: UInt8, Comparable {
  /// Piece by piece: pieces meet between words.
  case words
  /// Character by character: the pattern holds a script without spaces, whose tokens reach over pieces.
  case characters
  /// Reading by reading: pieces meet inside a word, so that tokens can only be cut from whole texts.
  case texts

  static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// What `$name` stands for in one file.
struct PatternNames {
  struct Entry {
    var name: [UInt8]
    var alternatives: Int
    var way: PatternWay
  }

  // Few enough to be looked through.
  private var entries: [Entry] = []

  /// A later definition takes the place of an earlier one, for the lines below it.
  mutating func define(_ name: [UInt8], as alternatives: Int, _ way: PatternWay) {
    entries.insert(Entry(name: name, alternatives: alternatives, way: way), at: 0)
  }

  func entry(
    _ base: UnsafePointer<UInt8>,
    _ range: Range<Int>
  ) throws(LexiconError.Reason) -> Entry {
    let name = UnsafeBufferPointer(start: base + range.lowerBound, count: range.count)
    for entry in entries where entry.name.count == range.count && entry.name.elementsEqual(name) {
      return entry
    }
    throw .unknownName(String(decoding: name, as: UTF8.self))
  }
}
