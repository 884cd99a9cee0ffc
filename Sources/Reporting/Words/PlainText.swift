/// Text from strangers' files made fit for a page: no control characters, no marks that turn the direction of
/// what follows, and not longer than a reader can use.
///
/// Markup is not touched here; each face escapes for itself.
func plain(_ text: String, limit: Int = 400) -> String {
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
