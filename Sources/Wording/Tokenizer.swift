/// Cuts one message into the tokens of N(text) and counts what can only be seen while cutting.
///
/// The common case, a run of ASCII letters followed by plain punctuation or white space, is cut by the bit
/// masks of 64 bytes in `scan`. Everything else goes through `readToken`, one character at a time, and gives
/// the same hashes. The buffers are reused for every message.
struct Tokenizer: ~Copyable {
  /// Tokens kept for phrase search and for the hash of the message.
  ///
  /// Later ones are still counted as words.
  static let capacity = 4_096

  let characters = CharacterTable()
  /// 64-bit hashes of the tokens.
  let tokens: UnsafeMutablePointer<UInt64>
  /// Where each token begins in the message.
  let starts: UnsafeMutablePointer<Int>
  /// 1 for tokens that look like a name: first letter a capital, the others not, inside a sentence.
  let names: UnsafeMutablePointer<UInt8>

  init() {
    tokens = .allocate(capacity: Self.capacity)
    tokens.initialize(repeating: 0, count: Self.capacity)
    starts = .allocate(capacity: Self.capacity)
    starts.initialize(repeating: 0, count: Self.capacity)
    names = .allocate(capacity: Self.capacity)
    names.initialize(repeating: 0, count: Self.capacity)
  }

  deinit {
    tokens.deallocate()
    starts.deallocate()
    names.deallocate()
  }

  /// Cuts a message.
  ///
  /// The counts are returned, the tokens stay in the buffers until the next call.
  @inline(__always)
  func scan(_ base: UnsafePointer<UInt8>, _ count: Int) -> TokenCounts {
    // A local copy, so that the compiler can keep it in registers; it goes through memory only for `readToken`.
    var counts = TokenCounts()
    let classes = characters.bytes
    var index = 0
    var window = 0
    var mask = LetterMask(base, 0, count)
    while index < count {
      var offset = index &- window
      if offset >= 64 {
        window = index
        offset = 0
        mask = LetterMask(base, window, count)
      }
      let letters = mask.letters &>> UInt64(truncatingIfNeeded: offset)
      if letters & 1 != 0 {
        var length = (~letters).trailingZeroBitCount
        var capitals = mask.capitals &>> UInt64(truncatingIfNeeded: offset)
        if offset &+ length >= 64, window &+ 64 < count, offset > 0 {
          // The word may go on behind the window.
          window = index
          mask = LetterMask(base, window, count)
          length = (~mask.letters).trailingZeroBitCount
          capitals = mask.capitals
          offset = 0
        }
        let end = offset &+ length
        let isBeforeSpace = end < 64 && mask.spaces &>> UInt64(truncatingIfNeeded: end) & 1 != 0
        if length < 64, isBeforeSpace || endsWord(base, index, length, count) {
          keepLetters(base, index, length, count, capitals & ((1 &<< UInt64(length)) &- 1), &counts)
          index &+= length
          if isBeforeSpace {
            counts.inWord = 0
            index &+= 1
          }
          continue
        }
      } else if mask.spaces &>> UInt64(truncatingIfNeeded: offset) & 1 != 0 {
        counts.inWord = 0
        index &+= 1
        continue
      } else {
        let byte = base[index]
        switch UInt32(classes[Int(byte)]) {
        case CharacterClass.space:
          counts.inWord = 0
          index &+= 1
          continue
        case CharacterClass.separator, CharacterClass.joiner, CharacterClass.colon:
          index &+= 1
          continue
        case CharacterClass.dot:
          if byte == UInt8(ascii: ".") { counts.atSentenceStart = 1 }
          index &+= 1
          continue
        case CharacterClass.bang:
          counts.addBang(at: index, length: 1)
          index &+= 1
          continue
        case CharacterClass.newline:
          counts.inWord = 0
          counts.atSentenceStart = 1
          index &+= 1
          continue
        default: break
        }
      }
      counts = readToken(base, index, count, counts)
      index = counts.next
    }
    return counts
  }

