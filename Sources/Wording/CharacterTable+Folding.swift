extension CharacterTable {
  /// The entry of an ASCII character.
  static func ascii(_ value: UInt32) -> UInt32 {
    switch UInt8(truncatingIfNeeded: value) {
    case 0x41...0x5A:
      return make(
        CharacterClass.letter,
        value | 0x20,
        flags: CharacterEntry.cased | CharacterEntry.capital
      )
    case 0x61...0x7A: return make(CharacterClass.letter, value, flags: CharacterEntry.cased)
    case 0x30...0x39: return make(CharacterClass.digit, value)
    case 0x0A, 0x0B, 0x0C, 0x0D: return make(CharacterClass.newline, value)
    case 0x09, 0x20: return make(CharacterClass.space, value)
    case UInt8(ascii: "!"), UInt8(ascii: "?"): return make(CharacterClass.bang, value)
    case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "-"):
      return make(CharacterClass.joiner, value)
    case UInt8(ascii: "@"): return make(CharacterClass.at, value)
    case UInt8(ascii: ":"): return make(CharacterClass.colon, value)
    case UInt8(ascii: "."), UInt8(ascii: ","): return make(CharacterClass.dot, value)
    default: return make(CharacterClass.separator, value)
    }
  }

  /// The entry of any character.
  static func entry(for value: UInt32) -> UInt32 {
    if value < 0x80 { return ascii(value) }
    // Fullwidth forms are ASCII in another width (NFKC).
    if (0xFF01...0xFF5E).contains(value) { return ascii(value - 0xFEE0) }
    switch value {
    case 0x2018, 0x2019, 0x201B, 0x02BC, 0x02B9, 0x2032, 0x00B4, 0x2010, 0x2011, 0x2043:
      return make(CharacterClass.joiner, value)
    case 0x061F, 0x203C, 0x203D, 0x2047, 0x2048, 0x2049: return make(CharacterClass.bang, value)
    case 0x2028, 0x2029, 0x0085: return make(CharacterClass.newline, value)
    case 0x3002, 0xFF61: return make(CharacterClass.dot, value)
    case 0x20000...0x3FFFF: return make(CharacterClass.spaceless, value)
    default: break
    }
    guard !isIgnored(value), let scalar = Unicode.Scalar(value) else {
      return make(CharacterClass.ignored, 0)
    }
    return entry(for: scalar)
  }

  private static func entry(for scalar: Unicode.Scalar) -> UInt32 {
    let properties = scalar.properties
    if properties.isWhitespace { return make(CharacterClass.space, scalar.value) }
    switch properties.generalCategory {
    case .decimalNumber, .otherNumber:
      return make(CharacterClass.digit, scalar.value)
    case .format:
      return make(CharacterClass.ignored, 0)
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber, .nonspacingMark, .spacingMark:
      break
    default:
      return make(CharacterClass.separator, scalar.value)
    }
    if isSpaceless(scalar.value) { return make(CharacterClass.spaceless, scalar.value) }
    return folded(scalar)
  }

  /// Case folding by way of the capital, so that ß is ss, ς is σ and ligatures come apart; then the letter
  /// without its diacritics.
  private static func folded(_ scalar: Unicode.Scalar) -> UInt32 {
    let properties = scalar.properties
    var flags: UInt32 = 0
    if properties.isCased { flags |= CharacterEntry.cased }
    if properties.isUppercase || properties.generalCategory == .titlecaseLetter {
      flags |= CharacterEntry.capital
    }
    var first = scalar
    var second: UInt32 = 0
    let capital = properties.uppercaseMapping.unicodeScalars
    if capital.count == 2, let head = capital.first, let tail = capital.last,
      (0x41...0x5A).contains(tail.value)
    {
      first = head
      second = tail.value - 0x40
    } else if let only = capital.first {
      first = only
    }
    if let lower = first.properties.lowercaseMapping.unicodeScalars.first { first = lower }
    return make(CharacterClass.letter, plain(first), second: second, flags: flags)
  }

  /// The letter under the diacritics, so that composed and decomposed spellings, and spellings by people
  /// whose keyboard has no accents, agree.
  private static func plain(_ scalar: Unicode.Scalar) -> UInt32 {
    let value = scalar.value
    switch value {
    case 0x00C0...0x024F, 0x1E00...0x1EFF: return baseOfLatin(scalar) ?? value
    case 0x03AC: return 0x03B1
    case 0x03AD: return 0x03B5
    case 0x03AE: return 0x03B7
    case 0x03AF, 0x03CA, 0x0390: return 0x03B9
    case 0x03CC: return 0x03BF
    case 0x03CD, 0x03CB, 0x03B0: return 0x03C5
    case 0x03CE: return 0x03C9
    case 0x0439, 0x045D: return 0x0438
    case 0x0450, 0x0451: return 0x0435
    case 0x0453: return 0x0433
    case 0x0457: return 0x0456
    case 0x045C: return 0x043A
    case 0x045E: return 0x0443
    case 0x0622, 0x0623, 0x0625: return 0x0627
    case 0x0624: return 0x0648
    case 0x0626: return 0x064A
    default: return value
    }
  }

  /// Reads the base letter from the character's Unicode name: `LATIN SMALL LETTER E WITH ACUTE` is e.
  private static func baseOfLatin(_ scalar: Unicode.Scalar) -> UInt32? {
    guard let name = scalar.properties.name else { return nil }
    let prefix = "LATIN SMALL LETTER "
    guard name.hasPrefix(prefix) else { return nil }
    let rest = name.utf8.dropFirst(prefix.utf8.count)
    guard let letter = rest.first, (0x41...0x5A).contains(letter),
      rest.dropFirst().starts(with: " WITH ".utf8)
    else { return nil }
    return UInt32(letter | 0x20)
  }

  /// Marks that only decorate a letter.
  ///
  /// Vowel signs of Indic scripts are marks too, but they are the word.
  private static func isIgnored(_ value: UInt32) -> Bool {
    switch value {
    case 0x0300...0x036F, 0x0483...0x0489, 0x0591...0x05BD, 0x05BF, 0x05C1...0x05C7,
      0x0610...0x061A, 0x0640, 0x064B...0x065F, 0x0670, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF,
      0x20D0...0x20FF, 0x3099, 0x309A, 0xFE00...0xFE0F, 0xFE20...0xFE2F, 0xE0000...0xE01EF:
      true
    default: false
    }
  }

  /// Han, kana, Thai, Lao, Myanmar, Khmer.
  ///
  /// Hangul is written with spaces.
  private static func isSpaceless(_ value: UInt32) -> Bool {
    switch value {
    case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17DF, 0x3005...0x3007, 0x3041...0x30FF,
      0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F,
      0x1B000...0x1B16F:
      true
    default: false
    }
  }

  private static func make(
    _ kind: UInt32,
    _ scalar: UInt32,
    second: UInt32 = 0,
    flags: UInt32 = 0
  ) -> UInt32 {
    kind << 28 | flags | second << 21 | scalar
  }
}
