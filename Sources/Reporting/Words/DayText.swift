/// Calendar days as people and as files write them.
enum DayText {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `2026-03-02` from days since 1970-01-01.
  ///
  /// Source: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
  static func iso(daysSince1970 days: Int) -> String {
    let (year, month, day) = civil(days)
    let digits = String(year.magnitude)
    let padded = String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    return (year < 0 ? "-" : "") + padded + "-" + two(month) + "-" + two(day)
  }

  /// `2 Mar` from days since 1970-01-01.
  static func short(daysSince1970 days: Int) -> String {
    let (_, month, day) = civil(days)
    return String(day) + "\u{A0}" + months[month - 1]
  }

  /// `Mar 2026` from days since 1970-01-01.
  static func month(daysSince1970 days: Int) -> String {
    let (year, month, _) = civil(days)
    return months[month - 1] + "\u{A0}" + String(year)
  }

  /// `2 Mar – 29 Mar 2026` from two ISO days; what is not a date is given back as it is.
  static func range(_ first: String, _ last: String) -> String {
    guard let start = parts(first), let end = parts(last) else { return first + " to " + last }
    let endText = "\(end.day)\u{A0}\(months[end.month - 1])\u{A0}\(end.year)"
    if first == last { return endText }
    let startText = "\(start.day)\u{A0}\(months[start.month - 1])"
    return startText + (start.year == end.year ? "" : "\u{A0}\(start.year)") + " \u{2013} "
      + endText
  }

  private static func parts(_ text: String) -> (year: Int, month: Int, day: Int)? {
    let fields = text.split(separator: "-")
    guard fields.count == 3, let year = Int(fields[0]), let month = Int(fields[1]),
      let day = Int(fields[2]), (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    return (year, month, day)
  }

  private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    // Far outside any calendar in use; keeps the arithmetic below from overflowing.
    let shifted = min(max(days, -100_000_000), 100_000_000) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }

  private static func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
}
