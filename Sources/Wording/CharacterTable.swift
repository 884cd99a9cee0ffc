#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The class and the folded form of every character, worked out when first met.
///
/// An entry holds the folded scalar (bits 0–20), a second folded letter where one becomes two (bits 21–25,
/// 1 is `a`), whether the character is cased (26) and a capital (27), and its class (28–31). Entries come
/// from the standard library's Unicode properties, so their version is that of the Swift runtime.
/// The table takes 512 KB of address space, of which only touched pages become memory.
struct CharacterTable: ~Copyable {
  /// The class of each byte value.
  let bytes: UnsafeMutablePointer<UInt8>
  /// What the fast way asks about each byte value: `ByteTraits`.
  let traits: UnsafeMutablePointer<UInt8>
  private let entries: UnsafeMutablePointer<UInt32>
  private static let capacity: UInt32 = 0x20000

  init() {
    entries = .zeroed(capacity: Int(Self.capacity))
    bytes = .allocate(capacity: 256)
    bytes.initialize(repeating: UInt8(CharacterClass.beyondASCII), count: 256)
    traits = .allocate(capacity: 256)
    traits.initialize(repeating: 0, count: 256)
    for value in UInt32(0)..<128 {
      let entry = Self.ascii(value)
      traits[Int(value)] = ByteTraits.of(UInt8(truncatingIfNeeded: value), entry >> 28)
      entries[Int(value)] = entry
      bytes[Int(value)] = UInt8(truncatingIfNeeded: entry >> 28)
    }
  }

  deinit {
    free(entries)
    bytes.deallocate()
    traits.deallocate()
  }

  @inline(__always)
  subscript(value: UInt32) -> UInt32 {
    guard value < Self.capacity else { return Self.entry(for: value) }
    let known = entries[Int(value)]
    if known != 0 { return known }
    let new = Self.entry(for: value)
    entries[Int(value)] = new
    return new
  }
}

/// What an ASCII byte next to a word means to the fast way of cutting, as bits.
enum ByteTraits {
  /// A full stop, `!` or `?`.
  static let sentenceEnd: UInt8 = 1
  /// Ends a word, and nothing but letters before it belongs to its token.
  static let endsWord: UInt8 = 2
  static let space: UInt8 = 4
  /// Punctuation that does nothing else between a word and a space.
  static let mark: UInt8 = 8
  /// A letter with which addresses begin; shifted by four, a byte that may end their first part.
  static let beginsAddress: UInt8 = 1 << 1
  static let endsScheme: UInt8 = beginsAddress << 4

  static func of(_ byte: UInt8, _ kind: UInt32) -> UInt8 {
    switch kind {
    case CharacterClass.space: space | endsWord
    case CharacterClass.newline: endsWord
    case CharacterClass.separator: mark | endsWord
    case CharacterClass.bang: mark | endsWord | sentenceEnd
    case CharacterClass.dot where byte == UInt8(ascii: "."):
      mark | endsWord | sentenceEnd | endsScheme
    case CharacterClass.dot: mark | endsWord
    case CharacterClass.colon: mark | endsWord | endsScheme
    // What follows it decides.
    case CharacterClass.joiner: mark
    case CharacterClass.letter where byte | 0x20 == UInt8(ascii: "h"): beginsAddress
    case CharacterClass.letter where byte | 0x20 == UInt8(ascii: "w"): beginsAddress
    default: 0
    }
  }
}

/// The parts of an entry.
enum CharacterEntry {
  static let cased: UInt32 = 1 << 26
  static let capital: UInt32 = 1 << 27

  @inline(__always)
  static func scalar(_ entry: UInt32) -> UInt32 { entry & 0x1F_FFFF }

  /// The second letter that the character folds to, as ASCII, or 0.
  @inline(__always)
  static func second(_ entry: UInt32) -> UInt8 {
    let index = UInt8(truncatingIfNeeded: (entry >> 21) & 0x1F)
    return index == 0 ? 0 : index + 0x60
  }
}
