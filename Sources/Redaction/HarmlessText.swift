/// A text that does nothing to a terminal: no control character, no change of direction, one line.
///
/// For ids and names of files, which come from elsewhere as messages do.
package func harmless(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars { result.append(harmless(scalar)) }
  return String(result)
}

/// White space of any kind is a space; what is not seen and changes what is seen becomes U+FFFD.
func harmless(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
  switch scalar.value {
  case 0x20..<0x7F: return scalar
  case 0x09...0x0D, 0x85, 0x2028, 0x2029: return " "
  // Joiners belong to the spelling of many languages, a soft hyphen to that of some.
  case 0xAD, 0x200C, 0x200D: return scalar
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .format: return "\u{FFFD}"
  default: return scalar
  }
}
