/// When customers make a contact out of the blue.
///
/// Hour by hour, a number of arrivals is drawn that varies as chance would have it, and each gets an
/// instant inside the hour. Weekday and hour give each hour its weight.
struct Arrivals: Sendable {
  /// Weights of the hours of a day.
  private static let hours = [
    3, 2, 2, 2, 3, 6, 14, 30, 56, 78, 86, 82, 70, 72, 80, 78, 74, 66, 56, 50, 42, 30, 16, 8,
  ]
  /// Weights of the days of a week, Monday first.
  private static let days = [118, 110, 104, 102, 100, 60, 46]
  private static let total = hours.reduce(0, +) * days.reduce(0, +)

  private var hour: Int64
  private let end: Int64
  private let perWeek: Int
  /// Arrivals of the current hour, the earliest last.
  private var pending: [Int64] = []

  init(start: Int64, end: Int64, perWeek: Int) {
    hour = start - start % Instant.hour
    self.end = end
    self.perWeek = perWeek
  }

  /// The next arrival, or nil when the period is over.
  mutating func next(_ chance: inout Chance) -> Int64? {
    while pending.isEmpty, hour < end {
      // 1970-01-01 was a Thursday.
      let weekday = Int((hour / Instant.day + 3) % 7)
      let weight = Self.days[weekday] * Self.hours[Int(hour / Instant.hour % 24)]
      // Twice the expected number of trials, each with a chance of one half, and the rest by one more.
      let (trials, rest) = (2 * perWeek * weight).quotientAndRemainder(dividingBy: Self.total)
      var number = chance.below(2 * Self.total) < rest ? 1 : 0
      for _ in 0..<trials where chance.below(2) == 1 { number += 1 }
      for _ in 0..<number {
        let instant = hour + Int64(chance.below(Int(Instant.hour)))
        if instant < end { pending.append(instant) }
      }
      pending.sort(by: >)
      hour += Instant.hour
    }
    return pending.popLast()
  }
}
