import Conversations
import Facts
import Records
import Testing

/// METRICS 2, two clocks: the second figure counts only seconds inside the calendar.
struct BusinessClockTests {
  private static let office = BusinessCalendar(hours: "Mon-Fri 09:00-17:00")

  /// Monday 2 March 2026, 09:00, is second 0; the office closes at second 28 800.
  private let close = 8 * hour
  private let nextOpen = day

  private func measured(
    _ timeline: [TimelineEntry],
    _ calendar: BusinessCalendar? = office
  ) -> Row {
    measure(timeline) { _ in
    } options: {
      $0.calendar = calendar
    }
  }

  // MARK: The calendar

  /// From, to, and the open seconds between: within a day, over a night, over a weekend, at night alone, before opening,
  /// a whole week, a Saturday.
  private static let stretches: [[Double]] = [
    [0, 600, 600], [28_740, 86_520, 180], [345_600, 604_800, 28_800], [32_400, 36_000, 0],
    [-3600, 60, 60], [0, 604_800, 144_000], [432_000, 518_400, 0],
  ]

  @Test(arguments: stretches)
  func `only open hours count`(_ stretch: [Double]) throws {
    let calendar = try #require(Self.office)
    let (from, to) = (at(stretch[0]), at(stretch[1]))
    let span = calendar.reading(to, .utc).since(calendar.reading(from, .utc))
    #expect(span == Int64(stretch[2] * 1000))
  }

  @Test func `holidays count nothing, in any order, and weekends as holidays take nothing off`()
    throws
  {
    let monday = CivilDate.day(year: 2026, month: 3, day: 2)
    let calendar = try #require(Self.office).closed(on: [monday + 5, monday + 1, monday + 1])
    let week = calendar.reading(at(7 * day), .utc).since(calendar.reading(at(0), .utc))
    #expect(week == Int64(32 * hour * 1000))
    #expect(calendar.isOpen(at(0), .utc))
    #expect(!calendar.isOpen(at(day), .utc))
    #expect(!calendar.isOpen(at(close), .utc))
    #expect(!calendar.isOpen(.missing, .utc))
    #expect(calendar.reading(.missing, .utc) == .missing)
  }

  @Test func `hours are those of the zone, and the clock never runs back over summer time`() throws
  {
    let zone = try #require(CalendarZone(named: "Europe/Berlin"))
    let calendar = try #require(BusinessCalendar(hours: "Mon-Sun 00:00-24:00"))
    // In Berlin clocks go forward on 29 March and back on 25 October 2026.
    for (month, day) in [(3, 28), (10, 24)] {
      let start = Int64(CivilDate.day(year: 2026, month: month, day: day)) * Span.day
      var last = calendar.reading(Instant(milliseconds: start), zone)
      for minute in 0..<(3 * 24 * 60) {
        let now = calendar.reading(Instant(milliseconds: start + Int64(minute) * Span.minute), zone)
        #expect(now >= last)
        last = now
      }
    }
    let office = try #require(Self.office)
    // 08:30 in UTC is 09:30 in Berlin in winter.
    #expect(office.isOpen(at(-1800), zone))
    #expect(!office.isOpen(at(-1800), .utc))
  }

  @Test(arguments: [
    "Mon-Fri 09:00-17:00", "Mon 00:00-24:00", "Sat-Mon 10:00-12:00",
    "Mon-Fri 09:00-12:00, Mon-Fri 13:00-17:00",
  ])
  func `calendars are read`(_ text: String) {
    #expect(BusinessCalendar(hours: text)?.text == text)
  }

  @Test(arguments: [
    "", "Mon", "09:00-17:00", "Mon-Fri 9-17", "Mon-Fri 17:00-09:00", "Mon 09:00-09:00",
    "Mon 09:00-24:01", "Mon 09:60-10:00", "Mon-Tue-Wed 09:00-10:00", "Mo 09:00-10:00",
    "Mon 09:00-12:00, Mon 11:00-13:00", "Mon 09:00-12:00,", "Mon 09:00 - 12:00", "Mon +9:00-12:00",
  ])
  func `what is no calendar is refused`(_ text: String) {
    #expect(BusinessCalendar(hours: text) == nil)
  }

  // MARK: The figures

  @Test func `a reply in the morning to a question of the evening waited for minutes`() {
    // Asked a minute before closing, answered two minutes after opening.
    let row = measured([customer(close - 60), human(nextOpen + 120)])
    #expect(row.value(.firstResponseTime) == day - close + 180)
    #expect(row.value(.firstResponseTimeBusiness) == 180)
    #expect(row.value(.timeToHumanBusiness) == 180)
    #expect(row.value(.customerWaitTotalBusiness) == 180)
    #expect(row.value(.fullResolutionTimeBusiness) == 180)
    // What it is about does not change.
    #expect(row.value(.turns) == 1)
    #expect(row.outcome == .silentAfterAnswer)
  }

