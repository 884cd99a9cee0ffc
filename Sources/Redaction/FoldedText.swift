/// A text as finders read it: one byte for each scalar that is seen.
///
/// Digits of any script are ASCII digits, wide forms are narrow, dashes and spaces are of one kind. What is not seen is
/// left out, so that nothing hides behind a joiner or a control character.
struct FoldedText {
  /// The text, ill-formed bytes replaced.
  let scalars: [Unicode.Scalar]
  /// ASCII, or `letter` or `mark`.
  private(set) var bytes: [UInt8] = []
  /// The scalar of each byte.
  private var origins: [Int] = []

  /// A letter outside ASCII.
  static let letter: UInt8 = 0x80
  /// Any other scalar outside ASCII.
  static let mark: UInt8 = 0x81

  init(_ text: [UInt8]) {
    scalars = Array(String(decoding: text, as: UTF8.self).unicodeScalars)
    bytes.reserveCapacity(scalars.count)
    origins.reserveCapacity(scalars.count)
    for (index, scalar) in scalars.enumerated() {
      guard let byte = Self.folded(scalar) else { continue }
      bytes.append(byte)
      origins.append(index)
    }
  }

  var count: Int { bytes.count }

  /// The byte at a place; a space outside the text.
  subscript(index: Int) -> UInt8 { bytes.indices.contains(index) ? bytes[index] : 0x20 }

  /// The stretch from one byte to before another, with what is not seen inside it and behind it.
  func finding(_ kind: Redacted, _ range: Range<Int>) -> Finding {
    let end = range.upperBound < count ? origins[range.upperBound] : scalars.count
    return Finding(kind: kind, range: origins[range.lowerBound]..<end)
  }

  func isDigit(_ index: Int) -> Bool { (0x30...0x39).contains(self[index]) }

  /// A letter of any script.
  func isLetter(_ index: Int) -> Bool {
    switch self[index] {
    case 0x41...0x5A, 0x61...0x7A, Self.letter: true
    default: false
    }
  }

  func isWord(_ index: Int) -> Bool { isDigit(index) || isLetter(index) }

  func isSpace(_ index: Int) -> Bool { self[index] == 0x20 }

  /// Whether lower-case ASCII stands here, in whatever case.
  func has(_ word: String, at index: Int) -> Bool {
    guard index >= 0, index + word.utf8.count <= count else { return false }
    return word.utf8.enumerated().allSatisfy { place, letter in
      let byte = bytes[index + place]
      return byte == letter || ((0x41...0x5A).contains(byte) && byte | 0x20 == letter)
    }
  }

  /// The first place from an index on that is a space.
  func endOfRun(_ index: Int) -> Int {
    var end = index
    while end < count, bytes[end] != 0x20 { end += 1 }
    return end
  }

  /// Nil for what is not seen.
  private static func folded(_ scalar: Unicode.Scalar) -> UInt8? {
    switch scalar.value {
    case 0x20..<0x7F: return UInt8(scalar.value)
    case 0x09...0x0D, 0x85: return 0x20
    case 0xFF01...0xFF5E: return UInt8(scalar.value - 0xFEE0)
    case 0x2212: return UInt8(ascii: "-")
    case 0x2024, 0x3002, 0xFE52, 0xFF61: return UInt8(ascii: ".")
    case 0xFE6B: return UInt8(ascii: "@")
    case 0x2044, 0x2215: return UInt8(ascii: "/")
    default: break
    }
    let properties = scalar.properties
    if properties.numericType == .decimal || properties.numericType == .digit,
      let value = properties.numericValue, (0...9).contains(value)
    {
      return 0x30 + UInt8(value)
    }
    switch properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark: return nil
    case .spaceSeparator, .lineSeparator, .paragraphSeparator: return 0x20
    case .dashPunctuation: return UInt8(ascii: "-")
    default: break
    }
    if properties.isDefaultIgnorableCodePoint { return nil }
    return properties.isAlphabetic ? letter : mark
  }
}
