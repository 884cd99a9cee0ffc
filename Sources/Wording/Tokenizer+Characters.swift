extension Tokenizer {
  /// Reads from an index, one character at a time, to the end of one token or of one separator.
  @inline(never)
  func readToken(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ count: Int,
    _ counts: inout TokenCounts
  ) {
    var word = PartialToken()
    var index = start
    while index < count {
      let character = UTF8Reader.read(base, index, count)
      let entry = characters[character.value]
      let after = index + character.length
      switch entry >> 28 {
      case CharacterClass.letter:
        if !word.isEmpty || !readURL(base, index, count, &counts) {
          word.append(letter: entry)
          index = after
          continue
        }
        return
      case CharacterClass.digit:
        word.appendDigit()
        index = after
        continue
      case CharacterClass.dot where word.endsInDigit && isDigit(base, after, count):
        index = after
        continue
      case CharacterClass.joiner where word.endsInLetter && isLetter(base, after, count):
        index = after
        continue
      case CharacterClass.ignored:
        index = after
        continue
      case CharacterClass.at where !word.isEmpty:
        if readEmail(base, at: index, count, &counts) { return }
      case CharacterClass.spaceless where word.isEmpty:
        readSpaceless(base, index, count, &counts)
        return
      default:
        if word.isEmpty {
          readSeparator(entry, character, index, &counts)
          return
        }
      }
      break
    }
    counts.place.next = index > start ? index : start + 1
    guard !word.isEmpty else { return }
    keep(word, at: start, &counts)
  }

  /// Reads a token of ASCII letters, digits, and apostrophes or hyphens between letters: "don't", "10th", "5:30".
  ///
  /// Other characters that may belong to it, and what may begin a web address, leave all to `readToken`.
  @inline(never)
  func readMixed(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ count: Int,
    _ counts: inout TokenCounts
  ) {
    if Self.mayBeginAddress(base[start]) { return readToken(base, start, count, &counts) }
    var word = PartialToken()
    var index = start
    // The space behind the message ends the last token.
    while true {
      let byte = base[index]
      switch UInt32(characters.bytes[Int(byte)]) {
      case CharacterClass.letter:
        word.append(ascii: byte)
        index &+= 1
        continue
      case CharacterClass.digit:
        word.appendDigit()
        index &+= 1
        continue
      case CharacterClass.dot where word.endsInDigit:
        let next = UInt32(characters.bytes[Int(base[index &+ 1])])
        if next == CharacterClass.digit {
          index &+= 1
          continue
        }
        if next == CharacterClass.beyondASCII { return readToken(base, start, count, &counts) }
      case CharacterClass.joiner where word.endsInLetter:
        let next = UInt32(characters.bytes[Int(base[index &+ 1])])
        if next == CharacterClass.letter {
          index &+= 1
          continue
        }
        if next == CharacterClass.beyondASCII { return readToken(base, start, count, &counts) }
      case CharacterClass.at, CharacterClass.beyondASCII:
        return readToken(base, start, count, &counts)
      default:
        break
      }
      break
    }
    counts.place.next = index
    keep(word, at: start, &counts)
  }

  /// Whether `www.`, `http:` or `https:` may begin here.
  @inline(__always)
  private static func mayBeginAddress(_ byte: UInt8) -> Bool {
    byte | 0x20 == UInt8(ascii: "w") || byte | 0x20 == UInt8(ascii: "h")
  }

  /// Adds a token that was read character by character, and counts its letters.
  private func keep(_ word: PartialToken, at start: Int, _ counts: inout TokenCounts) {
    add(word.hash.value, at: start, isName: word.isName ? 1 : 0, &counts.place)
    counts.foreign += word.foreign
    if word.hasDigit {
      counts.sawDigit = true
    } else {
      counts.cased += word.cased
      counts.foreignCased += min(word.foreign, word.cased)
      counts.capitals += word.capitals
      if word.letters >= 3 {
        counts.longTokens += 1
        counts.casedInLong += word.cased
      }
    }
  }

  private func readSeparator(
    _ entry: UInt32,
    _ character: UTF8Reader.Character,
    _ index: Int,
    _ counts: inout TokenCounts
  ) {
    let end = index + character.length
    counts.place.next = end
    switch entry >> 28 {
    case CharacterClass.space:
      counts.place.inWord = 0
    case CharacterClass.newline:
      counts.place.inWord = 0
      counts.place.atSentenceStart = 1
    case CharacterClass.dot where CharacterEntry.scalar(entry) != 0x2C:
      counts.place.atSentenceStart = 1
    case CharacterClass.bang:
      counts.place.atSentenceStart = 1
      counts.addBang(at: index, length: character.length)
    default:
      break
    }
  }

  /// A run of a script without spaces: each pair of neighbours is a token, or the character if it is alone.
  private func readSpaceless(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ count: Int,
    _ counts: inout TokenCounts
  ) {
    var index = start
    var previous: UInt32 = 0
    var previousStart = start
    var length = 0
    while index < count {
      let character = UTF8Reader.read(base, index, count)
      let entry = characters[character.value]
      let kind = entry >> 28
      guard kind == CharacterClass.spaceless || kind == CharacterClass.ignored else { break }
      if kind == CharacterClass.spaceless {
        let value = CharacterEntry.scalar(entry)
        if length > 0 {
          var hash = TokenHash()
          hash.append(scalar: previous)
          hash.append(scalar: value)
          counts.place.inWord = 1
          add(hash.value, at: previousStart, isName: 0, &counts.place)
        }
        previous = value
        previousStart = index
        length += 1
        // Below lie Thai, Lao, Burmese and Khmer.
        if value >= 0x3000 { counts.eastern += 1 }
      }
      index += character.length
    }
    if length == 1 {
      var hash = TokenHash()
      hash.append(scalar: previous)
      counts.place.inWord = 1
      add(hash.value, at: start, isName: 0, &counts.place)
    }
    counts.place.words += length
    counts.foreign += length
    // Letters of another script that follow at once are a word of their own.
    counts.place.inWord = 0
    counts.place.next = index
  }

  private func isLetter(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Bool {
    guard index < count else { return false }
    return characters[UTF8Reader.read(base, index, count).value] >> 28 == CharacterClass.letter
  }

  private func isDigit(_ base: UnsafePointer<UInt8>, _ index: Int, _ count: Int) -> Bool {
    guard index < count else { return false }
    return characters[UTF8Reader.read(base, index, count).value] >> 28 == CharacterClass.digit
  }
}

/// A token that is being read character by character.
private struct PartialToken {
  var hash = TokenHash()
  var letters = 0
  var cased = 0
  var capitals = 0
  var foreign = 0
  var hasDigit = false
  var endsInDigit = false
  private var startsWithCapital = false

  var isEmpty: Bool { hash.length == 0 }
  var endsInLetter: Bool { !isEmpty && !endsInDigit }
  var isName: Bool { startsWithCapital && capitals == 1 && letters > 1 && !hasDigit }

  mutating func append(letter entry: UInt32) {
    let value = CharacterEntry.scalar(entry)
    hash.append(scalar: value)
    let second = CharacterEntry.second(entry)
    if second != 0 { hash.append(second) }
    if letters == 0, entry & CharacterEntry.capital != 0 { startsWithCapital = true }
    letters += 1
    if entry & CharacterEntry.cased != 0 { cased += 1 }
    if entry & CharacterEntry.capital != 0 { capitals += 1 }
    // Greek begins at 0370; Latin has a second home at 1E00.
    if value >= 0x370, !(0x1E00...0x1EFF).contains(value) { foreign += 1 }
    endsInDigit = false
  }

  @inline(__always)
  mutating func append(ascii letter: UInt8) {
    hash.append(letter | 0x20)
    let isCapital = letter & 0x20 == 0
    if letters == 0, isCapital { startsWithCapital = true }
    letters &+= 1
    cased &+= 1
    capitals &+= isCapital ? 1 : 0
    endsInDigit = false
  }

  @inline(__always)
  mutating func appendDigit() {
    if !endsInDigit { hash.append(TokenHash.number) }
    endsInDigit = true
    hasDigit = true
  }
}
