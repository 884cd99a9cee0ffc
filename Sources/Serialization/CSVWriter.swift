/// Writes comma-separated values after RFC 4180: CRLF, quotes only where needed, header first.
///
/// Text that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, the wide forms of these, a
/// tab or a line end) gets an apostrophe in front. Numbers never pass through `text(_:)`, so they stay numbers.
package struct CSVWriter {
  package private(set) var bytes: [UInt8] = []
  private var column = 0

  package init(header: [String]) {
    for name in header { text(name) }
    endRow()
  }

  package mutating func text(_ value: String?) {
    separate()
    guard let value, let first = value.unicodeScalars.first else { return }
    var safe = value
    switch first {
    case "=", "+", "-", "@", "\t", "\r", "\n", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}":
      safe = "'" + value
    default: break
    }
    let special: [UInt8] = [UInt8(ascii: "\""), UInt8(ascii: ","), 10, 13]
    guard safe.utf8.contains(where: { special.contains($0) }) else {
      bytes += safe.utf8
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in safe.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  package mutating func number(_ value: Double?) {
    separate()
    guard let value else { return }
    bytes += formatted(value).utf8
  }

  package mutating func number(_ value: Int?) {
    separate()
    guard let value else { return }
    bytes += String(value).utf8
  }

  package mutating func endRow() {
    bytes += [13, 10]
    column = 0
  }

  private mutating func separate() {
    if column > 0 { bytes.append(UInt8(ascii: ",")) }
    column += 1
  }
}
