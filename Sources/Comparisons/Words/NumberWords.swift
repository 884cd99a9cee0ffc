/// Numbers inside sentences (REPORT 4): one decimal for shares and points, two significant digits for
/// times, narrow spaces between thousands and before units.
enum NumberWords {
  static let narrowSpace = "\u{202F}"

  /// `48 212`.
  static func count(_ value: Int) -> String {
    let digits = Array(String(value.magnitude))
    var text = value < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += narrowSpace }
      text.append(digit)
    }
    return text
  }

  /// `1 contact`, `48 212 contacts`.
  static func count(_ value: Int, of noun: String) -> String {
    count(value) + " " + noun + (value == 1 ? "" : "s")
  }

  /// A size with a fixed number of decimals; the sign belongs to the words around it.
  static func decimal(_ value: Double, places: Int) -> String {
    guard value.isFinite else { return "an unknown number" }
    var scale = 1.0
    for _ in 0..<places { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 1e15 else { return "over a thousand billion" }
    var digits = String(Int64(scaled))
    while digits.count <= places { digits = "0" + digits }
    let whole = Int(digits.dropLast(places)) ?? 0
    return count(whole) + (places > 0 ? "." + digits.suffix(places) : "")
  }

  /// `61.4 %`.
  static func percent(_ share: Double) -> String {
    decimal(share * 100, places: 1) + narrowSpace + "%"
  }

  /// `7.8`, in points of a percentage, without a sign.
  static func points(_ difference: Double) -> String { decimal(difference * 100, places: 1) }

  /// `3` or `2.4`: a margin in points, without a decimal that says nothing.
  static func shortPoints(_ margin: Double) -> String {
    let text = short(margin * 100, places: 1)
    // A margin that rounds to nothing is still one.
    return text == "0" && margin != 0 ? twoDigits(margin * 100) : text
  }

  /// A number without trailing zeros.
  static func short(_ value: Double, places: Int) -> String {
    var text = decimal(value, places: places)
    guard text.contains(".") else { return text }
    while text.hasSuffix("0") { text.removeLast() }
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  /// Two significant digits without an exponent: `0.034`, `2.4`, `12`, `310`.
  static func twoDigits(_ value: Double) -> String {
    guard value.isFinite else { return "an unknown number" }
    var size = value.magnitude
    guard size > 0 else { return "0" }
    var places = 1
    while size < 1, places < 9 {
      size *= 10
      places += 1
    }
    // Rounding may add a digit before the point: 9.96 is 10.
    if size >= 9.95 { places -= 1 }
    guard places == 0, value.magnitude >= 100 else { return decimal(value, places: places) }
    var step = 1.0
    while value.magnitude / step >= 100 { step *= 10 }
    return decimal((value.magnitude / step).rounded() * step, places: 0)
  }

  /// Seconds in the unit that reads best: `2.4 min`.
  static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite else { return "an unknown time" }
    let size = seconds.magnitude
    let (divisor, unit): (Double, String) =
      size < 60
      ? (1, "s")
      : size < 3600 ? (60, "min") : size < 172_800 ? (3600, "h") : (86_400, "d")
    return twoDigits(size / divisor) + narrowSpace + unit
  }

  /// `12.0 % of 4 310`: a share that names its whole.
  static func share(_ part: Int, of whole: Int) -> String {
    guard whole > 0 else { return count(part) + " of 0" }
    return percent(Double(part) / Double(whole)) + " of " + count(whole)
  }

  /// `95 %`: the level of an interval.
  static func level(_ level: Double) -> String {
    short(level * 100, places: 2) + narrowSpace + "%"
  }
}
