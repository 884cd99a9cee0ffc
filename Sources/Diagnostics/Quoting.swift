/// Quotes a value of a field of fixed words, such as a role: there the word itself is the fault.
///
/// What is one word of at most 24 ASCII letters, `_` and `-` is quoted as it is; of anything else the shape is.
package func quotedWord(_ bytes: some Sequence<UInt8>) -> String {
  var word: [UInt8] = []
  for byte in bytes {
    let isWordly =
      switch byte {
      case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2D: true
      default: false
      }
    guard isWordly, word.count < 24 else { return quotedShape(bytes) }
    word.append(byte)
  }
  return "\"" + String(decoding: word, as: UTF8.self) + "\""
}

/// Quotes the shape of a value: what it is like, and not what it says.
///
/// Every letter is an `a` or `A` and every digit a 9; ASCII punctuation and spaces stay, control characters are escaped.
/// At most 40 characters, so that a value in the wrong field (a number of a card, an address, a message) is not told.
package func quotedShape(_ bytes: some Sequence<UInt8>) -> String {
  var text = ""
  var count = 0
  for byte in bytes {
    // The rest of a character that began before.
    if byte & 0xC0 == 0x80 { continue }
    guard count < 40 else {
      text += "…"
      break
    }
    count += 1
    switch byte {
    case 0x30...0x39: text += "9"
    case 0x41...0x5A: text += "A"
    case 0x61...0x7A, 0x80...: text += "a"
    case 0x22: text += "\\\""
    case 0x20...0x7E: text.unicodeScalars.append(Unicode.Scalar(byte))
    default: text += "\\u{" + String(byte, radix: 16) + "}"
    }
  }
  return "\"" + text + "\""
}

/// Quotes a name that Onpar prints elsewhere too, such as a conversation's id: at most 40 bytes, control characters
/// escaped.
package func quotedName(_ name: String) -> String {
  var text = ""
  var size = 0
  for scalar in name.unicodeScalars {
    size += UTF8.width(scalar)
    guard size <= 40 else {
      text += "…"
      break
    }
    switch scalar {
    case "\"": text += "\\\""
    case _ where isHidden(scalar): text += "\\u{" + String(scalar.value, radix: 16) + "}"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return "\"" + text + "\""
}

/// Whether something can be shown as it is where a fixed word of a format, or a field's name, is expected.
///
/// One word of 1 to 64 bytes: ASCII letters, `_ - . / : +` and at most three digits. Texts, names of several words,
/// addresses and numbers of people are none.
package func isPlainWord(_ bytes: some Sequence<UInt8>) -> Bool {
  var (count, digits) = (0, 0)
  for byte in bytes {
    count += 1
    switch byte {
    case 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2B, 0x2D, 0x2E, 0x2F, 0x3A: break
    case 0x30...0x39: digits += 1
    default: return false
    }
    guard count <= 64, digits <= 3 else { return false }
  }
  return count > 0
}

/// A text with its control characters and line ends as escapes: one line, which cannot reach the terminal.
package func oneLine(_ text: String) -> String {
  var line = ""
  for scalar in text.unicodeScalars {
    if isHidden(scalar) {
      line += "\\u{" + String(scalar.value, radix: 16) + "}"
    } else {
      line.unicodeScalars.append(scalar)
    }
  }
  return line
}

/// What moves the cursor, ends the line or turns the direction of writing.
private func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
  default: false
  }
}