  /// Whether a run of ASCII letters is a token as it stands.
  ///
  /// False when the run needs `readToken`: part of an address, joined by an apostrophe, mixed with digits or other
  /// characters.
  @inline(__always)
  private func endsWord(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ length: Int,
    _ count: Int
  ) -> Bool {
    let end = start &+ length
    guard end < count else { return true }
    switch UInt32(characters.bytes[Int(base[end])]) {
    case CharacterClass.space, CharacterClass.newline, CharacterClass.separator,
      CharacterClass.bang:
      return true
    case CharacterClass.dot:
      // `www.`
      return
        !(length == 3 && base[start] | 0x20 == UInt8(ascii: "w")
        && base[end] == UInt8(ascii: "."))
    case CharacterClass.colon:
      // `http:` and `https:`
      return !(length == 4 || length == 5) || base[start] | 0x20 != UInt8(ascii: "h")
    case CharacterClass.joiner:
      // Before a letter it joins; what is beyond ASCII may be one.
      guard end &+ 1 < count else { return true }
      let after = UInt32(characters.bytes[Int(base[end &+ 1])])
      return after != CharacterClass.letter && after != CharacterClass.beyondASCII
    default:
      return false
    }
  }

  /// Keeps a run of ASCII letters as a token.
  @inline(__always)
  private func keepLetters(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ length: Int,
    _ count: Int,
    _ capitals: UInt64,
    _ counts: inout TokenCounts
  ) {
    var state = TokenHash.seed
    var position = start
    var rest = length
    while rest >= 8 {
      state = TokenHash.step(state, LetterMask.load(base, position, count) | 0x2020_2020_2020_2020)
      position &+= 8
      rest &-= 8
    }
    let last =
      (LetterMask.load(base, position, count) | 0x2020_2020_2020_2020)
      & ((1 &<< UInt64(truncatingIfNeeded: rest &<< 3)) &- 1)
    // Names begin with their only capital.
    let isName: UInt8 = capitals == 1 && length > 1 ? 1 : 0
    add(
      TokenHash.finish(state, last, UInt64(truncatingIfNeeded: length)),
      at: start,
      isName: isName,
      &counts
    )
    // Most words have no capital or only the first.
    counts.addLetters(length, capitals: capitals < 2 ? Int(capitals) : capitals.nonzeroBitCount)
  }

  /// Keeps a token.
  @inline(__always)
  func add(_ token: UInt64, at start: Int, isName: UInt8, _ counts: inout TokenCounts) {
    if counts.tokens < Self.capacity {
      tokens[counts.tokens] = token
      starts[counts.tokens] = start
      names[counts.tokens] = isName & (counts.atSentenceStart ^ 1)
      counts.tokens += 1
    }
    counts.words += 1 - counts.inWord
    counts.inWord = 1
    counts.atSentenceStart = 0
  }
}

/// What is counted while a message is cut.
struct TokenCounts {
  var tokens = 0
  var words = 0
  /// Cased letters, and capitals among them, outside tokens that hold digits.
  var cased = 0
  var capitals = 0
  /// Tokens of at least three letters, and the cased letters in them.
  var longTokens = 0
  var casedInLong = 0
  /// Letters of alphabets other than Latin, and characters of spaceless scripts.
  var foreign = 0
  /// Those of them that `cased` counts too.
  var foreignCased = 0
  /// 1 when the present white-space separated word is counted already.
  var inWord = 0
  /// 1 at the start of the message and after a full stop, `!`, `?` or line break.
  var atSentenceStart: UInt8 = 1
  var sawDigit = false
  var sawURL = false
  var sawEmail = false
  /// Length of the present run of `!` and `?`, where it ends, and the longest so far.
  var run = 0
  var runEnd = -1
  var longestRun = 0
  /// Where to read on.
  var next = 0

  /// Counts a `!` or `?` in any form.
  @inline(__always)
  mutating func addBang(at index: Int, length: Int) {
    atSentenceStart = 1
    run = runEnd == index ? run &+ 1 : 1
    runEnd = index &+ length
    longestRun = max(longestRun, run)
  }

  @inline(__always)
  mutating func addLetters(_ count: Int, capitals upper: Int) {
    cased += count
    capitals += upper
    let isLong = count >= 3 ? 1 : 0
    longTokens += isLong
    casedInLong += count & (0 &- isLong)
  }
}
