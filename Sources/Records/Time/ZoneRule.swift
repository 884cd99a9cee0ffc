/// How clocks go in every year from some time on: the text behind the data of a TZif file.
///
/// POSIX.1-2017, section 8.3, with the wider times of RFC 8536, section 3.3.1: `CET-1CEST,M3.5.0,M10.5.0/3`. What
/// is called summer time here may be winter's, as in Ireland.
struct ZoneRule: Sendable {
  /// A day of each year.
  private enum Day {
    /// From 1 to 365; 29 February is never counted.
    case numbered(Int)
    /// From 0 to 365, with 29 February where there is one.
    case counted(Int)
    /// The weekday, 0 for Sunday, in the week of the month; the fifth week is the last.
    case weekday(month: Int, week: Int, weekday: Int)

    /// Days since 1970-01-01.
    func number(in year: Int) -> Int {
      switch self {
      case .numbered(let day):
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        return CivilDate.day(year: year, month: 1, day: 1) + day - (isLeap && day >= 60 ? 0 : 1)
      case .counted(let day): return CivilDate.day(year: year, month: 1, day: 1) + day
      case .weekday(let month, let week, let weekday):
        let first = CivilDate.day(year: year, month: month, day: 1)
        // `CivilDate` begins weeks with Monday.
        let ahead = ((weekday + 6) % 7 - CivilDate.weekday(ofDay: first) + 7) % 7
        let day = first + ahead + (week - 1) * 7
        let next = CivilDate.day(
          year: month == 12 ? year + 1 : year,
          month: month % 12 + 1,
          day: 1
        )
        return day < next ? day : day - 7
      }
    }
  }

  private struct Change {
    var day: Day
    /// Seconds after midnight by the clock before the change; may lie days before or behind.
    var time: Int

    /// Seconds since 1970 as if the clock before the change were UTC.
    func second(in year: Int) -> Int { day.number(in: year) * 86_400 + time }
  }

  private struct Summer {
    var offset: Int
    /// Nil when it never ends.
    var changes: (start: Change, end: Change)?
  }

  /// Seconds east of UTC.
  private let standard: Int
  private let summer: Summer?

  /// Nil for a text that is no such rule as a whole.
  init?(_ text: ArraySlice<UInt8>) {
    var reader = Reader(rest: text)
    guard reader.name(), let west = reader.time(hours: 24) else { return nil }
    standard = -west
    if reader.rest.isEmpty {
      summer = nil
      return
    }
    guard reader.name() else { return nil }
    var read = Summer(offset: standard + 3600)
    if let next = reader.rest.first, next != 0x2C {
      guard let west = reader.time(hours: 24) else { return nil }
      read.offset = -west
    }
    if !reader.rest.isEmpty {
      guard let start = reader.change(), let end = reader.change(), reader.rest.isEmpty else {
        return nil
      }
      read.changes = (start, end)
    }
    summer = read
  }

  /// Seconds east of UTC at a moment in seconds since 1970.
  func offset(at second: Int64) -> Int {
    guard let summer else { return standard }
    guard let (start, end) = summer.changes else { return summer.offset }
    let second = Int(second)
    let day = second / 86_400 - (second % 86_400 < 0 ? 1 : 0)
    let year = CivilDate.components(ofDay: day).year
    // Times reach a week beyond their day, so that a change may lie in the year before or after its own.
    for begun in year - 1...year + 1 {
      let first = start.second(in: begun) - standard
      var last = end.second(in: begun) - summer.offset
      if last < first { last = end.second(in: begun + 1) - summer.offset }
      if first <= second, second < last { return summer.offset }
    }
    return standard
  }

  private struct Reader {
    var rest: ArraySlice<UInt8>

    mutating func take(_ byte: UInt8) -> Bool {
      guard rest.first == byte else { return false }
      rest.removeFirst()
      return true
    }

    /// Three letters or more, or the same with digits and signs between `<` and `>`.
    mutating func name() -> Bool {
      let isQuoted = take(0x3C)
      let word = rest.prefix { byte in
        (0x41...0x5A).contains(byte & 0xDF)
          || (isQuoted && ((0x30...0x39).contains(byte) || byte == 0x2B || byte == 0x2D))
      }
      rest = rest.dropFirst(word.count)
      return word.count >= 3 && (!isQuoted || take(0x3E))
    }

    /// A whole number of up to three digits.
    mutating func number(_ range: ClosedRange<Int>) -> Int? {
      let digits = rest.prefix(4).prefix { (0x30...0x39).contains($0) }
      rest = rest.dropFirst(digits.count)
      guard (1...3).contains(digits.count) else { return nil }
      let number = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      return range.contains(number) ? number : nil
    }

    /// `2`, `-1:30` or `24:59:59`, in seconds.
    mutating func time(hours: Int) -> Int? {
      let sign = take(0x2D) ? -1 : 1
      if sign > 0 { _ = take(0x2B) }
      guard var seconds = number(0...hours).map({ $0 * 3600 }) else { return nil }
      for unit in [60, 1] where take(0x3A) {
        guard let part = number(0...59) else { return nil }
        seconds += part * unit
      }
      return sign * seconds
    }

    /// `,M3.5.0/2`, `,J60` or `,59/-1`; at two o'clock when no time is given.
    mutating func change() -> Change? {
      guard take(0x2C), let day = day() else { return nil }
      guard take(0x2F) else { return Change(day: day, time: 7200) }
      return time(hours: 167).map { Change(day: day, time: $0) }
    }

    private mutating func day() -> Day? {
      if take(0x4A) { return number(1...365).map { .numbered($0) } }
      guard take(0x4D) else { return number(0...365).map { .counted($0) } }
      guard let month = number(1...12), take(0x2E), let week = number(1...5), take(0x2E),
        let weekday = number(0...6)
      else { return nil }
      return .weekday(month: month, week: week, weekday: weekday)
    }
  }
}
