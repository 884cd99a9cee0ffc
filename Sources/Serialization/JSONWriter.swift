/// Writes JSON text, keys in the order in which they are written.
///
/// Numbers take the form of `formatted(_:)`, so the same values give the same bytes on every machine.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var needsComma: [Bool] = [false]
  private let indented: Bool

  /// - Parameter indented: One member per line with a space of indent per level; else one line.
  package init(indented: Bool = false) {
    self.indented = indented
  }

  package mutating func object(_ body: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "{"), UInt8(ascii: "}"), body)
  }

  package mutating func array(_ body: (inout JSONWriter) -> Void) {
    container(UInt8(ascii: "["), UInt8(ascii: "]"), body)
  }

  package mutating func key(_ name: String) {
    separate()
    quote(name)
    bytes.append(UInt8(ascii: ":"))
    if indented { bytes.append(UInt8(ascii: " ")) }
    needsComma[needsComma.count - 1] = false
    afterKey = true
  }

  package mutating func member(_ name: String, _ value: String?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: String, _ value: Double?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: String, _ value: Int?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: String, _ value: Bool?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: String, object body: (inout JSONWriter) -> Void) {
    key(name)
    object(body)
  }

  package mutating func member(_ name: String, array body: (inout JSONWriter) -> Void) {
    key(name)
    array(body)
  }

  package mutating func value(_ value: String?) {
    guard let value else { return null() }
    separate()
    quote(value)
  }

  package mutating func value(_ value: Double?) {
    guard let value, !value.isNaN else { return null() }
    if value.isInfinite { return self.value(value < 0 ? "-inf" : "inf") }
    separate()
    bytes += formatted(value).utf8
  }

  package mutating func value(_ value: Int?) {
    guard let value else { return null() }
    separate()
    bytes += String(value).utf8
  }

  package mutating func value(_ value: Bool?) {
    guard let value else { return null() }
    separate()
    bytes += (value ? "true" : "false").utf8
  }

  package mutating func null() {
    separate()
    bytes += "null".utf8
  }

  /// Ends a line between top-level values.
  package mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma[needsComma.count - 1] = false
  }

  private var afterKey = false

  private mutating func separate() {
    if afterKey {
      afterKey = false
    } else {
      if needsComma[needsComma.count - 1] { bytes.append(UInt8(ascii: ",")) }
      if indented, needsComma.count > 1 { breakLine() }
    }
    needsComma[needsComma.count - 1] = true
  }

  private mutating func container(
    _ open: UInt8, _ close: UInt8, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    needsComma.append(false)
    body(&self)
    let wroteAny = needsComma.removeLast()
    if indented, wroteAny { breakLine() }
    bytes.append(close)
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in 1..<needsComma.count { bytes.append(UInt8(ascii: " ")) }
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
      case UInt8(ascii: "\n"): bytes += "\\n".utf8
      case UInt8(ascii: "\r"): bytes += "\\r".utf8
      case UInt8(ascii: "\t"): bytes += "\\t".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        bytes += "\\u00".utf8
        if digits.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
        bytes += digits.utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }
}
