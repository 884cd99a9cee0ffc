import Serialization

/// Markup that is being written: what stands in the source of the program as it is, texts escaped.
struct MarkupWriter: Sendable {
  private(set) var bytes: [UInt8]

  /// - Parameter bytes: Markup that stands in a file of the program.
  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Parameter capacity: How many bytes there will be, as far as that is known.
  init(capacity: Int = 0) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  /// Writes markup of the program's own.
  static func += (markup: inout MarkupWriter, own: StaticString) {
    // Not by way of a string: a page is put together from thousands of such pieces.
    markup.bytes.append(
      contentsOf: UnsafeBufferPointer(start: own.utf8Start, count: own.utf8CodeUnitCount)
    )
  }

  static func += (markup: inout MarkupWriter, other: MarkupWriter) {
    markup.bytes += other.bytes
  }

  /// Writes a text so that nothing in it is markup.
  mutating func text(_ text: String) {
    let utf8 = text.utf8.span
    // Nearly every text is shown as it is.
    guard hasMarkup(utf8) else {
      bytes.append(all: utf8)
      return
    }
    for byte in text.utf8 {
      if let name = escape(byte) { self += name } else { bytes.append(byte) }
    }
  }

  /// Writes a paragraph of a text, with words in bold before it.
  mutating func paragraph(_ heading: StaticString, _ text: String) {
    self += "<p><b>"
    self += heading
    self += "</b> "
    self.text(text)
    self += "</p>\n"
  }

  /// Writes a text in smaller letters under another; nothing without one.
  mutating func small(_ line: String?) {
    if let line { inline("small", line) }
  }

  /// Writes a text with a shape before it that says the same.
  mutating func badge(_ style: String, _ drawing: MarkupWriter, _ word: String) {
    self += "<span"
    attribute("class", "verdict " + style)
    self += ">"
    self += drawing
    text(word)
    self += "</span>"
  }

  /// Writes an element that holds a text.
  mutating func inline(_ name: StaticString, class style: StaticString? = nil, _ text: String) {
    self += "<"
    self += name
    if let style {
      self += " class=\""
      self += style
      self += "\""
    }
    self += ">"
    self.text(text)
    self += "</"
    self += name
    self += ">"
  }

  /// Writes an element that holds a text, on a line of its own.
  mutating func element(_ name: StaticString, class style: StaticString? = nil, _ text: String) {
    inline(name, class: style, text)
    self += "\n"
  }

  /// Writes an attribute with a text as its value.
  mutating func attribute(_ name: StaticString, _ value: String) {
    self += " "
    self += name
    self += "=\""
    text(value)
    self += "\""
  }
}

/// Escapes the five characters that mean something in HTML and XML, wherever they stand.
///
/// Byte by byte and not by character: a quotation mark followed by a combining mark is one Swift character that is not
/// equal to a quotation mark, and would slip through. Bytes of other scalars are never equal to one of the five.
func escapedForMarkup(_ text: String) -> String {
  var writer = MarkupWriter()
  writer.text(text)
  return String(decoding: writer.bytes, as: UTF8.self)
}

private func hasMarkup(_ bytes: Span<UInt8>) -> Bool {
  // To the end in any case: without a way out, many bytes are looked at in one step.
  var found = false
  for index in bytes.indices { found = isMarkup(bytes[index]) || found }
  return found
}

private func isMarkup(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "&")
    || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
}

private func escape(_ byte: UInt8) -> StaticString? {
  switch byte {
  case UInt8(ascii: "<"): "&lt;"
  case UInt8(ascii: ">"): "&gt;"
  case UInt8(ascii: "&"): "&amp;"
  case UInt8(ascii: "\""): "&quot;"
  case UInt8(ascii: "'"): "&#39;"
  default: nil
  }
}
