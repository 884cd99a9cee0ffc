/// The shortest decimal text of a number rounded to 10 significant digits.
///
/// Ten digits are more than any estimate deserves and fewer than the last bits in which mathematics
/// libraries differ, so that files agree byte for byte between machines. Never an exponent when the rounded
/// magnitude lies in `1e-7..<1e16`; never "-0".
package func formatted(_ value: Double) -> String {
  guard value.isFinite else { return value.isNaN ? "" : value < 0 ? "-inf" : "inf" }
  guard value != 0 else { return "0" }
  if value.rounded() == value, abs(value) < 1e10 { return String(Int64(value)) }
  let digits = 10
  var (mantissa, exponent) = decimal(abs(value), digits: digits)
  guard mantissa != 0 else { return "0" }
  while mantissa % 10 == 0 {
    mantissa /= 10
    exponent += 1
  }
  let text = String(mantissa)
  let sign = value < 0 ? "-" : ""
  let point = text.utf8.count + exponent
  if exponent >= 0, point <= 16 {
    return sign + text + String(repeating: "0", count: exponent)
  }
  if point > 16 || point < -6 {
    let head = text.prefix(1)
    let tail = text.dropFirst()
    return sign + head + (tail.isEmpty ? "" : "." + tail) + "e" + String(point - 1)
  }
  if point <= 0 {
    return sign + "0." + String(repeating: "0", count: -point) + text
  }
  return sign + text.prefix(point) + "." + text.dropFirst(point)
}

/// The number that `formatted(_:)` writes, for files that hold numbers and not their text.
package func asFormatted(_ value: Double) -> Double {
  guard value.isFinite, value.rounded() != value || abs(value) >= 1e10 else { return value + 0 }
  return Double(formatted(value)) ?? value
}

/// `value` as `mantissa × 10^exponent` with at most `digits` digits, rounded half to even on the shortest
/// decimal text that denotes `value`.
private func decimal(_ value: Double, digits: Int) -> (mantissa: Int64, exponent: Int) {
  // `description` is the shortest text that reads back as the same number, the same on every platform.
  var figures: [UInt8] = []
  var exponent = 0
  var seenPoint = false
  var scale = 0
  let text = Array(value.description.utf8)
  var index = 0
  while index < text.count {
    let byte = text[index]
    if byte == UInt8(ascii: ".") {
      seenPoint = true
    } else if byte == UInt8(ascii: "e") {
      scale = Int(String(decoding: text[(index + 1)...], as: UTF8.self)) ?? 0
      break
    } else {
      figures.append(byte - UInt8(ascii: "0"))
      if seenPoint { exponent -= 1 }
    }
    index += 1
  }
  exponent += scale
  let leading = figures.prefix { $0 == 0 }.count
  figures.removeFirst(leading)
  var mantissa: Int64 = 0
  for figure in figures.prefix(digits) { mantissa = mantissa * 10 + Int64(figure) }
  let dropped = figures.dropFirst(digits)
  if let first = dropped.first {
    let half = first == 5 && dropped.dropFirst().allSatisfy { $0 == 0 }
    if first > 5 || (first == 5 && !half) || (half && mantissa % 2 == 1) { mantissa += 1 }
    exponent += dropped.count
  }
  return (mantissa, exponent)
}
