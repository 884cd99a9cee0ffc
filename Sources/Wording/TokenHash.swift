/// The hash of one token, built from its folded UTF-8 bytes, eight at a time.
///
/// It is the same on every machine and in every run, because hashes are compared across workers and name
/// rows of reports. It is not keyed: who sends crafted text can only make their own messages look alike.
struct TokenHash {
  /// Digit runs become this byte, which cannot occur in a folded token.
  static let number: UInt8 = 0x23
  /// The tokens of masked addresses, made of bytes that cannot occur in a token.
  static let url = whole("<url>")
  static let email = whole("<email>")

  private var state: UInt64 = TokenHash.seed
  private var word: UInt64 = 0
  private(set) var length: UInt64 = 0

  @inline(__always)
  init() {}

  @inline(__always)
  mutating func append(_ byte: UInt8) {
    word |= UInt64(byte) << ((length & 7) << 3)
    length += 1
    if length & 7 == 0 {
      state = TokenHash.step(state, word)
      word = 0
    }
  }

  /// Appends a scalar above ASCII as its UTF-8 bytes, or an ASCII one as one byte.
  mutating func append(scalar value: UInt32) {
    if value < 0x80 {
      append(UInt8(truncatingIfNeeded: value))
    } else if value < 0x800 {
      append(UInt8(truncatingIfNeeded: 0xC0 | value >> 6))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    } else {
      if value < 0x10000 {
        append(UInt8(truncatingIfNeeded: 0xE0 | value >> 12))
      } else {
        append(UInt8(truncatingIfNeeded: 0xF0 | value >> 18))
        append(UInt8(truncatingIfNeeded: 0x80 | (value >> 12) & 0x3F))
      }
      append(UInt8(truncatingIfNeeded: 0x80 | (value >> 6) & 0x3F))
      append(UInt8(truncatingIfNeeded: 0x80 | value & 0x3F))
    }
  }

  @inline(__always)
  var value: UInt64 { TokenHash.finish(state, word, length) }

  static let seed: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Takes eight whole bytes.
  @inline(__always)
  static func step(_ state: UInt64, _ word: UInt64) -> UInt64 {
    let mixed = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
    return mixed ^ (mixed >> 32)
  }

  /// Takes the last zero to seven bytes; the length goes into the free top byte.
  @inline(__always)
  static func finish(_ state: UInt64, _ word: UInt64, _ length: UInt64) -> UInt64 {
    var mixed = (state ^ word ^ (length << 56)) &* 0xD6E8_FEB8_6659_FD93
    mixed ^= mixed >> 32
    mixed = mixed &* 0x9FB2_1C65_1E98_DF25
    return mixed ^ (mixed >> 29)
  }

  private static func whole(_ text: StaticString) -> UInt64 {
    var hash = TokenHash()
    text.withUTF8Buffer { for byte in $0 { hash.append(byte) } }
    return hash.value
  }
}
