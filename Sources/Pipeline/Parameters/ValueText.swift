import Records

/// Durations as people write them: `90 s`, `10 min` or `10m`, `24h`, `7 d`.
enum SpanText {
  private static let units: [(name: String, span: Int64)] = [
    ("ms", 1), ("s", Span.second), ("min", Span.minute), ("h", Span.hour), ("d", Span.day),
  ]

  /// Whole milliseconds; nil without a unit, and for what is no number.
  static func milliseconds(_ text: String) -> Int64? {
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let unit = text.dropFirst(digits.count).drop { $0 == " " }
    let name = unit == "m" ? "min" : unit
    guard let span = units.first(where: { $0.name == name })?.span, let number = Double(digits)
    else { return nil }
    // Beyond this a double no longer holds every whole number.
    let milliseconds = number * Double(span)
    guard milliseconds < 9e15, milliseconds.rounded() == milliseconds else { return nil }
    return Int64(milliseconds)
  }

  /// In the largest unit that leaves no rest; days only from two on, as a day is mostly said in hours.
  static func text(_ milliseconds: Int64) -> String {
    let unit =
      units.last {
        milliseconds % $0.span == 0 && milliseconds >= ($0.name == "d" ? 2 * $0.span : $0.span)
      } ?? units[1]
    return "\(milliseconds / unit.span) \(unit.name)"
  }
}

/// Numbers as people write them: `160`, `0.99`.
enum DecimalText {
  static func text(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// Shares as people write them: `0.8`, `80%`, `80 %`.
enum ShareText {
  static func share(_ text: String) -> Double? {
    let isPercent = text.hasSuffix("%")
    var digits = text[...]
    if isPercent {
      digits.removeLast()
      while digits.last == " " { digits.removeLast() }
    }
    guard let number = Double(digits), number.isFinite else { return nil }
    return isPercent ? number / 100 : number
  }

  /// `95 %`, to a thousandth.
  static func percent(_ share: Double) -> String {
    let thousandths = Int((share * 100_000).rounded())
    let (whole, rest) = thousandths.quotientAndRemainder(dividingBy: 1000)
    var digits = String(1000 + rest).dropFirst()
    while digits.last == "0" { digits.removeLast() }
    return "\(whole)" + (digits.isEmpty ? "" : "." + digits) + " %"
  }
}
