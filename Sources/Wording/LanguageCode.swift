/// A language by the two letters of its ISO 639-1 code, as one small integer.
///
/// Regions and scripts are dropped: `pt-BR` and `pt_PT` are both `pt`. Three-letter codes and English or own names are
/// read for the languages that this program can tell apart: `eng`, `German`, `Español`. All else is unknown.
public struct LanguageCode: Sendable, Hashable {
  /// `(first letter − a) × 26 + (second letter − a) + 1`; 0 is unknown.
  public let rawValue: UInt16

  /// The language is not known.
  @inlinable public static var unknown: LanguageCode { LanguageCode(rawValue: 0) }

  /// The language of a number.
  @inlinable public init(rawValue: UInt16) {
    self.rawValue = rawValue <= 26 * 26 ? rawValue : 0
  }

  /// Reads the primary subtag of a language tag, or a name.
  public init(_ tag: some Collection<UInt8>) {
    var word: [UInt8] = []
    for byte in tag {
      if Self.endsWord(byte) {
        // White space before the tag.
        if word.isEmpty, byte <= 0x20 { continue }
        break
      }
      word.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
      // No name is longer.
      if word.count > 24 { break }
    }
    if word.count == 2, let first = Self.letter(word[0]), let second = Self.letter(word[1]) {
      rawValue = first * 26 + second + 1
    } else {
      rawValue = LanguageNames.codes[String(decoding: word, as: UTF8.self)]?.rawValue ?? 0
    }
  }

  /// Reads the primary subtag of a language tag given as a string.
  public init(_ tag: String) {
    self.init(Array(tag.utf8))
  }

  /// What stands between a language and its region, or a name and what is said of it.
  private static func endsWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ","), UInt8(ascii: ";"),
      UInt8(ascii: "("), UInt8(ascii: "/"), UInt8(ascii: "."), 0...0x20:
      true
    default: false
    }
  }

  private static func letter(_ byte: UInt8) -> UInt16? {
    guard byte >= UInt8(ascii: "a"), byte <= UInt8(ascii: "z") else { return nil }
    return UInt16(byte - UInt8(ascii: "a"))
  }
}

extension LanguageCode: Comparable, CustomStringConvertible {
  /// In the order of their codes.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The two letters, or `und` when unknown, as BCP 47 writes it.
  public var description: String {
    guard rawValue > 0 else { return "und" }
    let index = UInt8(truncatingIfNeeded: (rawValue - 1) / 26)
    let rest = UInt8(truncatingIfNeeded: (rawValue - 1) % 26)
    return String(decoding: [UInt8(ascii: "a") + index, UInt8(ascii: "a") + rest], as: UTF8.self)
  }
}