  @Test func `who asks and is answered at night waits for nothing on this clock`() {
    let row = measured([customer(close + hour), bot(close + hour + 30)])
    #expect(row.value(.firstResponseTime) == 30)
    #expect(row.value(.firstResponseTimeBusiness) == 0)
    #expect(row.value(.firstResolutionTimeBusiness) == nil)
    #expect(row.null(.firstResolutionTimeBusiness) == .notResolved)
  }

  @Test func `null and open stay null and open for the same reasons`() {
    let silent = measured([customer(0)])
    #expect(silent.null(.firstResponseTimeBusiness) == .noReply)
    // Forty days from a Monday morning end on a Saturday: six weeks of five days.
    #expect(silent.censored(.firstResponseTimeBusiness) == 30 * 8 * hour)
    let backwards = measured(
      [customer(0), bot(-30)]
        + (1...9).flatMap { [customer(Double($0) * 100), bot(Double($0) * 100 + 9)] }
    )
    #expect(backwards.null(.firstResponseTime) == .clockBackwards)
    #expect(backwards.null(.firstResponseTimeBusiness) == .clockBackwards)
    let untimed = measured([customer(nil), bot(nil)])
    #expect(untimed.null(.firstResponseTimeBusiness) == .missingTimestamp)
    let none = measured([customer(0), bot(9)], nil)
    #expect(none.null(.firstResponseTimeBusiness) == .noCalendar)
    #expect(none.null(.handoffFailureStaffed) == .noCalendar)
    #expect(none.table.hasCalendar == false)
  }

  @Test func `queue, hand-off and solved are measured on it too`() {
    let row = measured([
      customer(0), bot(4), event(.handoffInitiated, close - 100, .bot),
      event(.queueEnter, close - 100), event(.queueExit, nextOpen + 50), human(nextOpen + 60),
      event(.solved, nextOpen + 100, .human),
    ])
    #expect(row.value(.handoffWaitBusiness) == 160)
    #expect(row.value(.queueWaitBusiness) == 150)
    #expect(row.value(.firstResolutionTimeBusiness) == close + 100)
    #expect(row.evidence(.handoffFailureStaffed) != nil)
  }

  @Test func `hand-offs that fail are split by whether somebody was there`() {
    func failed(at seconds: Double) -> Row {
      measured([customer(seconds), bot(seconds + 4), event(.handoffInitiated, seconds + 5, .bot)])
    }
    let byDay = failed(at: 0)
    #expect(byDay.rate(.handoffFailure) == true)
    #expect(byDay.rate(.handoffFailureStaffed) == true)
    #expect(byDay.null(.handoffFailureUnstaffed) == .notApplicable)
    let byNight = failed(at: close + hour)
    #expect(byNight.null(.handoffFailureStaffed) == .notApplicable)
    #expect(byNight.rate(.handoffFailureUnstaffed) == true)
    #expect(measured(answered(at: 0)).null(.handoffFailureStaffed) == .notApplicable)
  }

  @Test(arguments: UInt64(1)...10)
  func `an always open calendar gives the elapsed figures`(seed: UInt64) {
    var chance = SeededGenerator(seed: seed)
    var log = Log()
    log.options.calendar = BusinessCalendar(hours: "Mon-Sun 00:00-24:00")
    for number in 0..<30 {
      var clock = Double(Int.random(in: 0...20, using: &chance)) * day
      let timeline = (0..<Int.random(in: 1...9, using: &chance)).map { _ in
        clock += Double(Int.random(in: 0...50_000, using: &chance))
        switch Int.random(in: 0..<5, using: &chance) {
        case 0, 1: return customer(clock)
        case 2: return bot(clock)
        case 3: return human(clock)
        default:
          return event(
            [.solved, .handoffInitiated, .queueEnter].randomElement(using: &chance) ?? .solved,
            clock,
            .bot
          )
        }
      }
      log.add("c\(number)", timeline)
    }
    let table = log.built.table
    let pairs: [(ValueMetric, ValueMetric)] = [
      (.firstResponseTime, .firstResponseTimeBusiness), (.timeToHuman, .timeToHumanBusiness),
      (.handoffWait, .handoffWaitBusiness), (.queueWait, .queueWaitBusiness),
      (.firstResolutionTime, .firstResolutionTimeBusiness),
      (.fullResolutionTime, .fullResolutionTimeBusiness),
      (.customerWaitTotal, .customerWaitTotalBusiness),
    ]
    for (elapsed, business) in pairs { #expect(table[elapsed] == table[business]) }
  }
}
