import Comparisons
import Facts
import Testing

/// M30 to M32 by the hour of the day at which contacts began.
@Suite struct RequestHoursTests {
  /// Contacts given first to the bot, in one hour of the week: all ask for a human, some never get one.
  private struct Hour {
    var hour: UInt8
    var unmet: Int
    var of: Int
    /// Seconds until a human answered those who got one.
    var seconds = 60.0
    var isAsking = true
  }

  private func found(_ hours: [Hour]) async -> RequestHours? {
    var maker = TableMaker()
    for hour in hours { maker.add(.botFirst, hour.of, of: hour.of) }
    var table = maker.table()
    table.hourOfWeek = []
    for hour in hours {
      for index in 0..<hour.of {
        let row = table.hourOfWeek.count
        let isMet = index >= hour.unmet
        table[.humanRequest][row] = .known(hour.isAsking, .heuristic)
        table[.unmetHumanRequest][row] =
          hour.isAsking ? .known(!isMet, .heuristic) : .null(.notApplicable)
        table[.deflectedHumanRequest][row] =
          hour.isAsking ? .known(false, .heuristic) : .null(.notApplicable)
        table[.humanRequestEffortSeconds][row] =
          hour.isAsking
          ? isMet ? .known(hour.seconds, .heuristic) : .censored(at: hour.seconds, .noReply)
          : .null(.notApplicable)
        table.hourOfWeek.append(hour.hour)
      }
    }
    return await findings(
      table: table,
      run: RunFacts(version: "1", dictionaryVersion: "1", lexiconVersion: "1"),
      quality: DataQuality(),
      options: ComparisonOptions()
    ).requestHours
  }

  @Test func `the same hour of all days is one hour`() async throws {
    let hours = try #require(
      await found([
        Hour(hour: 3, unmet: 4, of: 20), Hour(hour: 24 + 3, unmet: 2, of: 20),
        Hour(hour: 48 + 4, unmet: 5, of: 5), Hour(hour: 167, unmet: 21, of: 21),
      ])
    )
    #expect(hours.cohort == .entry(.botFirst) && hours.hours.count == 24)
    #expect(hours.hours[3].unmet.numerator == 6 && hours.hours[3].unmet.denominator == 40)
    #expect(hours.hours[3].unmet.value == 0.15)
    #expect(hours.hours[23].unmet.value == 1)
    #expect(hours.hours[3].seconds.value == 60)
    #expect(hours.asked == 66)
    // What an hour is too small to show, a quarter of the day may.
    #expect(hours.hours[4].unmet.nullReason == "too_few")
    #expect(hours.quarters.map(\.unmet.denominator) == [45, 0, 0, 21])
    #expect(hours.quarters[0].unmet.numerator == 11)
  }

  @Test func `who did not ask counts among those who might have, and nowhere else`() async throws {
    let hours = try #require(
      await found([
        Hour(hour: 9, unmet: 0, of: 6), Hour(hour: 9, unmet: 0, of: 14, isAsking: false),
      ])
    )
    #expect(hours.hours[9].asked.numerator == 6 && hours.hours[9].asked.denominator == 20)
    #expect(hours.hours[9].unmet.denominator == 6)
    #expect(hours.hours[9].deflected.numerator == 0)
  }

  @Test func `few contacts give counts and no share`() async throws {
    let hours = try #require(await found([Hour(hour: 0, unmet: 1, of: 4)]))
    #expect(hours.hours[0].unmet.value == nil && hours.hours[0].unmet.nullReason == "too_few")
    #expect(hours.hours[0].unmet.numerator == 1 && hours.hours[0].unmet.denominator == 4)
    #expect(hours.hours[1].unmet.nullReason == "no_contacts")
  }

  @Test func `a contact without a time is in no hour, and without a request there are none`() async
  {
    #expect(await found([Hour(hour: ContactTable.undatedHour, unmet: 0, of: 9)]) == nil)
    #expect(await found([Hour(hour: 3, unmet: 0, of: 9, isAsking: false)]) == nil)
  }
}
