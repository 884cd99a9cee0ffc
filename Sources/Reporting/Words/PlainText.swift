/// Text from strangers' files made fit for a page: no control characters, no marks that turn the direction of
/// what follows, and not longer than a reader can use.
///
/// Markup is not touched here; each face escapes for itself.
func plain(_ text: String, limit: Int = 400) -> String {
  if isFit(text, limit: limit) { return text }
  var result = String.UnicodeScalarView()
  var count = 0
  for scalar in text.unicodeScalars {
    // Scalars are counted, not characters: one character may carry a million combining marks.
    guard count < limit else {
      result.append("\u{2026}")
      break
    }
    count += 1
    switch scalar.value {
    case 0x00..<0x20, 0x7F..<0xA0, 0x2028, 0x2029: result.append(" ")
    case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFFE, 0xFFFF:
      result.append("\u{FFFD}")
    default: result.append(scalar)
    }
  }
  return String(result)
}

/// Whether a text is short enough and certainly holds nothing that must be replaced.
///
/// Our own sentences do; they are most of a page.
private func isFit(_ text: String, limit: Int) -> Bool {
  guard text.utf8.count <= limit else { return false }
  var before: (UInt8, UInt8) = (0, 0)
  for byte in text.utf8 {
    switch (before.0, before.1, byte) {
    // The controls below space, and those from U+0080 on.
    case (_, _, 0..<0x20), (_, _, 0x7F), (_, 0xC2, 0x80..<0xA0): return false
    // U+200E and U+200F, U+2028 to U+202E, and all from U+2040 to U+207F.
    case (0xE2, 0x80, 0x8E...0x8F), (0xE2, 0x80, 0xA8...0xAE), (_, 0xE2, 0x81): return false
    // All from U+F000 on.
    case (_, _, 0xEF): return false
    default: before = (before.1, byte)
    }
  }
  return true
}
