/// How the rows of a CSV text are written (RFC 4180 and its usual departures).
package struct CSVDialect: Sendable, Hashable {
  /// `,`, `;`, a tab or `|`.
  package var separator: UInt8
  package var quote: UInt8 = 0x22
  /// The first row names the columns; else they are named by number, from 1.
  package var hasHeader = true

  package init(separator: UInt8, quote: UInt8 = 0x22, hasHeader: Bool = true) {
    self.separator = separator
    self.quote = quote
    self.hasHeader = hasHeader
  }

  /// The separator that the first row has most often outside of quotes; nil when it has none of them.
  package static func found(
    in start: UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    quote: UInt8 = 0x22
  ) -> CSVDialect? {
    let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    var counts = [Int](repeating: 0, count: candidates.count)
    var inQuotes = false
    var at = start
    while at < end, inQuotes || (at.pointee != 0x0A && at.pointee != 0x0D) {
      if at.pointee == quote {
        inQuotes.toggle()
      } else if !inQuotes, let index = candidates.firstIndex(of: at.pointee) {
        counts[index] += 1
      }
      at += 1
    }
    guard let most = counts.max(), most > 0, let index = counts.firstIndex(of: most) else {
      return nil
    }
    return CSVDialect(separator: candidates[index], quote: quote)
  }
}

/// The bounds of one CSV text.
package struct CSVLimits: Sendable {
  /// Bytes of one field.
  package var fieldBytes = 16 << 20
  /// Bytes of one row.
  package var rowBytes = 64 << 20
  /// Fields of one row.
  package var fields = 4_096

  package init() {}
}
