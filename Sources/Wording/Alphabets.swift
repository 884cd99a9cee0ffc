/// The scripts that a user's lists are written in, besides those of the lists that are part of the program.
///
/// Text in a script of no list is not searched, and what rests on lists is null there (E9). Latin letters, Han
/// characters and kana have no place here: the built-in lists are written in them.
struct Alphabets: Sendable {
  /// The places of the scripts in `blocks`, as bits.
  private(set) var bits: UInt32 = 0

  var isEmpty: Bool { bits == 0 }

  /// Where the letters of each script stand (Unicode 16, `Blocks.txt`).
  private static let blocks: [[ClosedRange<UInt32>]] = [
    // Greek, Cyrillic, Armenian, Hebrew.
    [0x0370...0x03FF, 0x1F00...0x1FFF], [0x0400...0x052F, 0x1C80...0x1C8F, 0xA640...0xA69F],
    [0x0530...0x058F], [0x0590...0x05FF],
    // Arabic, Syriac, Thaana.
    [0x0600...0x06FF, 0x0750...0x077F, 0x08A0...0x08FF, 0xFB50...0xFDFF, 0xFE70...0xFEFF],
    [0x0700...0x074F], [0x0780...0x07BF],
    // Devanagari, Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Sinhala.
    [0x0900...0x097F, 0xA8E0...0xA8FF], [0x0980...0x09FF], [0x0A00...0x0A7F], [0x0A80...0x0AFF],
    [0x0B00...0x0B7F], [0x0B80...0x0BFF], [0x0C00...0x0C7F], [0x0C80...0x0CFF],
    [0x0D00...0x0D7F], [0x0D80...0x0DFF],
    // Thai, Lao, Burmese, Khmer, Tibetan.
    [0x0E00...0x0E7F], [0x0E80...0x0EFF], [0x1000...0x109F, 0xAA60...0xAA7F], [0x1780...0x17FF],
    [0x0F00...0x0FFF],
    // Georgian, Hangul, Ethiopic, Mongolian.
    [0x10A0...0x10FF, 0x1C90...0x1CBF], [0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7FF],
    [0x1200...0x139F], [0x1800...0x18AF],
  ]

  /// Adds the scripts of a text.
  mutating func add(_ text: UnsafeBufferPointer<UInt8>) {
    guard let base = text.baseAddress else { return }
    var index = 0
    while index < text.count {
      let character = UTF8Reader.read(base, index, text.count)
      index += character.length
      bits |= Self.bit(of: character.value)
    }
  }

  mutating func add(_ other: Self) { bits |= other.bits }

  /// How many letters of a text are written in one of these scripts.
  func letters(
    in base: UnsafePointer<UInt8>,
    _ count: Int,
    _ characters: borrowing CharacterTable
  ) -> Int {
    var found = 0
    var index = 0
    while index < count {
      let character = UTF8Reader.read(base, index, count)
      index += character.length
      guard Self.bit(of: character.value) & bits != 0 else { continue }
      let kind = characters[character.value] >> 28
      if kind == CharacterClass.letter || kind == CharacterClass.spaceless { found += 1 }
    }
    return found
  }

  /// The bit of a character's script; 0 for Latin, Han, kana and what is written nowhere.
  private static func bit(of scalar: UInt32) -> UInt32 {
    guard scalar >= 0x0370 else { return 0 }
    let place = blocks.firstIndex { ranges in ranges.contains { $0.contains(scalar) } }
    return place.map { 1 << UInt32($0) } ?? 0
  }
}
