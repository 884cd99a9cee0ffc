import CVectors

/// Cuts one message into the tokens of N(text) and counts what can only be seen while cutting.
///
/// First 64 bytes at a time become a mask that says which are ASCII letters. The common case, a run of letters between
/// spaces or plain punctuation, is then read by its two borders, eight letters at a time. Other ASCII tokens go through
/// `readMixed`, and the rest through `readToken`, one character at a time; all give the same hashes.
/// The buffers are reused for every message.
struct Tokenizer: ~Copyable {
  /// Tokens kept for phrase search and for the hash of the message.
  ///
  /// Later ones are still counted as words.
  static let capacity = 4_096

  let characters = CharacterTable()
  /// 64-bit hashes of the tokens, with room for one more behind the last.
  let tokens: UnsafeMutablePointer<UInt64>
  /// Where each token begins in the message.
  let starts: UnsafeMutablePointer<Int>
  /// 1 for tokens that look like a name: first letter a capital, the others not, inside a sentence.
  let names: UnsafeMutablePointer<UInt8>
  /// The message with spaces behind it, so that no look ahead must mind the end.
  private let padded: UnsafeMutableRawPointer

  /// Longer messages get a padded copy of their own, and are read by the slow way; shorter ones cannot hold more
  /// than `capacity` tokens.
  private static let paddedCapacity = 2 * capacity
  /// A block of 64 bytes, and eight letters that begin in its last byte.
  private static let padding = 72

  init() {
    tokens = .zeroed(capacity: Self.capacity + 1)
    starts = .zeroed(capacity: Self.capacity)
    names = .zeroed(capacity: Self.capacity)
    padded = .allocate(byteCount: Self.paddedCapacity + Self.padding, alignment: 64)
  }

  deinit {
    tokens.giveBack()
    starts.giveBack()
    names.giveBack()
    padded.deallocate()
  }

  /// Cuts a message.
  ///
  /// The counts are returned, the tokens stay in the buffers until the next call.
  @inline(__always)
  func scan(_ text: UnsafePointer<UInt8>, _ count: Int) -> TokenCounts {
    guard count <= Self.paddedCapacity else { return cutLong(text, count) }
    var counts = TokenCounts()
    cut(pad(text, count, in: padded), count, &counts)
    return counts
  }

  @inline(__always)
  private func pad(
    _ text: UnsafePointer<UInt8>,
    _ count: Int,
    in room: UnsafeMutableRawPointer
  ) -> UnsafePointer<UInt8> {
    room.copyMemory(from: text, byteCount: count)
    (room + count).initializeMemory(as: UInt8.self, repeating: 0x20, count: Self.padding)
    return UnsafePointer(room.assumingMemoryBound(to: UInt8.self))
  }

  @inline(never)
  private func cutLong(_ text: UnsafePointer<UInt8>, _ count: Int) -> TokenCounts {
    let room = UnsafeMutableRawPointer.allocate(byteCount: count + Self.padding, alignment: 64)
    defer { room.deallocate() }
    return cutSlowly(pad(text, count, in: room), count)
  }

  /// Reads every token the slow way, which counts more.
  @inline(never)
  private func cutSlowly(_ base: UnsafePointer<UInt8>, _ count: Int) -> TokenCounts {
    var counts = TokenCounts()
    var place = TokenPlace()
    readGap(base, to: count, count, &place, &counts)
    counts.place = place
    return counts
  }

  /// Counts `longTokens` and `casedInLong`, which only few messages need.
  func recounted(_ counts: TokenCounts, _ count: Int) -> TokenCounts {
    guard count <= Self.paddedCapacity else { return counts }
    return cutSlowly(UnsafePointer(padded.assumingMemoryBound(to: UInt8.self)), count)
  }

  @inline(never)
  private func cut(_ base: UnsafePointer<UInt8>, _ count: Int, _ counts: inout TokenCounts) {
    // Kept in registers; it goes through memory only for slow tokens.
    var place = TokenPlace()
    var cased = 0
    // In each byte, how many of the letters at this place of eight were capitals.
    var capitals: UInt64 = 0
    let (tokens, starts, names) = (tokens, starts, names)
    let traits = characters.traits
    let raw = UnsafeRawPointer(base)
    var block = 0
    // Of the run of letters that is read next.
    var start = 0
    var carry: UInt64 = 0
    while block <= count {
      let letters = onpar_letters64(raw + block)
      let behind = letters &<< 1 | carry
      var begins = letters & ~behind
      var ends = behind & ~letters
      if carry == 0 {
        start = block &+ begins.trailingZeroBitCount
        begins &= begins &- 1
      }
      carry = letters &>> 63
      while ends != 0 {
        let first = start
        let end = block &+ ends.trailingZeroBitCount
        ends &= ends &- 1
        start = block &+ begins.trailingZeroBitCount
        begins &= begins &- 1
        // Most words stand behind a space, or punctuation and a space. Taken together, because the processor cannot
        // guess which it is.
        let gap = first &- place.next
        let before = traits[Int(base[place.next])]
        let isSpace = gap == 1 ? before & ByteTraits.space : 0
        let isMark = gap == 2 && base[place.next &+ 1] == 0x20 ? before & ByteTraits.mark : 0
        if isSpace | isMark != 0 {
          place.inWord = 0
          place.atSentenceStart |= before & ByteTraits.sentenceEnd
        } else {
          readGap(base, to: first, count, &place, &counts)
          // The run may be part of what was read in the gap, or before.
          if place.next > first { continue }
        }
        let length = end &- first
        let after = traits[Int(base[end])]
        let address = after &>> 4 & traits[Int(base[first])]
        if after & ByteTraits.endsWord == 0 || address & ByteTraits.beginsAddress != 0 {
          place.next = first
          readSlow(base, count, &place, &counts)
          continue
        }
        var state = TokenHash.seed
        var index = first
        // The first eight letters alone reach the low bits of each byte.
        var upper: UInt64 = 0
        while end &- index > 8 {
          let eight = EightLetters(raw + index, 8)
          state = TokenHash.step(state, eight.folded)
          capitals &+= eight.capitals
          upper |= eight.capitals &<< (index == first ? 0 : 1)
          index &+= 8
        }
        let last = EightLetters(raw + index, end &- index)
        capitals &+= last.capitals
        upper |= last.capitals &<< (index == first ? 0 : 1)
        cased &+= length
        let isWhole = end &- index == 8
        if isWhole { state = TokenHash.step(state, last.folded) }
        tokens[place.tokens] = TokenHash.finish(
          state,
          isWhole ? 0 : last.folded,
          UInt64(truncatingIfNeeded: length)
        )
        starts[place.tokens] = first
        // One capital, and it is the first letter.
        names[place.tokens] = upper == 1 && length > 1 ? place.atSentenceStart ^ 1 : 0
        place.tokens &+= 1
        place.words &+= 1 &- place.inWord
        place.inWord = 1
        place.atSentenceStart = 0
        place.next = end
      }
      block &+= 64
      // Eight bytes hold up to 255 each.
      if block & 0xFF == 0 { counts.take(capitals: &capitals) }
    }
    readGap(base, to: count, count, &place, &counts)
    counts.place = place
    counts.cased += cased
    counts.take(capitals: &capitals)
  }

