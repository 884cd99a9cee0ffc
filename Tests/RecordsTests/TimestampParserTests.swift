import Records
import Testing

/// What a timestamp text means, as `2025-03-03T10:02:13.100Z`; nil when it means nothing.
private func read(_ text: String, in zone: CalendarZone = .utc) -> String? {
  var parser = TimestampParser(assumed: zone)
  return read(text, with: &parser)
}

private func read(_ text: String, with parser: inout TimestampParser) -> String? {
  let bytes = Array(text.utf8)
  return bytes.withUnsafeBytes { buffer in
    guard let (instant, isNaive) = parser.parse(buffer) else { return nil }
    return instant.iso8601 + (isNaive ? " naive" : "")
  }
}

struct TimestampParserTests {
  struct Dialect: CustomTestStringConvertible {
    var text: String
    var meaning: String
    init(_ text: String, _ meaning: String) {
      self.text = text
      self.meaning = meaning
    }
    var testDescription: String { text }
  }

  static let dialects = [
    Dialect("2025-03-03T10:02:13Z", "2025-03-03T10:02:13.000Z"),
    Dialect("2025-03-03T10:02:13.1Z", "2025-03-03T10:02:13.100Z"),
    Dialect("2025-03-03T10:02:13.123Z", "2025-03-03T10:02:13.123Z"),
    Dialect("2025-03-03 10:02:13.123Z", "2025-03-03T10:02:13.123Z"),
    Dialect("2025-03-03t10:02:13z", "2025-03-03T10:02:13.000Z"),
    Dialect("2025-03-03T10:02:13,123Z", "2025-03-03T10:02:13.123Z"),
    Dialect("2025-03-03T10:02:13.123456Z", "2025-03-03T10:02:13.123Z"),
    Dialect("2025-03-03T10:02:13.1235Z", "2025-03-03T10:02:13.124Z"),
    Dialect("2025-03-03T10:02:13.123499999Z", "2025-03-03T10:02:13.123Z"),
    Dialect("2025-03-03T10:02:13.123500000Z", "2025-03-03T10:02:13.124Z"),
    Dialect("2025-12-31T23:59:59.9995Z", "2026-01-01T00:00:00.000Z"),
    Dialect("2025-03-03T10:02:13+00:00", "2025-03-03T10:02:13.000Z"),
    Dialect("2025-03-03T10:02:13+0000", "2025-03-03T10:02:13.000Z"),
    Dialect("2025-03-03T10:02:13+00", "2025-03-03T10:02:13.000Z"),
    Dialect("2025-03-03T10:02:13-00:00", "2025-03-03T10:02:13.000Z"),
    Dialect("2025-03-03T10:02:13.5+05:45", "2025-03-03T04:17:13.500Z"),
    Dialect("2025-03-03T10:02:13-0330", "2025-03-03T13:32:13.000Z"),
    Dialect("2025-03-01 00:30:00+01", "2025-02-28T23:30:00.000Z"),
    Dialect("2025-03-03T10:02Z", "2025-03-03T10:02:00.000Z"),
    Dialect("2025-03-03T10:02+02:00", "2025-03-03T08:02:00.000Z"),
    Dialect("2025-03-03T10:02:13", "2025-03-03T10:02:13.000Z naive"),
    Dialect("2025-03-03 10:02:13.25", "2025-03-03T10:02:13.250Z naive"),
    Dialect("2025-03-03 10:02", "2025-03-03T10:02:00.000Z naive"),
    Dialect("2025-03-03T24:00:00Z", "2025-03-04T00:00:00.000Z"),
    Dialect("2025-03-03T24:00:00.000Z", "2025-03-04T00:00:00.000Z"),
    Dialect("2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z"),
    Dialect("2016-12-31T23:59:60.5Z", "2017-01-01T00:00:00.500Z"),
    Dialect("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000Z"),
    Dialect("2000-02-29T00:00:00Z", "2000-02-29T00:00:00.000Z"),
    Dialect("1969-12-31T23:59:59.999Z", "1969-12-31T23:59:59.999Z"),
    Dialect("1970-01-01T00:00:00.001Z", "1970-01-01T00:00:00.001Z"),
    Dialect("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
    Dialect("9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999Z"),
    // The same moment, 2025-03-03T10:02:10Z, in each unit.
    Dialect("1740996130", "2025-03-03T10:02:10.000Z"),
    Dialect("1740996130000", "2025-03-03T10:02:10.000Z"),
    Dialect("1740996130000000", "2025-03-03T10:02:10.000Z"),
    Dialect("1740996130000000000", "2025-03-03T10:02:10.000Z"),
    Dialect("1740996130.1235", "2025-03-03T10:02:10.124Z"),
    Dialect("1740996130.1234999999999", "2025-03-03T10:02:10.123Z"),
    Dialect("1740996130000.5", "2025-03-03T10:02:10.001Z"),
    Dialect("1740996130000499", "2025-03-03T10:02:10.000Z"),
    Dialect("1740996130000500", "2025-03-03T10:02:10.001Z"),
    Dialect("1740996130000499999", "2025-03-03T10:02:10.000Z"),
    Dialect("1.74099613e9", "2025-03-03T10:02:10.000Z"),
    Dialect("1.74099613E+12", "2025-03-03T10:02:10.000Z"),
    Dialect("17409961300000e-4", "2025-03-03T10:02:10.000Z"),
    Dialect("0", "1970-01-01T00:00:00.000Z"),
    Dialect("0.0", "1970-01-01T00:00:00.000Z"),
    Dialect("0.0004", "1970-01-01T00:00:00.000Z"),
    Dialect("0.0005", "1970-01-01T00:00:00.001Z"),
    Dialect("-1", "1969-12-31T23:59:59.000Z"),
    Dialect("-0.0005", "1970-01-01T00:00:00.000Z"),
    Dialect("-0.00051", "1969-12-31T23:59:59.999Z"),
    Dialect("0001740996130", "2025-03-03T10:02:10.000Z"),
    // The borders between units: one below and one at each.
    Dialect("99999999999", "5138-11-16T09:46:39.000Z"),
    Dialect("100000000000", "1973-03-03T09:46:40.000Z"),
    Dialect("99999999999999", "5138-11-16T09:46:39.999Z"),
    Dialect("100000000000000", "1973-03-03T09:46:40.000Z"),
    Dialect("99999999999999999", "5138-11-16T09:46:40.000Z"),
    Dialect("100000000000000000", "1973-03-03T09:46:40.000Z"),
  ]

  @Test(arguments: dialects)
  func `each dialect is read`(dialect: Dialect) {
    #expect(read(dialect.text) == dialect.meaning)
  }

  @Test func `a parser that remembers its last date reads the same`() {
    var parser = TimestampParser(assumed: .utc)
    for dialect in Self.dialects + Self.dialects.reversed() {
      #expect(read(dialect.text, with: &parser) == dialect.meaning, "\(dialect.text)")
      _ = read("2025-03-03T10:02:13Z", with: &parser)
    }
  }

  static let nonsense = [
    "", " ", "yesterday", "Z", "T", "-", "+", ".", "1.", ".5", "1e", "e5", "1e99999", "1e40",
    "1.2.3", "0x10",
    "12a", "1740996130 ", " 1740996130", "--1", "NaN", "Infinity", "999999999999999999999",
    "2025-03-03", "2025-03-03T", "2025-03-03T10", "2025-03-03T10:02:", "2025-03-03T10:02:1",
    "2025-03-03T10:02:13.", "2025-03-03T10:02:13.Z", "2025-03-03T10:02:13.1234567890Z",
    "2025-03-03T10:02:13ZZ", "2025-03-03T10:02:13 Z", "2025-03-03T10:02:13+1",
    "2025-03-03T10:02:13+100",
    "2025-03-03T10:02:13+10:0", "2025-03-03T10:02:13+24:00", "2025-03-03T10:02:13+10:60",
    "2025-03-03T10:02:13+10-00", "2025-03-03_10:02:13Z", "2025/03/03T10:02:13Z",
    "2025-03-03T10.02.13Z",
    "2025-00-03T10:02:13Z", "2025-13-03T10:02:13Z", "2025-03-00T10:02:13Z", "2025-03-32T10:02:13Z",
    "2025-04-31T10:02:13Z", "2025-02-29T10:02:13Z", "1900-02-29T10:02:13Z", "2025-03-03T25:00:00Z",
    "2025-03-03T24:00:01Z", "2025-03-03T24:01:00Z", "2025-03-03T24:00:00.001Z",
    "2025-03-03T10:60:13Z",
    "2025-03-03T10:02:61Z", "202A-03-03T10:02:13Z", "2025-03-03T1a:02:13Z", "2025-03-03T10:02:1:Z",
    "2025-03-03T10:02:13.1a3Z", "2025-03-03T10:02:13.12:Z", "+2025-03-03T10:02:13Z",
    "20250303T100213Z",
    "2025-03-03T10:02:13\u{0}", "２０２５-03-03T10:02:13Z",
  ]

  @Test(arguments: nonsense)
  func `what names no instant gives none`(text: String) {
    #expect(read(text) == nil)
    // Also when the date was just seen, so that the short way is tried first.
    var parser = TimestampParser(assumed: .utc)
    _ = read("2025-03-03T10:02:13Z", with: &parser)
    #expect(read(text, with: &parser) == nil)
  }

  @Test func `every byte in every place is either refused or in range`() {
    var parser = TimestampParser(assumed: .utc)
    let template = Array("2025-03-03T10:02:13.123Z".utf8)
    for place in template.indices {
      for byte in UInt8.min...UInt8.max {
        var bytes = template
        bytes[place] = byte
        let instant = bytes.withUnsafeBytes { parser.parse($0)?.instant }
        // Independent of the parser: only digits, separators and the sign may change anything.
        let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        let wasDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(template[place])
        if wasDigit, !isDigit, place < 19 { #expect(instant == nil, "\(place) \(byte)") }
        if !wasDigit, isDigit, place < 19 { #expect(instant == nil, "\(place) \(byte)") }
      }
    }
  }
}

/// Chance that repeats: SplitMix64.
private struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

struct TimestampPropertyTests {
  /// Days from 1970-01-01 by walking the years and months: slow, and unlike the parser's formula.
  private func walkedDays(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    func isLeap(_ year: Int) -> Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }
    var days = 0
    for passed in Swift.min(year, 1970)..<Swift.max(year, 1970) {
      days += (isLeap(passed) ? 366 : 365) * (year < 1970 ? -1 : 1)
    }
    let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return Int64(days + lengths.prefix(month - 1).reduce(0, +) + day - 1)
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.count) + digits
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `random timestamps agree with a slow calculation`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var parser = TimestampParser(assumed: .utc)
    for _ in 0..<2_000 {
      // Few years in half of the cases, so that the remembered date is hit.
      let isNear = Bool.random(using: &chance)
      let year = isNear ? 2025 : Int.random(in: 1600...2400, using: &chance)
      let month = isNear ? 3 : Int.random(in: 1...12, using: &chance)
      let day = Int.random(in: 1...(isNear ? 2 : 28), using: &chance)
      let hour = Int.random(in: 0...23, using: &chance)
      let minute = Int.random(in: 0...59, using: &chance)
      let second = Int.random(in: 0...59, using: &chance)
      let places = Int.random(in: 0...9, using: &chance)
      var text =
        "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        + (Bool.random(using: &chance) ? "T" : " ")
        + "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))"
      var fraction = 0
      if places > 0 {
        let digits = (0..<places).map { _ in Int.random(in: 0...9, using: &chance) }
        text += "." + digits.map(String.init).joined()
        // Whole milliseconds, and one more when the first digit left out is 5 or more.
        let padding = digits + Array(repeating: 0, count: 4)
        fraction = padding[0] * 100 + padding[1] * 10 + padding[2] + (padding[3] >= 5 ? 1 : 0)
      }
      var offset = 0
      var isNaive = false
      switch Int.random(in: 0...3, using: &chance) {
      case 0: text += "Z"
      case 1: isNaive = true
      default:
        let hours = Int.random(in: 0...14, using: &chance)
        let minutes = Int.random(in: 0...59, using: &chance)
        let isEast = Bool.random(using: &chance)
        text += (isEast ? "+" : "-") + padded(hours, 2)
        switch Int.random(in: 0...2, using: &chance) {
        case 0:
          offset = hours * 60
        case 1:
          text += padded(minutes, 2)
          offset = hours * 60 + minutes
        default:
          text += ":" + padded(minutes, 2)
          offset = hours * 60 + minutes
        }
        if !isEast { offset = -offset }
      }
      let minutes = Int64(hour * 60 + minute - offset)
      let expected =
        walkedDays(year, month, day) * 86_400_000 + minutes * 60_000
        + Int64(second * 1000 + fraction)
      let got = Array(text.utf8).withUnsafeBytes { parser.parse($0) }
      #expect(got?.instant.milliseconds == expected, "\(text)")
      #expect(got?.isNaive == isNaive, "\(text)")
    }
  }

  @Test(arguments: 1...4 as ClosedRange<UInt64>)
  func `random whole numbers agree with a slow calculation`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var parser = TimestampParser(assumed: .utc)
    for _ in 0..<2_000 {
      let digits = Int.random(in: 1...18, using: &chance)
      var number: Int64 = 0
      for _ in 0..<digits { number = number * 10 + Int64.random(in: 0...9, using: &chance) }
      let expected: Int64
      switch number {
      case ..<100_000_000_000: expected = number * 1000
      case ..<100_000_000_000_000: expected = number
      case ..<100_000_000_000_000_000: expected = (number + 500) / 1000
      default: expected = (number + 500_000) / 1_000_000
      }
      let got = Array(String(number).utf8).withUnsafeBytes {
        parser.parse($0)?.instant.milliseconds
      }
      #expect(got == expected, "\(number)")
    }
  }
}

