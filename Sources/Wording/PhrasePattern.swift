/// A phrase with choices, as written in a lexicon: `(talk|speak) to [a|an] person`.
indirect enum PhrasePattern {
  /// Literal text between brackets, with the white space around it.
  case text(ArraySlice<UInt8>)
  /// One of several patterns; or none of them, when optional.
  case choice([[PhrasePattern]], optional: Bool)
}

/// Reads patterns.
///
/// Grammar: a sequence of text, `( … | … )`, `[ … | … ]` and `$name`.
struct PhrasePatternReader {
  private let bytes: ArraySlice<UInt8>
  private let names: [[UInt8]: [[PhrasePattern]]]
  private var index: Int

  init(_ bytes: ArraySlice<UInt8>, names: [[UInt8]: [[PhrasePattern]]]) {
    self.bytes = bytes
    self.names = names
    index = bytes.startIndex
  }

  /// Reads everything as alternatives separated by `|`.
  mutating func readAlternatives() throws(LexiconError.Reason) -> [[PhrasePattern]] {
    let result = try alternatives(depth: 0)
    guard index == bytes.endIndex else { throw .unbalanced }
    return result
  }

  private mutating func alternatives(
    depth: Int
  ) throws(LexiconError.Reason) -> [[PhrasePattern]] {
    guard depth <= Lexicon.nestingLimit else { throw .tooDeep }
    var result: [[PhrasePattern]] = []
    var sequence: [PhrasePattern] = []
    var textStart = index
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["):
        if textStart < index { sequence.append(.text(bytes[textStart..<index])) }
        index += 1
        let choices = try alternatives(depth: depth + 1)
        let isOptional = byte == UInt8(ascii: "[")
        guard index < bytes.endIndex,
          bytes[index] == (isOptional ? UInt8(ascii: "]") : UInt8(ascii: ")"))
        else { throw .unbalanced }
        index += 1
        textStart = index
        sequence.append(.choice(choices, optional: isOptional))
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        guard depth > 0 else { throw .unbalanced }
        if textStart < index { sequence.append(.text(bytes[textStart..<index])) }
        result.append(sequence)
        return result
      case UInt8(ascii: "|"):
        if textStart < index { sequence.append(.text(bytes[textStart..<index])) }
        result.append(sequence)
        sequence = []
        index += 1
        textStart = index
      case UInt8(ascii: "$"):
        if textStart < index { sequence.append(.text(bytes[textStart..<index])) }
        index += 1
        sequence.append(.choice(try named(), optional: false))
        textStart = index
      default:
        index += 1
      }
    }
    guard depth == 0 else { throw .unbalanced }
    if textStart < index { sequence.append(.text(bytes[textStart..<index])) }
    result.append(sequence)
    return result
  }

  private mutating func named() throws(LexiconError.Reason) -> [[PhrasePattern]] {
    let start = index
    while index < bytes.endIndex, LexiconFile.isNameByte(bytes[index]) { index += 1 }
    let name = Array(bytes[start..<index])
    guard let found = names[name] else {
      throw .unknownName(String(decoding: name, as: UTF8.self))
    }
    return found
  }
}

extension PhrasePattern {
  /// Whether two pieces of a pattern meet inside a word, or the text holds a script without spaces, so that
  /// tokens can only be cut from the text as a whole.
  static func mustExpandAsText(_ bytes: ArraySlice<UInt8>) -> Bool {
    var previous = UInt8(ascii: " ")
    for byte in bytes {
      // From E0 on lie the three-byte characters.
      if byte >= 0xE0 { return true }
      let opens = byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[")
      let closed = previous == UInt8(ascii: ")") || previous == UInt8(ascii: "]")
      if opens && isInside(previous) || closed && isInside(byte) { return true }
      previous = byte
    }
    return false
  }

  private static func isInside(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["),
      UInt8(ascii: "]"), UInt8(ascii: "|"), UInt8(ascii: ","), UInt8(ascii: "?"),
      UInt8(ascii: "!"), UInt8(ascii: "."):
      false
    default: true
    }
  }
}
