/// A language by the two letters of its ISO 639-1 code, as one small integer.
///
/// Regions and scripts are dropped: `pt-BR` and `pt_PT` are both `pt`. Anything that does not begin with
/// two ASCII letters followed by the end or by `-` or `_` is unknown; three-letter codes are not read.
package struct LanguageCode: Sendable, Hashable {
  /// `(first letter − a) × 26 + (second letter − a) + 1`; 0 is unknown.
  package let rawValue: UInt16

  /// The language is not known.
  package static let unknown = LanguageCode(rawValue: 0)

  package init(rawValue: UInt16) {
    self.rawValue = rawValue <= 26 * 26 ? rawValue : 0
  }

  /// Reads the primary subtag of a language tag.
  package init(_ tag: some Collection<UInt8>) {
    var iterator = tag.makeIterator()
    guard let first = Self.letter(iterator.next()), let second = Self.letter(iterator.next()) else {
      rawValue = 0
      return
    }
    switch iterator.next() {
    case nil, UInt8(ascii: "-"), UInt8(ascii: "_"): rawValue = first * 26 + second + 1
    default: rawValue = 0
    }
  }

  /// Reads the primary subtag of a language tag given as a string.
  package init(_ tag: String) {
    self.init(Array(tag.utf8))
  }

  private static func letter(_ byte: UInt8?) -> UInt16? {
    guard let byte else { return nil }
    let lower = byte | 0x20
    guard lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "z") else { return nil }
    return UInt16(lower - UInt8(ascii: "a"))
  }
}

extension LanguageCode: Comparable, CustomStringConvertible {
  package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The two letters, or `und` when unknown, as BCP 47 writes it.
  package var description: String {
    guard rawValue > 0 else { return "und" }
    let index = UInt8(truncatingIfNeeded: (rawValue - 1) / 26)
    let rest = UInt8(truncatingIfNeeded: (rawValue - 1) % 26)
    return String(decoding: [UInt8(ascii: "a") + index, UInt8(ascii: "a") + rest], as: UTF8.self)
  }
}
