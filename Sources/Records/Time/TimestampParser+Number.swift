extension TimestampParser {
  /// The instant that a bare number counts from 1970, after FORMATS 2.3.
  ///
  /// Seconds below 1e11, milliseconds below 1e14, microseconds below 1e17, else nanoseconds.
  /// Worked out on the decimal digits, so that no binary fraction moves a half. The sign does not decide the
  /// unit. Exponents are taken, because JSON writers use them.
  func parseNumber(_ bytes: UnsafeRawBufferPointer) -> (instant: Instant, isNaive: Bool)? {
    guard let number = DecimalText(bytes) else { return nil }
    // Digits before the decimal point, in the unit of the text and then in milliseconds.
    let size = number.point
    guard size <= 20 else { return nil }
    let shift = size <= 11 ? 3 : size <= 14 ? 0 : size <= 17 ? -3 : -6
    let magnitude = number.rounded(digitsBeforePoint: size + shift)
    return (Instant(milliseconds: number.isNegative ? -magnitude : magnitude), false)
  }
}

/// A decimal number as it stands in the text: 0.d₁d₂d₃… × 10^point, d₁ not zero.
private struct DecimalText {
  /// From d₁ on; may hold one decimal point.
  private let digits: UnsafeRawBufferPointer
  let point: Int
  let isNegative: Bool

  /// Nil unless the bytes are digits, with an optional sign, fraction and exponent, and nothing else.
  init?(_ bytes: UnsafeRawBufferPointer) {
    var index = 0
    var isNegative = false
    if let first = bytes.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      index = 1
    }
    let start = index
    var end = bytes.count
    var whole = 0
    var fraction = 0
    var hasPoint = false
    var leading: Int?
    var leadingZeros = 0
    scan: while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        if hasPoint { fraction += 1 } else { whole += 1 }
        if leading == nil {
          if byte == UInt8(ascii: "0") { leadingZeros += 1 } else { leading = index }
        }
      case UInt8(ascii: ".") where !hasPoint:
        hasPoint = true
      case UInt8(ascii: "e"), UInt8(ascii: "E"):
        end = index
        break scan
      default: return nil
      }
      index += 1
    }
    guard whole > 0, !hasPoint || fraction > 0 else { return nil }
    var exponent = 0
    if end < bytes.count {
      guard let value = Self.exponent(UnsafeRawBufferPointer(rebasing: bytes[(end + 1)...])) else {
        return nil
      }
      exponent = value
    }
    self.isNegative = isNegative
    guard let leading else {
      digits = UnsafeRawBufferPointer(rebasing: bytes[start..<start])
      point = 0
      return
    }
    digits = UnsafeRawBufferPointer(rebasing: bytes[leading..<end])
    point = whole - leadingZeros + exponent
  }

  /// A signed whole number of at most four digits: more could not name a time.
  private static func exponent(_ bytes: UnsafeRawBufferPointer) -> Int? {
    var rest = bytes[...]
    var sign = 1
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      sign = first == UInt8(ascii: "-") ? -1 : 1
      rest = rest.dropFirst()
    }
    guard 1...4 ~= rest.count else { return nil }
    var value = 0
    for byte in rest {
      guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte else { return nil }
      value = value * 10 + Int(byte &- UInt8(ascii: "0"))
    }
    return sign * value
  }

  /// The magnitude of 0.d₁d₂d₃… × 10^`wanted`, rounded half up on the number line: a negative half goes
  /// towards zero.
  ///
  /// At most 14 digits may be wanted, so that the result fits.
  func rounded(digitsBeforePoint wanted: Int) -> Int64 {
    guard wanted >= 0 else { return 0 }
    var magnitude: Int64 = 0
    var taken = 0
    var next: UInt8 = 0
    var hasMore = false
    for byte in digits where byte != UInt8(ascii: ".") {
      let value = byte &- UInt8(ascii: "0")
      if taken < wanted {
        magnitude = magnitude * 10 + Int64(value)
      } else if taken == wanted {
        next = value
      } else if value != 0 {
        hasMore = true
      }
      taken += 1
    }
    while taken < wanted {
      magnitude *= 10
      taken += 1
    }
    let roundsUp = next > 5 || (next == 5 && (hasMore || !isNegative))
    return roundsUp ? magnitude + 1 : magnitude
  }
}
