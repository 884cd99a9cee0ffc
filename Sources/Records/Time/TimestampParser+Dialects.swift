extension TimestampParser {
  /// A date and time of day as written, before any zone is applied.
  struct Stamp {
    /// Days since 1970-01-01.
    var day: Int64
    /// Of the day; reaches past its end for 24:00 and for a leap second.
    var milliseconds: Int64
    /// Milliseconds east of UTC; nil when the text names no zone.
    var offset: Int64?
  }

  /// A zone that was read; without an offset when the text names none.
  private struct Zone {
    var offset: Int64?
  }

  /// `YYYY-MM-DD`, a separator, `HH:MM`, optional seconds with a fraction, an optional zone.
  ///
  /// Beside the dialects of FORMATS 2.3 this takes a comma as decimal sign (ISO 8601 prefers it), lower-case
  /// `t` and `z` (RFC 3339), and a time without seconds. A date alone is refused: midnight would be invented.
  /// The caller has seen that there are at least 16 bytes.
  func parseDialect(_ bytes: UnsafeRawBufferPointer) -> Stamp? {
    guard let century = pair(bytes, 0), let yearOfCentury = pair(bytes, 2),
      let month = pair(bytes, 5),
      let dayOfMonth = pair(bytes, 8), isSeparator(bytes[10]),
      let hour = pair(bytes, 11), bytes[13] == UInt8(ascii: ":"), let minute = pair(bytes, 14)
    else { return nil }
    let year = century * 100 + yearOfCentury
    guard isDate(year: year, month: month, day: dayOfMonth), minute < 60 else { return nil }

    var index = 16
    var second: Int64 = 0
    var fraction: Int64 = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ":") {
      guard bytes.count >= 19, let value = pair(bytes, 17) else { return nil }
      second = value
      index = 19
      guard let rounded = parseFraction(bytes, &index) else { return nil }
      fraction = rounded
    }
    // 24:00 ends a day, and :60 is a leap second, read as the first second after it.
    guard second <= 60, hour < 24 || (hour == 24 && minute == 0 && second == 0 && fraction == 0)
    else {
      return nil
    }
    guard let zone = parseZone(bytes, index) else { return nil }
    let day = CivilDate.day(year: Int(year), month: Int(month), day: Int(dayOfMonth))
    let milliseconds = ((hour * 60 + minute) * 60 + second) * 1000 + fraction
    return Stamp(day: Int64(day), milliseconds: milliseconds, offset: zone.offset)
  }

  /// Milliseconds of a fraction of one to nine digits, rounded half up; 0 when there is none.
  private func parseFraction(_ bytes: UnsafeRawBufferPointer, _ index: inout Int) -> Int64? {
    guard index < bytes.count,
      bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ",")
    else { return 0 }
    index += 1
    let first = index
    var nanoseconds: Int64 = 0
    var unit: Int64 = 100_000_000
    while index < bytes.count, let value = digit(bytes[index]) {
      guard index - first < 9 else { return nil }
      nanoseconds += value * unit
      unit /= 10
      index += 1
    }
    guard index > first else { return nil }
    return (nanoseconds + 500_000) / 1_000_000
  }

  /// `Z`, `+00:00`, `+0000`, `+00` or nothing up to the end; nil for anything else.
  private func parseZone(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Zone? {
    let left = bytes.count - index
    guard left > 0 else { return Zone(offset: nil) }
    let sign: Int64
    switch bytes[index] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): return left == 1 ? Zone(offset: 0) : nil
    case UInt8(ascii: "+"): sign = 1
    case UInt8(ascii: "-"): sign = -1
    default: return nil
    }
    guard left >= 3, let hours = pair(bytes, index + 1), hours < 24 else { return nil }
    let minutes: Int64?
    switch left {
    case 3: minutes = 0
    case 5: minutes = pair(bytes, index + 3)
    case 6 where bytes[index + 3] == UInt8(ascii: ":"): minutes = pair(bytes, index + 4)
    default: return nil
    }
    guard let minutes, minutes < 60 else { return nil }
    return Zone(offset: sign * (hours * 60 + minutes) * Span.minute)
  }

  private func isDate(year: Int64, month: Int64, day: Int64) -> Bool {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days: Int64
    switch month {
    case 2: days = isLeap ? 29 : 28
    case 4, 6, 9, 11: days = 30
    case 1...12: days = 31
    default: return false
    }
    return 1...days ~= day
  }

  private func pair(_ bytes: UnsafeRawBufferPointer, _ index: Int) -> Int64? {
    guard let tens = digit(bytes[index]), let ones = digit(bytes[index + 1]) else { return nil }
    return tens * 10 + ones
  }
}
