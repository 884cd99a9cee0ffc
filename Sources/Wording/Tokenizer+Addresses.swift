extension Tokenizer {
  /// Reads a web address that begins here: `http://`, `https://` or `www.` and at least one character.
  ///
  /// It ends at white space, at `<`, `>` or `"`, or at the end of the message.
  func readURL(
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ count: Int,
    _ counts: inout TokenCounts
  ) -> Bool {
    let scheme: Int
    if matches("http://", base, start, count) {
      scheme = 7
    } else if matches("https://", base, start, count) {
      scheme = 8
    } else if matches("www.", base, start, count) {
      scheme = 4
    } else {
      return false
    }
    var index = start + scheme
    while index < count, !endsAddress(base[index]) { index += 1 }
    guard index > start + scheme else { return false }
    add(TokenHash.url, at: start, isName: 0, &counts.place)
    counts.sawURL = true
    counts.place.next = index
    return true
  }

  /// Reads a mail address around an `@`, taking back the tokens that its first part gave.
  ///
  /// The form is `local@domain`, the domain with at least one dot inside.
  func readEmail(
    _ base: UnsafePointer<UInt8>,
    at sign: Int,
    _ count: Int,
    _ counts: inout TokenCounts
  ) -> Bool {
    var end = sign + 1
    var lastDot = -1
    var lastWordCharacter = -1
    while end < count {
      let byte = base[end]
      if isWordByte(byte) {
        lastWordCharacter = end
      } else if byte == UInt8(ascii: ".") {
        lastDot = lastDot < 0 ? end : lastDot
      } else if byte != UInt8(ascii: "-") {
        break
      }
      end += 1
    }
    guard lastDot > sign + 1, lastWordCharacter > lastDot else { return false }
    var start = sign
    while start > 0, isLocalByte(base[start - 1]) { start -= 1 }
    while counts.place.tokens > 0, starts[counts.place.tokens - 1] >= start {
      counts.place.tokens -= 1
      takeBack(base, starts[counts.place.tokens], &counts)
    }
    add(TokenHash.email, at: start, isName: 0, &counts.place)
    counts.sawEmail = true
    counts.place.next = lastWordCharacter + 1
    return true
  }

  /// Undoes what the letters of a token added to the counts for M47.
  private func takeBack(_ base: UnsafePointer<UInt8>, _ start: Int, _ counts: inout TokenCounts) {
    var index = start
    var letters = 0
    var capitals = 0
    // The `@` ends the loop at the latest.
    while true {
      let kind = UInt32(characters.bytes[Int(base[index])])
      // A token with digits was not counted.
      if kind == CharacterClass.digit { return }
      guard kind == CharacterClass.letter || kind == CharacterClass.joiner else { break }
      if kind == CharacterClass.letter {
        letters += 1
        if base[index] & 0x20 == 0 { capitals += 1 }
      }
      index += 1
    }
    // Tokens of the fast way are added to the sums at the end only, so that these may fall below zero.
    counts.cased -= letters
    counts.capitals -= capitals
    if letters >= 3 {
      counts.longTokens -= 1
      counts.casedInLong -= letters
    }
  }

  private func matches(
    _ text: StaticString,
    _ base: UnsafePointer<UInt8>,
    _ start: Int,
    _ count: Int
  ) -> Bool {
    guard start + text.utf8CodeUnitCount <= count else { return false }
    let wanted = text.utf8Start
    for offset in 0..<text.utf8CodeUnitCount {
      let byte = base[start + offset]
      let lower = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      if lower != wanted[offset] { return false }
    }
    return true
  }

  @inline(__always)
  private func endsAddress(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">")
      || byte == UInt8(ascii: "\"")
  }

  @inline(__always)
  private func isWordByte(_ byte: UInt8) -> Bool {
    let kind = UInt32(characters.bytes[Int(byte)])
    return kind == CharacterClass.letter || kind == CharacterClass.digit
  }

  @inline(__always)
  private func isLocalByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "%"), UInt8(ascii: "+"),
      UInt8(ascii: "-"):
      true
    default: isWordByte(byte)
    }
  }
}
