/// A time zone for calendar grouping and for timestamps without an offset.
///
/// UTC never touches a file. Other zones are read once from the machine's zone database. Who asks for every message
/// remembers the answer: offsets change at whole quarters of an hour at the earliest, so one look-up a quarter is exact.
package struct CalendarZone: Sendable {
  package let name: String
  private let zone: ZoneFile?

  package static let utc = CalendarZone(name: "UTC", zone: nil)

  private init(name: String, zone: ZoneFile?) {
    self.name = name
    self.zone = zone
  }

  /// - Parameter name: An IANA name such as `Europe/Berlin`, or `UTC`. Nil when the machine does not know it.
  package init?(named name: String) {
    if name == "UTC" || name == "GMT" || name == "Z" {
      self = .utc
      return
    }
    guard let folder = ZoneDatabase.folder else { return nil }
    self.init(named: name, in: folder)
  }

  /// A zone of the files in a folder; there `UTC` is one of them.
  init?(named name: String, in folder: String) {
    guard let zone = ZoneDatabase.zone(named: name, in: folder) else { return nil }
    self.init(name: name, zone: zone)
  }

  /// What to do about a machine that knows no zone but UTC; nil when it knows others.
  package static var advice: String? { ZoneDatabase.advice }

  /// Milliseconds to add to an instant to get wall-clock time there.
  package func offset(at instant: Instant) -> Int64 {
    guard let zone else { return 0 }
    let (second, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 1000)
    return zone.offset(at: rest < 0 ? second - 1 : second) * 1000
  }

  /// The instant at which clocks there show this wall-clock time, given as if it were UTC.
  ///
  /// In the hour that occurs twice the earlier instant is taken; in the hour that does not occur, the offset from
  /// before the change.
  package func instant(wallClock: Int64) -> Instant {
    guard zone != nil else { return Instant(milliseconds: wallClock) }
    let before = offset(at: Instant(milliseconds: wallClock - Span.day))
    let after = offset(at: Instant(milliseconds: wallClock + Span.day))
    let early = Instant(milliseconds: wallClock - Swift.max(before, after))
    if offset(at: early) == Swift.max(before, after) { return early }
    let late = Instant(milliseconds: wallClock - Swift.min(before, after))
    if offset(at: late) == Swift.min(before, after) { return late }
    return Instant(milliseconds: wallClock - before)
  }

  /// Wall-clock milliseconds, as if the zone were UTC.
  package func wallClock(_ instant: Instant) -> Int64 {
    instant.milliseconds + offset(at: instant)
  }
}

/// Calendar arithmetic on wall-clock milliseconds, proleptic Gregorian.
package enum CivilDate {
  /// Days since 1970-01-01.
  package static func day(ofWallClock wallClock: Int64) -> Int {
    Int(floorDivided(wallClock, Span.day))
  }

  /// 0 Monday … 6 Sunday.
  package static func weekday(ofDay day: Int) -> Int {
    // 1970-01-01 was a Thursday.
    let shifted = (day + 3) % 7
    return shifted < 0 ? shifted + 7 : shifted
  }

  package static func hour(ofWallClock wallClock: Int64) -> Int {
    Int((wallClock - floorDivided(wallClock, Span.day) * Span.day) / Span.hour)
  }

  /// Year, month and day after H.
  ///
  /// Hinnant's `civil_from_days`.
  package static func components(ofDay day: Int) -> (year: Int, month: Int, day: Int) {
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthIndex + 2) / 5 + 1
    )
  }

  /// Days since 1970-01-01 of a date; the inverse of `components(ofDay:)`.
  package static func day(year: Int, month: Int, day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// `2026-03-02`.
  package static func text(ofDay day: Int) -> String {
    let date = components(ofDay: day)
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2)
  }

  /// The Monday of the ISO 8601 week that holds the day.
  package static func monday(ofDay day: Int) -> Int { day - weekday(ofDay: day) }

  static func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: Swift.max(0, width - text.utf8.count)) + text
  }

  static func floorDivided(_ value: Int64, _ divisor: Int64) -> Int64 {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }
}

extension Instant {
  /// `2026-03-02T09:15:00.000Z`; empty when missing.
  package var iso8601: String {
    guard isKnown else { return "" }
    let day = CivilDate.day(ofWallClock: milliseconds)
    let rest = Int(milliseconds - Int64(day) * Span.day)
    let date = CivilDate.components(ofDay: day)
    guard (0...9999).contains(date.year) else {
      return CivilDate.text(ofDay: day) + "T" + Self.time(rest)
    }
    // Digit by digit: a page of conversations has thousands of times.
    return String(unsafeUninitializedCapacity: 24) { buffer in
      var at = 0
      func put(_ number: Int, _ width: Int, _ mark: Unicode.Scalar) {
        var rest = number
        for place in stride(from: at + width - 1, through: at, by: -1) {
          buffer[place] = UInt8(0x30 + rest % 10)
          rest /= 10
        }
        buffer[at + width] = UInt8(truncatingIfNeeded: mark.value)
        at += width + 1
      }
      put(date.year, 4, "-")
      put(date.month, 2, "-")
      put(date.day, 2, "T")
      put(rest / 3_600_000, 2, ":")
      put(rest / 60_000 % 60, 2, ":")
      put(rest / 1000 % 60, 2, ".")
      put(rest % 1000, 3, "Z")
      return 24
    }
  }

  private static func time(_ rest: Int) -> String {
    CivilDate.padded(rest / 3_600_000, 2) + ":" + CivilDate.padded(rest / 60_000 % 60, 2) + ":"
      + CivilDate.padded(rest / 1000 % 60, 2) + "." + CivilDate.padded(rest % 1000, 3) + "Z"
  }
}
