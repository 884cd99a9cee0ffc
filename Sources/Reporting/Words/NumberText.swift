/// Numbers as people read them.
///
/// Files never use these texts; they take `Serialization.formatted`.
///
/// Every function gives text for any double: a number that is not finite has words of its own, so that no
/// "nan" can reach a page.
enum NumberText {
  /// Between thousands and before a unit: narrow and without a line break.
  static let narrowSpace = "\u{202F}"
  static let minus = "\u{2212}"
  static let missing = "\u{2014}"

  /// `48 212`, with narrow spaces from four digits up.
  static func count(_ value: Int) -> String {
    // Nearly all counts of a small report.
    if 0..<1000 ~= value { return String(value) }
    return (value < 0 ? minus : "") + grouped(String(value.magnitude))
  }

  /// `1 contact`, `1 204 contacts`.
  static func count(_ value: Int, of noun: String) -> String {
    count(value) + " " + noun + (value == 1 ? "" : "s")
  }

  /// A number with a fixed count of decimals, a true minus sign and no negative zero.
  static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return missing }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return missing }
    var digits = String(Int64(scaled))
    while digits.utf8.count <= places { digits = "0" + digits }
    let whole = grouped(String(digits.dropLast(places)))
    let fraction = places > 0 ? "." + digits.suffix(places) : ""
    return (value < 0 && scaled > 0 ? minus : "") + whole + fraction
  }

  /// The same with a plus sign before what is above zero.
  static func signed(_ value: Double, places: Int) -> String {
    let text = decimal(value, places: places)
    let isZero = !text.utf8.contains { (UInt8(ascii: "1")...UInt8(ascii: "9")).contains($0) }
    return value > 0 && value.isFinite && !isZero ? "+" + text : text
  }

  /// Two significant digits without an exponent: `0.034`, `2.4`, `12`, `310`.
  static func twoDigits(_ value: Double) -> String {
    guard value.isFinite else { return missing }
    guard value != 0 else { return "0" }
    var places = 1
    var size = value.magnitude
    while size < 1, places < 9 {
      size *= 10
      places += 1
    }
    if size >= 9.95, places > 0 { places -= 1 }
    if places > 0 || size < 100 { return decimal(value, places: places) }
    var step = 1.0
    while size / step >= 100 { step *= 10 }
    return decimal((value / step).rounded() * step, places: 0)
  }

  /// At most one decimal, and none that is zero: a margin of 3 points, not 3.0; what would read as nothing has two
  /// significant digits.
  static func shortest(_ value: Double) -> String {
    let text = decimal(value, places: 1)
    if value != 0, decimal(value.magnitude, places: 1) == "0.0" { return twoDigits(value) }
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Full-time agents: `0.16`, `3.2`, `41.7`.
  static func agents(_ value: Double) -> String {
    value.magnitude < 10 ? twoDigits(value) : decimal(value, places: 1)
  }

  /// A share as percent with one decimal: `61.4 %`.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return missing }
    return decimal(share * 100, places: 1) + narrowSpace + "%"
  }

  /// Seconds in the unit that reads best, two significant digits: `2.4 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return missing }
    let size = seconds.magnitude
    let (divisor, unit): (Double, String) =
      size < 60 ? (1, "s") : size < 3600 ? (60, "min") : size < 172_800 ? (3600, "h") : (86400, "d")
    return twoDigits(seconds / divisor) + narrowSpace + unit
  }

  /// Two significant digits of a probability of error; "under 0.0001" below that.
  ///
  /// STATISTICS section 8.
  static func pValue(_ value: Double) -> String {
    guard value.isFinite else { return missing }
    return value < 0.0001 ? "under 0.0001" : twoDigits(value)
  }

  /// `95 %`: the level of an interval.
  static func level(_ level: Double) -> String {
    var digits = decimal(level * 100, places: 2)
    while digits.hasSuffix("0") { digits.removeLast() }
    if digits.hasSuffix(".") { digits.removeLast() }
    return digits + narrowSpace + "%"
  }

  /// Bytes as kB, MB or GB of a thousand each.
  static func bytes(_ value: Int) -> String {
    let size = Double(value)
    if size < 1000 { return count(value) + narrowSpace + "B" }
    if size < 999_500 { return decimal(size / 1000, places: 0) + narrowSpace + "kB" }
    if size < 999_500_000 { return decimal(size / 1e6, places: 1) + narrowSpace + "MB" }
    return decimal(size / 1e9, places: 1) + narrowSpace + "GB"
  }

  private static func grouped(_ digits: String) -> String {
    let all = Array(digits.utf8)
    guard all.count > 3 else { return digits }
    var text = ""
    for (index, digit) in all.enumerated() {
      if index > 0, (all.count - index).isMultiple(of: 3) { text += narrowSpace }
      text.unicodeScalars.append(Unicode.Scalar(digit))
    }
    return text
  }
}