  /// Reads what stands between two runs of letters, or behind the last.
  ///
  /// A token that begins there may reach beyond.
  private func readGap(
    _ base: UnsafePointer<UInt8>,
    to end: Int,
    _ count: Int,
    _ place: inout TokenPlace,
    _ counts: inout TokenCounts
  ) {
    while place.next < end {
      let byte = base[place.next]
      switch UInt32(characters.bytes[Int(byte)]) {
      case CharacterClass.space:
        place.inWord = 0
      case CharacterClass.separator, CharacterClass.joiner, CharacterClass.colon:
        break
      case CharacterClass.dot:
        if byte == UInt8(ascii: ".") { place.atSentenceStart = 1 }
      case CharacterClass.bang:
        place.atSentenceStart = 1
        counts.addBang(at: place.next, length: 1)
      case CharacterClass.newline:
        place.inWord = 0
        place.atSentenceStart = 1
      default:
        readSlow(base, count, &place, &counts)
        continue
      }
      place.next &+= 1
    }
  }

  @inline(__always)
  private func readSlow(
    _ base: UnsafePointer<UInt8>,
    _ count: Int,
    _ place: inout TokenPlace,
    _ counts: inout TokenCounts
  ) {
    counts.place = place
    readMixed(base, place.next, count, &counts)
    place = counts.place
  }

  /// Keeps a token.
  @inline(__always)
  func add(_ token: UInt64, at start: Int, isName: UInt8, _ place: inout TokenPlace) {
    if place.tokens < Self.capacity {
      tokens[place.tokens] = token
      starts[place.tokens] = start
      names[place.tokens] = isName & (place.atSentenceStart ^ 1)
      place.tokens += 1
    }
    place.words += 1 - place.inWord
    place.inWord = 1
    place.atSentenceStart = 0
  }
}

/// Up to eight ASCII letters.
struct EightLetters {
  /// The letters in lower case, the first in the low byte; bytes behind them 0.
  let folded: UInt64
  /// 1 in the byte of each capital.
  let capitals: UInt64

  @inline(__always)
  init(_ start: UnsafeRawPointer, _ count: Int) {
    let bytes = UInt64(littleEndian: start.loadUnaligned(as: UInt64.self))
    let mask = UInt64.max &>> UInt64(truncatingIfNeeded: (8 &- count) &<< 3)
    folded = (bytes | 0x2020_2020_2020_2020) & mask
    capitals = (~bytes & mask & 0x2020_2020_2020_2020) &>> 5
  }
}

/// How far the cutting of a message is.
struct TokenPlace {
  /// Where to read on.
  var next = 0
  var tokens = 0
  var words = 0
  /// 1 when the present white-space separated word is counted already.
  var inWord = 0
  /// 1 at the start of the message and after a full stop, `!`, `?` or line break.
  var atSentenceStart: UInt8 = 1
}

/// What is counted while a message is cut.
struct TokenCounts {
  var place = TokenPlace()
  /// Cased letters, and capitals among them, outside tokens that hold digits.
  var cased = 0
  var capitals = 0
  /// Tokens of at least three letters, and the cased letters in them: only of slow tokens.
  var longTokens = 0
  var casedInLong = 0
  /// Letters of alphabets other than Latin, and characters of spaceless scripts.
  var foreign = 0
  /// Those of them that `cased` counts too.
  var foreignCased = 0
  /// Those of them that are Han characters or kana.
  var eastern = 0
  var sawDigit = false
  var sawURL = false
  var sawEmail = false
  /// Length of the present run of `!` and `?`, where it ends, and the longest so far.
  var run = 0
  var runEnd = -1
  var longestRun = 0

  /// Counts a `!` or `?` in any form.
  @inline(__always)
  mutating func addBang(at index: Int, length: Int) {
    run = runEnd == index ? run + 1 : 1
    runEnd = index + length
    longestRun = max(longestRun, run)
  }

  /// Adds up the eight bytes and sets them to 0.
  @inline(__always)
  mutating func take(capitals bytes: inout UInt64) {
    while bytes != 0 {
      capitals &+= Int(truncatingIfNeeded: bytes & 0xFF)
      bytes &>>= 8
    }
  }
}
