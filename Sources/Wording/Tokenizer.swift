/// Cuts one message into the tokens of N(text) and counts what can only be seen while cutting.
///
/// The common case, a run of ASCII letters followed by plain punctuation or white space, is read eight
/// bytes at a time in `scan`. Everything else goes through `readToken`, one character at a time, and gives
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
    while index < count {
      let letters = EightLetters(base, index, count)
      if letters.count > 0 {
        let next = readLetters(base, index, count, letters, &counts)
        if next > index {
          index = next
          // Most words end before a space, which need not come round again.
          if next < count, base[next] == 0x20 {
            counts.inWord = 0
            index &+= 1
          }
          continue
        }
      } else {
        let byte = base[index]
        switch UInt32(classes[Int(byte)]) {
        case CharacterClass.space:
          counts.inWord = 0
          index += 1
          continue
        case CharacterClass.separator, CharacterClass.joiner, CharacterClass.colon:
          index += 1
          continue
        case CharacterClass.dot:
          if byte == UInt8(ascii: ".") { counts.atSentenceStart = 1 }
          index += 1
          continue
        case CharacterClass.bang:
          counts.addBang(at: index, length: 1)
          index += 1
          continue
        case CharacterClass.newline:
          counts.inWord = 0
          counts.atSentenceStart = 1
          index += 1
          continue
        default: break
        }
      }
      counts = readToken(base, index, count, counts)
      index = counts.next
    }
    return counts
  }

  /// Reads a run of ASCII letters as a token, or returns the index it was given when the run needs
  /// `readToken`: part of an address, joined by an apostrophe, mixed with digits or other characters.
  @inline(__always)
  private func readLetters(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ count: Int,
    _ first: EightLetters,
    _ counts: inout TokenCounts
  ) -> Int {
    var index = start
    var letters = first
    var state = TokenHash.seed
    var capitals = letters.capitals
    let startsWithCapital = letters.startsWithCapital
    while letters.count == 8 {
      state = TokenHash.step(state, letters.folded)
      index += 8
      letters = EightLetters(base, index, count)
      capitals += letters.capitals
    }
    index += letters.count
    let length = index - start
    let next: UInt32
    if index < count {
      next = UInt32(characters.bytes[Int(base[index])])
    } else {
      next = CharacterClass.space
    }
    switch next {
    case CharacterClass.space, CharacterClass.newline, CharacterClass.separator,
      CharacterClass.bang:
      break
    case CharacterClass.dot:
      // `www.`
      if length == 3, base[start] | 0x20 == UInt8(ascii: "w"), base[index] == UInt8(ascii: ".") {
        return start
      }
    case CharacterClass.colon:
      // `http:` and `https:`
      if length == 4 || length == 5, base[start] | 0x20 == UInt8(ascii: "h") { return start }
    case CharacterClass.joiner:
      // Before a letter it joins; what is beyond ASCII may be one.
      if index + 1 < count {
        let after = UInt32(characters.bytes[Int(base[index + 1])])
        if after == CharacterClass.letter || after == CharacterClass.beyondASCII { return start }
      }
    default:
      return start
    }
    let isName = startsWithCapital & (capitals == 1 ? 1 : 0) & (length > 1 ? 1 : 0)
    add(
      TokenHash.finish(state, letters.folded, UInt64(truncatingIfNeeded: length)),
      at: start,
      isName: isName,
      &counts
    )
    counts.addLetters(length, capitals: capitals)
    return index
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

/// The ASCII letters with which eight bytes begin.
struct EightLetters {
  /// How many bytes from the first are letters, 0 to 8.
  let count: Int
  /// The letters in lower case, other bytes 0.
  let folded: UInt64
  /// How many of the letters are capitals.
  let capitals: Int
  /// 1 when the first letter is a capital.
  let startsWithCapital: UInt8

  @inline(__always)
  init(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) {
    let bytes = Self.load(base, index, count)
    let lower = bytes | 0x2020_2020_2020_2020
    let low7 = lower & 0x7F7F_7F7F_7F7F_7F7F
    // The high bit of each byte: at least `a`, and not above `z`, and ASCII.
    let fromA = low7 &+ 0x1F1F_1F1F_1F1F_1F1F
    let aboveZ = low7 &+ 0x0505_0505_0505_0505
    let others = ~(fromA & ~aboveZ & ~bytes) & 0x8080_8080_8080_8080
    let mask: UInt64
    if others == 0 {
      self.count = 8
      mask = .max
    } else {
      self.count = others.trailingZeroBitCount >> 3
      mask = ((others & (0 &- others)) &- 1) >> 7
    }
    folded = lower & mask
    let upper = (~bytes & mask) & 0x2020_2020_2020_2020
    capitals = Int(truncatingIfNeeded: ((upper >> 5) &* 0x0101_0101_0101_0101) >> 56)
    startsWithCapital = UInt8(truncatingIfNeeded: upper >> 5) & 1
  }

  /// Eight bytes in memory order, the first in the low byte; bytes beyond the end are 0.
  @inline(__always)
  private static func load(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> UInt64 {
    let raw = UnsafeRawPointer(base)
    if index + 8 <= count {
      return UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    }
    if count >= 8 {
      let last = UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self))
      // 64 or more shifts everything out, which is right at the end of the message.
      return last >> UInt64(truncatingIfNeeded: (index + 8 - count) << 3)
    }
    var bytes: UInt64 = 0
    var position = count
    while position > index {
      position -= 1
      bytes = bytes << 8 | UInt64(base[position])
    }
    return bytes
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
    run = runEnd == index ? run + 1 : 1
    runEnd = index + length
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