struct TimestampZoneTests {
  /// In Berlin clocks went from 02:00 to 03:00 on 2025-03-30, and from 03:00 to 02:00 on 2025-10-26.
  @Test(arguments: [
    ("2025-01-15T12:00:00", "2025-01-15T11:00:00.000Z naive"),
    ("2025-07-15T12:00:00", "2025-07-15T10:00:00.000Z naive"),
    ("2025-03-30T01:59:59.999", "2025-03-30T00:59:59.999Z naive"),
    // The hour that does not occur: the offset from before the change.
    ("2025-03-30T02:30:00", "2025-03-30T01:30:00.000Z naive"),
    ("2025-03-30T03:00:00", "2025-03-30T01:00:00.000Z naive"),
    ("2025-10-26T01:59:59", "2025-10-25T23:59:59.000Z naive"),
    // The hour that occurs twice: the earlier instant.
    ("2025-10-26T02:00:00", "2025-10-26T00:00:00.000Z naive"),
    ("2025-10-26T02:59:59", "2025-10-26T00:59:59.000Z naive"),
    ("2025-10-26T03:00:00", "2025-10-26T02:00:00.000Z naive"),
    ("2025-07-15T12:00:00Z", "2025-07-15T12:00:00.000Z"),
    ("1740996130", "2025-03-03T10:02:10.000Z"),
  ])
  func `times without a zone are read in the assumed one`(text: String, meaning: String) throws {
    let berlin = try #require(CalendarZone(named: "Europe/Berlin"))
    #expect(read(text, in: berlin) == meaning)
  }

  @Test(arguments: [
    "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC",
  ])
  func `remembering an offset changes nothing`(name: String) throws {
    let zone = try #require(CalendarZone(named: name))
    var parser = TimestampParser(assumed: zone)
    // Two years in steps of 7 hours and 13 minutes, each twice: once remembered.
    var wallClock: Int64 = 1_135_987_200_000
    while wallClock < 1_135_987_200_000 + 2 * 366 * Span.day {
      let text = String(Instant(milliseconds: wallClock).iso8601.dropLast())
      for _ in 0..<2 {
        let got = Array(text.utf8).withUnsafeBytes { parser.parse($0)?.instant }
        #expect(got == zone.instant(wallClock: wallClock), "\(text)")
      }
      wallClock += 433 * Span.minute
    }
  }
}
