/// A date as some export writes it, in the pattern letters of Unicode (UTS 35): `dd.MM.yyyy HH:mm:ss`.
///
/// Read by hand and not by a formatter, so that the machine's language and calendar change nothing: month names are
/// English.
package struct DatePattern: Sendable {
  private enum Part: Sendable {
    case literal(UInt8)
    case year(digits: Int)
    case month(digits: Int)
    case monthName
    case day, hour, hour12, minute, second, fraction, half, zone
    /// A weekday's name says nothing that the date does not say.
    case word
  }

  private var parts: [Part] = []
  /// The parts as codes, where all are literals and numbers of two digits or four; else empty.
  private var quick: [UInt16] = []
  /// Bytes of a text that has all these digits.
  private var quickLength = 0

  /// Nil when it holds a letter that this reader does not know, or no year, month or day; `fault` says which.
  package init?(_ pattern: String, fault: inout String) {
    let letters = Array(pattern.utf8)
    var at = 0
    var fields: Set<UInt8> = []
    while at < letters.count {
      let letter = letters[at]
      if letter == 0x27 {
        // Quoted literals; two quotes are one.
        at += 1
        if at < letters.count, letters[at] == 0x27 {
          parts.append(.literal(0x27))
          at += 1
          continue
        }
        while at < letters.count, letters[at] != 0x27 {
          parts.append(.literal(letters[at]))
          at += 1
        }
        at += 1
        continue
      }
      guard (0x41...0x5A).contains(letter & 0xDF) else {
        parts.append(.literal(letter))
        at += 1
        continue
      }
      var count = 0
      while at < letters.count, letters[at] == letter {
        count += 1
        at += 1
      }
      switch letter {
      case UInt8(ascii: "y"), UInt8(ascii: "u"): parts.append(.year(digits: count == 2 ? 2 : 4))
      case UInt8(ascii: "M"), UInt8(ascii: "L"):
        parts.append(count > 2 ? .monthName : .month(digits: count))
      case UInt8(ascii: "d"): parts.append(.day)
      case UInt8(ascii: "H"): parts.append(.hour)
      case UInt8(ascii: "h"): parts.append(.hour12)
      case UInt8(ascii: "m"): parts.append(.minute)
      case UInt8(ascii: "s"): parts.append(.second)
      case UInt8(ascii: "S"): parts.append(.fraction)
      case UInt8(ascii: "a"): parts.append(.half)
      case UInt8(ascii: "E"): parts.append(.word)
      case UInt8(ascii: "X"), UInt8(ascii: "x"), UInt8(ascii: "Z"):
        parts.append(.zone)
      default:
        fault = "the letter \"\(Character(Unicode.Scalar(letter)))\" is not known in a date pattern"
        return nil
      }
      fields.insert(letter)
    }
    guard !fields.isDisjoint(with: [UInt8(ascii: "y"), UInt8(ascii: "u")]),
      !fields.isDisjoint(with: [UInt8(ascii: "M"), UInt8(ascii: "L")]),
      fields.contains(UInt8(ascii: "d"))
    else {
      fault = "a date pattern needs year, month and day"
      return nil
    }
    makeQuick()
  }

  /// Codes of numbers; below them stand literal bytes.
  private enum Quick {
    static let century: UInt16 = 0x100
    static let year: UInt16 = 0x101
    static let month: UInt16 = 0x102
    static let day: UInt16 = 0x103
    static let hour: UInt16 = 0x104
    static let minute: UInt16 = 0x105
    static let second: UInt16 = 0x106
  }

  private mutating func makeQuick() {
    for part in parts {
      switch part {
      case .literal(let byte): quick.append(UInt16(byte))
      case .year(4): quick += [Quick.century, Quick.year]
      case .month: quick.append(Quick.month)
      case .day: quick.append(Quick.day)
      case .hour: quick.append(Quick.hour)
      case .minute: quick.append(Quick.minute)
      case .second: quick.append(Quick.second)
      case .year, .monthName, .hour12, .fraction, .half, .zone, .word: return quick = []
      }
    }
    quickLength = quick.reduce(0) { $0 + ($1 < Quick.century ? 1 : 2) }
  }

  /// The usual case, read without looking where numbers end; nil sends the text the long way.
  private func readQuickly(_ text: ByteSlice) -> Int64? {
    guard text.count == quickLength, quickLength > 0, var at = text.start else { return nil }
    var (century, year, month, day, hour, minute, second) = (0, 0, 1, 1, 0, 0, 0)
    for code in quick {
      guard code >= Quick.century else {
        guard UInt16(at.pointee) == code else { return nil }
        at += 1
        continue
      }
      let (tens, ones) = (at[0] &- 0x30, at[1] &- 0x30)
      guard tens < 10, ones < 10 else { return nil }
      let value = Int(tens) * 10 + Int(ones)
      at += 2
      switch code {
      case Quick.century: century = value
      case Quick.year: year = value
      case Quick.month: month = value
      case Quick.day: day = value
      case Quick.hour: hour = value
      case Quick.minute: minute = value
      default: second = value
      }
    }
    // Days that not every month has are judged the long way.
    guard 1...12 ~= month, 1...28 ~= day, hour < 24, minute < 60, second < 60 else { return nil }
    let number = CivilDate.day(year: century * 100 + year, month: month, day: day)
    let seconds = (hour * 60 + minute) * 60 + second
    return Int64(number) * Span.day + Int64(seconds * 1_000)
  }

  /// Wall-clock milliseconds as if the zone were UTC, and the offset if the text names one; nil when the text does
  /// not follow the pattern or is no date.
  package func read(_ text: ByteSlice) -> (wallClock: Int64, offset: Int64?)? {
    if let wallClock = readQuickly(text) { return (wallClock, nil) }
    guard let start = text.start else { return nil }
    var at = start
    let end = start + text.count
    var year = 0
    var month = 1
    var day = 1
    var hour = 0
    var minute = 0
    var second = 0
    var milliseconds = 0
    var isAfternoon: Bool?
    var offset: Int64?
    for part in parts {
      switch part {
      case .literal(let byte):
        guard at < end, at.pointee == byte else { return nil }
        at += 1
      case .year(let digits):
        guard let value = Self.number(&at, end, digits) else { return nil }
        // Two digits mean 1970 to 2069.
        year = digits == 2 ? (value < 70 ? 2000 : 1900) + value : value
      case .month:
        guard let value = Self.number(&at, end, 2) else { return nil }
        month = value
      case .monthName:
        let name = Self.word(&at, end)
        guard name.count >= 3,
          let found = Self.months.firstIndex(where: { $0.starts(with: name.prefix(3)) })
        else { return nil }
        month = found + 1
        if at < end, at.pointee == 0x2E { at += 1 }
      case .day:
        guard let value = Self.number(&at, end, 2) else { return nil }
        day = value
      case .hour, .hour12:
        guard let value = Self.number(&at, end, 2) else { return nil }
        hour = value
      case .minute:
        guard let value = Self.number(&at, end, 2) else { return nil }
        minute = value
      case .second:
        guard let value = Self.number(&at, end, 2) else { return nil }
        second = value
      case .fraction:
        let first = at
        guard let value = Self.number(&at, end, 9) else { return nil }
        var scaled = value
        for _ in (at - first)..<9 { scaled *= 10 }
        milliseconds = (scaled + 500_000) / 1_000_000
      case .half:
        let half = Self.word(&at, end)
        guard half.count >= 1, half[0] == 0x61 || half[0] == 0x70 else { return nil }
        isAfternoon = half[0] == 0x70
      case .word: _ = Self.word(&at, end)
      case .zone:
        guard let value = Self.zone(&at, end) else { return nil }
        offset = value
      }
    }
    if let isAfternoon {
      guard 1...12 ~= hour else { return nil }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard at == end, 1...12 ~= month, day >= 1, hour < 24, minute < 60, second <= 60
    else { return nil }
    let number = CivilDate.day(year: year, month: month, day: day)
    // A 31 April would come out as another day; every month has 28.
    guard day <= 28 || CivilDate.components(ofDay: number) == (year, month, day) else { return nil }
    let seconds = (hour * 60 + minute) * 60 + second
    return (Int64(number) * Span.day + Int64(seconds * 1_000 + milliseconds), offset)
  }

  /// A number of one digit or more.
  @inline(__always)
  private static func number(
    _ at: inout UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>,
    _ most: Int
  ) -> Int? {
    let start = at
    var value = 0
    while at < end, at - start < most, case let digit = at.pointee &- 0x30, digit < 10 {
      value = value * 10 + Int(digit)
      at += 1
    }
    return at > start ? value : nil
  }

  /// Letters, small ones.
  private static func word(
    _ at: inout UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> [UInt8] {
    let start = at
    while at < end, (0x41...0x5A).contains(at.pointee & 0xDF) || at.pointee >= 0x80 { at += 1 }
    return UnsafeBufferPointer(start: start, count: at - start).map { $0 | 0x20 }
  }

  private static let months: [[UInt8]] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ].map { Array($0.utf8) }

  /// `Z`, `+01:00`, `+0100`, `+01`, also behind `GMT` or `UTC`.
  private static func zone(
    _ at: inout UnsafePointer<UInt8>,
    _ end: UnsafePointer<UInt8>
  ) -> Int64? {
    if end - at >= 3 {
      let name = UnsafeBufferPointer(start: at, count: 3).map { $0 | 0x20 }
      if name == Array("gmt".utf8) || name == Array("utc".utf8) {
        at += 3
        if at == end { return 0 }
      }
    }
    guard at < end else { return nil }
    let sign = at.pointee
    at += 1
    if sign == 0x5A || sign == 0x7A { return 0 }
    guard sign == 0x2B || sign == 0x2D else { return nil }
    var digits: [Int64] = []
    while at < end, digits.count < 4 {
      if (0x30...0x39).contains(at.pointee) {
        digits.append(Int64(at.pointee - 0x30))
      } else if at.pointee != 0x3A || digits.count != 2 {
        break
      }
      at += 1
    }
    guard digits.count == 2 || digits.count == 4 else { return nil }
    let hours = digits[0] * 10 + digits[1]
    let minutes = digits.count == 4 ? digits[2] * 10 + digits[3] : 0
    guard hours < 24, minutes < 60 else { return nil }
    return (hours * 60 + minutes) * Span.minute * (sign == 0x2D ? -1 : 1)
  }
}
