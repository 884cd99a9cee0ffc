/// How the text at hand is encoded.
struct TextEncoding: Equatable {
  enum Form: Equatable {
    case utf8
    case utf16(bigEndian: Bool)
    case utf32(bigEndian: Bool)
  }

  var form: Form
  /// The length of the byte order mark, 0 without one.
  var markLength: Int

  /// Judges the first bytes of a text.
  ///
  /// Without a mark this relies on JSON beginning with an ASCII character. Unlike the table in RFC 4627,
  /// section 3, it lets the second character be any, as in a string of Chinese at the top level.
  init(_ first: UnsafeRawBufferPointer) {
    func byte(_ index: Int) -> UInt8? { index < first.count ? first[index] : nil }
    switch (byte(0), byte(1), byte(2), byte(3)) {
    case (0xEF, 0xBB, 0xBF, _): (form, markLength) = (.utf8, 3)
    case (0xFF, 0xFE, 0, 0): (form, markLength) = (.utf32(bigEndian: false), 4)
    case (0, 0, 0xFE, 0xFF): (form, markLength) = (.utf32(bigEndian: true), 4)
    case (0xFF, 0xFE, _, _): (form, markLength) = (.utf16(bigEndian: false), 2)
    case (0xFE, 0xFF, _, _): (form, markLength) = (.utf16(bigEndian: true), 2)
    case (let first?, 0, 0, 0) where first != 0:
      (form, markLength) = (.utf32(bigEndian: false), 0)
    case (0, 0, 0, let last?) where last != 0: (form, markLength) = (.utf32(bigEndian: true), 0)
    case (let first?, 0, _, _) where first != 0:
      (form, markLength) = (.utf16(bigEndian: false), 0)
    case (0, let second?, _, _) where second != 0:
      (form, markLength) = (.utf16(bigEndian: true), 0)
    default: (form, markLength) = (.utf8, 0)
    }
  }
}
