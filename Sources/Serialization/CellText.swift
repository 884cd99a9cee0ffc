/// What a spreadsheet makes of a text in a cell.
///
/// A formula begins with `=`, `+`, `-`, `@` or another form of these, behind any white space, quotes and what is not seen. A cell
/// begins where the text does, and behind each `;`, tab and line end: spreadsheets that part cells there take quotes for quotes only at
/// the start of a cell of their own, so that quoting alone does not help. There an apostrophe is put in front.
enum CellText {
  static func safe(_ text: String) -> String {
    guard mayBeFormula(text) else { return text }
    let scalars = Array(text.unicodeScalars)
    var result = String.UnicodeScalarView()
    // Whoever begins with a tab or a line end begins with an empty cell elsewhere.
    if let first = scalars.first, first != ";", separators.contains(first) { result.append("'") }
    var isStart = result.isEmpty
    for (place, scalar) in scalars.enumerated() {
      if isStart, begins(scalars[place...]) { result.append("'") }
      isStart = separators.contains(scalar)
      result.append(scalar)
    }
    return String(result)
  }

  /// Whether a text must be looked at scalar by scalar; few must.
  private static func mayBeFormula(_ text: String) -> Bool {
    let utf8 = text.utf8.span
    var hasSign = false
    var hasSeparator = false
    // To the end in any case: without a way out, many bytes are looked at in one step.
    for index in utf8.indices {
      let byte = utf8[index]
      hasSign = isSuspicious(byte) || hasSign
      hasSeparator =
        byte == 9 || byte == 10 || byte == 13 || byte == UInt8(ascii: ";") || hasSeparator
    }
    // A single cell that begins with a letter or a digit, as a date does, is none whatever follows.
    return hasSign && (hasSeparator || !isLetterOrDigit(utf8[0]))
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  /// Whether a text must be quoted.
  static func needsQuotes(_ text: String) -> Bool {
    let utf8 = text.utf8.span
    var needed = false
    for index in utf8.indices { needed = needsQuotes(utf8[index]) || needed }
    return needed
  }

  /// A comma, a quote or a line end; and what parts cells elsewhere.
  private static func needsQuotes(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: ";"), 9, 10, 13: true
    default: false
    }
  }

  /// Whether what follows is a formula.
  private static func begins(_ rest: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = rest.first(where: { separators.contains($0) || !isPassedOver($0) }) else {
      return false
    }
    return signs.contains(first)
  }

  private static let separators: Set<Unicode.Scalar> = [";", "\t", "\r", "\n"]

  /// ASCII, small and wide.
  private static let signs: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\u{FE62}", "\u{FE63}", "\u{FE66}", "\u{FE6B}", "\u{FF0B}", "\u{FF0D}",
    "\u{FF1D}", "\u{FF20}",
  ]

  /// ASCII signs, tab and line ends, and the first byte of the other signs.
  private static func isSuspicious(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"): true
    case 9, 10, 13, 0xEF: true
    default: false
    }
  }

  private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "\"" || scalar.properties.isWhitespace { return true }
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .spacingMark, .enclosingMark: return true
    default: return scalar.properties.isDefaultIgnorableCodePoint
    }
  }
}
