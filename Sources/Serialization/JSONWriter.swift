/// Writes JSON text, keys in the order in which they are written.
///
/// Numbers take the form of `formatted(_:)`, so the same values give the same bytes on every machine.
package struct JSONWriter {
  package private(set) var bytes: [UInt8] = []
  private var needsComma = false
  /// The same of the brackets around.
  private var outer: [Bool] = []
  private var indented: Bool
  /// A line's end and the indent of the next.
  private var lineBreak = [UInt8(ascii: "\n")]

  /// The name of a member as it is written: made once for rows of which there are many.
  package struct Name: Sendable {
    fileprivate let bytes: [UInt8]

    /// - Parameter text: The name as it is meant.
    package init(_ text: String) {
      var writer = JSONWriter()
      writer.quote(text)
      bytes = writer.bytes + [UInt8(ascii: ":")]
    }
  }

  /// - Parameters:
  ///   - indented: One member per line with a space of indent per level; else one line.
  ///   - capacity: How many bytes there will be, as far as that is known.
  package init(indented: Bool = false, capacity: Int = 0) {
    self.indented = indented
    bytes.reserveCapacity(capacity)
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
    endKey()
  }

  package mutating func key(_ name: Name) {
    separate()
    bytes += name.bytes
    endKey()
  }

  private mutating func endKey() {
    if indented { bytes.append(UInt8(ascii: " ")) }
    needsComma = false
    afterKey = true
  }

  package mutating func member(_ name: String, _ value: String?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: Name, _ value: String?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: Name, _ value: Double?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: Name, _ value: Int?) {
    key(name)
    self.value(value)
  }

  package mutating func member(_ name: Name, _ value: Bool?) {
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

  /// Whole numbers on one line, also where the rest is indented.
  package mutating func member(_ name: String, row: [Int]) {
    key(name)
    let outside = indented
    indented = false
    array { json in
      for number in row { json.value(number) }
    }
    indented = outside
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
    bytes.append(decimal: value)
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

  /// Makes room for so many bytes, where it is known that they will come.
  package mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(bytes.count + count)
  }

  /// Ends a line between top-level values.
  package mutating func newline() {
    bytes.append(UInt8(ascii: "\n"))
    needsComma = false
  }

  private var afterKey = false

  private mutating func separate() {
    if afterKey {
      afterKey = false
    } else {
      if needsComma { bytes.append(UInt8(ascii: ",")) }
      if indented, !outer.isEmpty { bytes += lineBreak }
    }
    needsComma = true
  }

  private mutating func container(
    _ open: UInt8,
    _ close: UInt8,
    _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(open)
    outer.append(needsComma)
    lineBreak.append(UInt8(ascii: " "))
    needsComma = false
    body(&self)
    let wroteAny = needsComma
    needsComma = outer.removeLast()
    lineBreak.removeLast()
    if indented, wroteAny { bytes += lineBreak }
    bytes.append(close)
  }

  private mutating func quote(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    let utf8 = text.utf8.span
    if Self.needsEscape(utf8) {
      for index in utf8.indices {
        if Self.needsEscape(utf8[index]) { escape(utf8[index]) } else { bytes.append(utf8[index]) }
      }
    } else {
      bytes.append(all: utf8)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsEscape(_ bytes: Span<UInt8>) -> Bool {
    // To the end in any case: without a way out, many bytes are looked at in one step.
    var needed = false
    for index in bytes.indices { needed = needsEscape(bytes[index]) || needed }
    return needed
  }

  private static func needsEscape(_ byte: UInt8) -> Bool {
    byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\")
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case UInt8(ascii: "\r"): bytes += "\\r".utf8
    case UInt8(ascii: "\t"): bytes += "\\t".utf8
    default:
      let digits = String(byte, radix: 16)
      bytes += "\\u00".utf8
      if digits.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
      bytes += digits.utf8
    }
  }
}
