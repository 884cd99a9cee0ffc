/// Reads the timestamps of FORMATS 2.3: ISO 8601 in its usual dialects, and bare numbers.
///
/// There is one for every message, so the common shape `YYYY-MM-DDTHH:MM:SS(.mmm)Z` takes a short way: the
/// date is compared with the previous one as ten bytes, and the time of day is checked as one word.
/// Everything else goes through `parseDialect` or `parseNumber`, which accept the same values and more.
package struct TimestampParser {
  let assumed: CalendarZone

  // The last date read as raw bytes, and its day number. It starts as 1970-01-01.
  private var dateHead = Self.word("1970-01-")
  private var dateTail = Self.half("01")
  private var day: Int64 = 0

  /// Wall-clock days in the assumed zone around which clocks did not change, with their offset: each at the place that
  /// the last bits of its number give.
  private var steadyDays = [(day: Int64, offset: Int64)](repeating: (.min, 0), count: 512)

  /// - Parameter assumed: The zone of timestamps without an offset, `--assume-tz`.
  package init(assumed: CalendarZone) {
    self.assumed = assumed
  }

  /// The instant that the bytes name, rounded half up to the millisecond; nil when they name none.
  ///
  /// `isNaive` is true when there was no offset and the assumed zone was used. Numbers are never naive.
  package mutating func parse(
    _ bytes: UnsafeRawBufferPointer
  ) -> (instant: Instant, isNaive: Bool)? {
    let count = bytes.count
    guard count >= 16, let start = bytes.baseAddress else { return parseNumber(bytes) }
    guard count >= 20 else { return parseUsual(bytes) }
    let head = start.loadUnaligned(as: UInt64.self)
    let tail = start.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    guard head == dateHead, tail == dateTail, isSeparator(bytes[10]) else {
      return parseUsual(bytes)
    }
    // `HH:MM:SS` less `00:00:00`: digits become 0...9 and colons 0. The sum sets a byte's top bit exactly
    // when a digit is above 9 or a colon above 0; a carry needs a top bit that is tested itself.
    let clock =
      UInt64(
        littleEndian: start.loadUnaligned(fromByteOffset: 11, as: UInt64.self)
      ) ^ 0x3030_3A30_303A_3030
    guard ((clock &+ 0x7676_7F76_767F_7676) | clock) & 0x8080_8080_8080_8080 == 0 else {
      return parseUsual(bytes)
    }
    let hour = Int64(clock & 15) &* 10 &+ Int64(clock &>> 8 & 15)
    let minute = Int64(clock &>> 24 & 15) &* 10 &+ Int64(clock &>> 32 & 15)
    let second = Int64(clock &>> 48 & 15) &* 10 &+ Int64(clock &>> 56 & 15)
    guard hour < 24, minute < 60, second < 60, bytes[count - 1] == UInt8(ascii: "Z") else {
      return parseUsual(bytes)
    }
    let seconds = (hour &* 60 &+ minute) &* 60 &+ second
    let whole = day &* Span.day &+ seconds &* 1000
    if count == 20 { return (Instant(milliseconds: whole), false) }
    guard count == 24, bytes[19] == UInt8(ascii: "."),
      let first = digit(bytes[20]), let second = digit(bytes[21]), let third = digit(bytes[22])
    else { return parseUsual(bytes) }
    let fraction = first &* 100 &+ second &* 10 &+ third
    return (Instant(milliseconds: whole &+ fraction), false)
  }

  /// Everything that the short way does not take.
  @inline(never)
  private mutating func parseUsual(
    _ bytes: UnsafeRawBufferPointer
  ) -> (instant: Instant, isNaive: Bool)? {
    guard bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      return parseNumber(bytes)
    }
    guard let stamp = parseDialect(bytes) else { return nil }
    remember(bytes, day: stamp.day)
    let wallClock = stamp.day * Span.day + stamp.milliseconds
    guard let offset = stamp.offset else {
      return (instant(wallClock: wallClock), true)
    }
    return (Instant(milliseconds: wallClock - offset), false)
  }

  private mutating func remember(_ bytes: UnsafeRawBufferPointer, day: Int64) {
    dateHead = bytes.loadUnaligned(as: UInt64.self)
    dateTail = bytes.loadUnaligned(fromByteOffset: 8, as: UInt16.self)
    self.day = day
  }

  /// The instant of a wall clock in the assumed zone.
  ///
  /// Asking a zone is slow. When clocks were not changed from a day before to a day after, one offset holds
  /// for the whole day; twelve hours between samples is enough, as no place changes clocks there and back
  /// within half a day.
  mutating func instant(wallClock: Int64) -> Instant {
    let wallDay = Int64(CivilDate.day(ofWallClock: wallClock))
    let place = Int(truncatingIfNeeded: wallDay) & (steadyDays.count - 1)
    if steadyDays[place].day == wallDay {
      return Instant(milliseconds: wallClock - steadyDays[place].offset)
    }
    let start = wallDay * Span.day
    let offset = assumed.offset(at: Instant(milliseconds: start - Span.day))
    for half: Int64 in -1...4
    where assumed.offset(at: Instant(milliseconds: start + half * Span.day / 2)) != offset {
      return assumed.instant(wallClock: wallClock)
    }
    steadyDays[place] = (wallDay, offset)
    return Instant(milliseconds: wallClock - offset)
  }

  private static func word(_ text: StaticString) -> UInt64 {
    UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt64.self)
  }

  private static func half(_ text: StaticString) -> UInt16 {
    UnsafeRawPointer(text.utf8Start).loadUnaligned(as: UInt16.self)
  }
}

extension TimestampParser {
  /// The value of an ASCII digit.
  @inline(__always)
  func digit(_ byte: UInt8) -> Int64? {
    let value = byte &- UInt8(ascii: "0")
    return value < 10 ? Int64(value) : nil
  }

  /// What may stand between date and time.
  @inline(__always)
  func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "T") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "t")
  }
}
