/// Writes comma-separated values after RFC 4180: CRLF, quotes only where needed, header first.
///
/// Text that a spreadsheet would run as a formula gets an apostrophe in front (`CellText`). Numbers never pass through `text(_:)`, so
/// they stay numbers.
package struct CSVWriter {
  package private(set) var bytes: [UInt8] = []
  private var column = 0

  package init(header: [String]) {
    for name in header { text(name) }
    endRow()
  }

  package mutating func text(_ value: String?) {
    separate()
    guard let value, !value.isEmpty else { return }
    let safe = CellText.safe(value)
    guard CellText.needsQuotes(safe) else {
      bytes.append(all: safe.utf8.span)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in safe.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes a word of the program's own, which is no formula and needs no quotes.
  package mutating func word(_ own: String?) {
    separate()
    if let own { bytes.append(all: own.utf8.span) }
  }

  package mutating func number(_ value: Double?) {
    separate()
    guard let value else { return }
    bytes += formatted(value).utf8
  }

  package mutating func number(_ value: Int?) {
    separate()
    guard let value else { return }
    bytes.append(decimal: value)
  }

  package mutating func endRow() {
    bytes.append(13)
    bytes.append(10)
    column = 0
  }

  private mutating func separate() {
    if column > 0 { bytes.append(UInt8(ascii: ",")) }
    column += 1
  }
}
