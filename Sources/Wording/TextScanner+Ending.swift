extension TextScanner {
  /// Whether the last character that counts is a question mark.
  @inline(__always)
  static func endsWithQuestion(
    _ base: UnsafePointer<UInt8>,
    _ count: Int,
    _ characters: borrowing CharacterTable
  ) -> Bool {
    let last = base[count - 1]
    if last == UInt8(ascii: "?") { return true }
    // The usual endings need no closer look.
    let kind = UInt32(characters.bytes[Int(last)])
    if kind == CharacterClass.letter || kind == CharacterClass.dot || last == UInt8(ascii: "!") {
      return false
    }
    return looksBack(base, count, characters)
  }

  private static func looksBack(
    _ base: UnsafePointer<UInt8>,
    _ count: Int,
    _ characters: borrowing CharacterTable
  ) -> Bool {
    var end = count
    while end > 0 {
      let start = UTF8Reader.start(before: end, base)
      let value = UTF8Reader.read(base, start, end).value
      switch value {
      case 0x3F, 0xFF1F, 0x061F: return true
      case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0x2A, 0x5F, 0x3E, 0xBB, 0x201C, 0x201D, 0x2019, 0x203A,
        0x300D, 0x300F, 0x3011, 0xFF09:
        break
      case _ where isEmoji(value): break
      default:
        let kind = characters[value] >> 28
        guard
          kind == CharacterClass.space || kind == CharacterClass.newline
            || kind == CharacterClass.ignored
        else { return false }
      }
      end = start
    }
    return false
  }

  /// Pictographs and the symbols that chats show as pictures, with their modifiers.
  static func isEmoji(_ value: UInt32) -> Bool {
    switch value {
    case 0x1F000...0x1FBFF, 0x2600...0x27BF, 0x2B05...0x2B55, 0x2190...0x21FF, 0x2300...0x23FF:
      true
    default: false
    }
  }

  /// Whether every white-space separated word holds a digit, as in `#8841` or `AB-12 CD-34`.
  static func isOnlyNumbers(
    _ base: UnsafePointer<UInt8>,
    _ count: Int,
    _ counts: TokenCounts
  ) -> Bool {
    guard !counts.sawURL, !counts.sawEmail, counts.foreign == 0 else { return false }
    var hasDigit = false
    var hasLetter = false
    for index in 0..<count {
      let byte = base[index]
      switch byte {
      case 0x30...0x39: hasDigit = true
      case 0x41...0x5A, 0x61...0x7A: hasLetter = true
      case 0x09...0x0D, 0x20:
        if hasLetter && !hasDigit { return false }
        hasLetter = false
        hasDigit = false
      // Accented letters and other digits are too rare in order numbers to be told apart.
      case 0x80...: if byte < 0xE0 { hasLetter = true }
      default: break
      }
    }
    return !(hasLetter && !hasDigit)
  }

  /// Whether a message without a word is a thumbs-up or the like: emoji that say thanks, hello or fine, and
  /// no other.
  ///
  /// METRICS section 1.2 speaks of phrases only. Without this rule a closing 👍 would turn an answered
  /// contact into one that was left waiting.
  static func isCourteousEmoji(_ base: UnsafePointer<UInt8>, _ count: Int) -> Bool {
    var found = false
    var index = 0
    while index < count {
      let character = UTF8Reader.read(base, index, count)
      index += character.length
      switch character.value {
      case 0x1F44D, 0x1F44C, 0x1F64F, 0x1F44B, 0x1F44F, 0x1F91D, 0x1F917, 0x1F642, 0x1F60A,
        0x1F600...0x1F604, 0x1F609, 0x1F60D, 0x1F970, 0x1F389, 0x1F4AF, 0x1F495...0x1F49D, 0x2764,
        0x2665, 0x263A, 0x2705, 0x2714, 0x1F64C, 0x1F607, 0x1F929:
        found = true
      // Skin tones, variation selectors, joiners, white space.
      case 0x1F3FB...0x1F3FF, 0xFE0F, 0x200D, 0x20, 0x09...0x0D, 0x21, 0x2E: break
      default: return false
      }
    }
    return found
  }
}
