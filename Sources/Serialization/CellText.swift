/// What a spreadsheet makes of a text in a cell.
///
/// A formula begins with `=`, `+`, `-`, `@` or another form of these, behind any white space, quotes and what is not seen. A cell
/// begins where the text does, and behind each `;`, tab and line end: spreadsheets that part cells there take quotes for quotes only at
/// the start of a cell of their own, so that quoting alone does not help. There an apostrophe is put in front.
enum CellText {
  static func safe(_ text: String) -> String {
    guard text.utf8.contains(where: isSuspicious) else { return text }
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

  /// A comma, a quote or a line end; and what parts cells elsewhere.
  static func needsQuotes(_ byte: UInt8) -> Bool {
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
