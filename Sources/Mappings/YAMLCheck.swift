/// Looks through YAML before it is parsed, for what would cost the parser more than the text is worth.
///
/// The parser calls itself for each level and keeps whatever an alias stands for; both are bounded here, on the text.
enum YAMLCheck {
  /// Brackets open at once, and spaces before a line's first word.
  static let deepest = 32
  static let widest = 160

  static func trouble(in text: String) -> (line: Int, detail: String)? {
    var line = 1
    var open = 0
    var quote: UInt8 = 0
    var inComment = false
    var hasBlockText = false
    var firstMark: Int?
    var hasOpenMark = false
    var indent = 0
    var isIndent = true
    // The last byte that is no space, and the last byte.
    var last: UInt8 = 0x0A
    var before: UInt8 = 0x0A
    let bytes = Array(text.utf8)
    for (index, byte) in bytes.enumerated() {
      if byte == 0x0A {
        line += 1
        inComment = false
        indent = 0
        isIndent = true
        if quote == 0 { last = 0x0A }
        before = byte
        continue
      }
      defer { before = byte }
      if isIndent {
        // `- - - -` nests too.
        if byte == 0x20 || byte == 0x09 || ((byte == 0x2D || byte == 0x3F) && quote == 0) {
          indent += 1
          guard indent <= widest else { return (line, "a line is indented by more than \(widest)") }
        } else {
          isIndent = false
        }
      }
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0x0A
      let isMark = (byte == 0x26 || byte == 0x2A) && isName(next) && startsValue(before)
      if isMark, firstMark == nil { firstMark = line }
      if inComment { continue }
      if quote != 0 {
        if byte == quote, !(quote == 0x22 && before == 0x5C) { quote = 0 }
        continue
      }
      switch byte {
      case 0x22 where startsScalar(last), 0x27 where startsScalar(last): quote = byte
      case 0x7C where startsScalar(last), 0x3E where startsScalar(last): hasBlockText = true
      case 0x23 where before <= 0x20: inComment = true
      case 0x5B, 0x7B:
        open += 1
        guard open <= deepest else { return (line, "brackets are nested deeper than \(deepest)") }
      case 0x5D, 0x7D: open = Swift.max(0, open - 1)
      default: if isMark { hasOpenMark = true }
      }
      if byte > 0x20 { last = byte }
    }
    // Behind a text in a block, quotes may not be what they seem: then any mark is one too many.
    if let firstMark, hasOpenMark || hasBlockText {
      return (
        firstMark,
        "anchors (&) and aliases (*) are not allowed; a value that begins with one is put in quotes"
      )
    }
    return nil
  }

  /// What the name of an anchor is made of; `[*]` in a path is none.
  private static func isName(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF) || byte == 0x5F
      || byte == 0x2D
  }

  private static func startsValue(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x5B || byte == 0x7B || byte == 0x2C || byte == 0x3A
  }

  private static func startsScalar(_ byte: UInt8) -> Bool {
    [0x0A, 0x3A, 0x2D, 0x2C, 0x5B, 0x7B, 0x3F].contains(byte)
  }
}
