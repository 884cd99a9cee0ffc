package import Records

/// The hours of the week and the holidays by which the business clock runs (METRICS 2).
///
/// Hours are those of clocks in the zone of the run. Where a stretch holds a change of summer time it counts as long as
/// it is on other days, at most.
package struct BusinessCalendar: Sendable, Hashable {
  /// Stretches of each weekday from Monday, in milliseconds since midnight, in order and apart.
  private let stretches: [[Range<Int64>]]
  /// In days since 1970, in order.
  package private(set) var holidays: [Int] = []
  /// As it was written.
  package let text: String

  // What a whole week, the days of it before each weekday, and the holidays before each holiday add up to
  private let week: Int64
  private let beforeWeekday: [Int64]
  private var beforeHoliday: [Int64] = [0]

  /// Reads `Mon-Fri 09:00-17:30, Sat 10:00-14:00`; nil for anything else, and for hours that overlap.
  package init?(hours text: String) {
    var days = [[Range<Int64>]](repeating: [], count: 7)
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let words = part.split(separator: " ")
      guard words.count == 2, let of = Self.weekdays(words[0]), let range = Self.hours(words[1])
      else { return nil }
      for day in of { days[day].append(range) }
    }
    for day in days.indices {
      days[day].sort { $0.lowerBound < $1.lowerBound }
      for (one, next) in zip(days[day], days[day].dropFirst())
      where one.upperBound > next.lowerBound { return nil }
    }
    self.text = text
    stretches = days
    let lengths = days.map { $0.reduce(Int64(0)) { $0 + Int64($1.count) } }
    var sum: Int64 = 0
    beforeWeekday = lengths.map { length in
      defer { sum += length }
      return sum
    }
    week = sum
  }

  /// The same with holidays, on which nobody works.
  package func closed(on days: some Sequence<Int>) -> Self {
    var calendar = self
    calendar.holidays = Set(days).sorted()
    var sum: Int64 = 0
    calendar.beforeHoliday =
      [0]
      + calendar.holidays.map { day in
        sum += length(ofWeekday: CivilDate.weekday(ofDay: day))
        return sum
      }
    return calendar
  }

  private func length(ofWeekday day: Int) -> Int64 {
    (day == 6 ? week : beforeWeekday[day + 1]) - beforeWeekday[day]
  }

  /// What the business clock shows at an instant: only differences mean something.
  ///
  /// It never runs backwards.
  package func reading(_ instant: Instant, _ zone: CalendarZone) -> Instant {
    guard instant.isKnown else { return .missing }
    let day = CivilDate.day(ofWallClock: zone.wallClock(instant))
    return Instant(milliseconds: total(before: day) + worked(on: day, until: instant, zone))
  }

  /// Whether somebody works at an instant.
  package func isOpen(_ instant: Instant, _ zone: CalendarZone) -> Bool {
    guard instant.isKnown else { return false }
    let wallClock = zone.wallClock(instant)
    let day = CivilDate.day(ofWallClock: wallClock)
    let time = wallClock - Int64(day) * Span.day
    return !isHoliday(day)
      && stretches[CivilDate.weekday(ofDay: day)].contains { $0.contains(time) }
  }

  private func worked(on day: Int, until instant: Instant, _ zone: CalendarZone) -> Int64 {
    if isHoliday(day) { return 0 }
    return stretches[CivilDate.weekday(ofDay: day)].reduce(0) { sum, stretch in
      let opened = zone.instant(wallClock: Int64(day) * Span.day + stretch.lowerBound)
      let open = instant.milliseconds - opened.milliseconds
      return sum + min(max(open, 0), Int64(stretch.count))
    }
  }

  /// All hours of the days before a day, counted from a Monday.
  private func total(before day: Int) -> Int64 {
    // 1969-12-29 was a Monday.
    let days = Int64(day) + 3
    let weekday = CivilDate.weekday(ofDay: day)
    let weeks = (days - Int64(weekday)) / 7
    return weeks * week + beforeWeekday[weekday] - beforeHoliday[holidaysBefore(day)]
  }

  /// How many holidays lie before a day.
  private func holidaysBefore(_ day: Int) -> Int {
    var (low, high) = (0, holidays.count)
    while low < high {
      let middle = (low + high) / 2
      if holidays[middle] < day { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isHoliday(_ day: Int) -> Bool {
    let place = holidaysBefore(day)
    return place < holidays.count && holidays[place] == day
  }

  // MARK: Reading

  private static let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

  /// `Mon` or `Mon-Fri`; `Sat-Mon` goes over the end of the week.
  private static func weekdays(_ text: Substring) -> [Int]? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { name in
      names.firstIndex(of: String(name))
    }
    guard let first = ends.first ?? nil, let last = ends.last ?? nil, ends.count <= 2 else {
      return nil
    }
    return (0...(last - first + 7) % 7).map { (first + $0) % 7 }
  }

  /// `09:00-17:30`; the day ends at 24:00.
  private static func hours(_ text: Substring) -> Range<Int64>? {
    let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(minutes)
    guard ends.count == 2, let first = ends[0], let last = ends[1], first < last else { return nil }
    return first * Span.minute..<last * Span.minute
  }

  private static func minutes(_ text: Substring) -> Int64? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 2 }),
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let hour = Int64(parts[0]), let minute = Int64(parts[1]), minute < 60,
      hour * 60 + minute <= 24 * 60
    else { return nil }
    return hour * 60 + minute
  }
}
