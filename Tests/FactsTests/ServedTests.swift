import Conversations
import Facts
import Records
import Testing

/// M06: whether a customer is answered in time, and at which hour of the week.
struct ServedTests {
  @Test func `a bot has a minute, a human a quarter of an hour`() {
    #expect(measure([customer(0), bot(60)]).rate(.served) == true)
    #expect(measure([customer(0), bot(61)]).rate(.served) == false)
    #expect(measure([customer(0), human(15 * minute)]).rate(.served) == true)
    #expect(measure([customer(0), human(15 * minute + 1)]).rate(.served) == false)
    // Who gives the first substantive reply decides, not who was given the contact.
    #expect(measure([customer(0), bot(5, .noMatch), human(10 * minute)]).rate(.served) == true)
  }

  @Test func `acknowledgements and no-matches serve nobody`() {
    #expect(measure([customer(0), bot(1, .autoAck), bot(100)]).rate(.served) == false)
    #expect(measure([customer(0), bot(1, .noMatch)]).rate(.served) == false)
  }

  @Test func `nobody who replied is not served, unless the limit is not over yet`() {
    let waiting = [event(.assigned, -1, .bot), customer(0)]
    #expect(measure(waiting, asOf: 61).rate(.served) == false)
    #expect(measure(waiting, asOf: 60).null(.served) == .openCensored)
    let queued = [event(.queueEnter, -1), customer(0)]
    #expect(measure(queued, asOf: 61).null(.served) == .openCensored)
    #expect(measure(queued, asOf: 15 * minute + 1).rate(.served) == false)
  }

  @Test func `a missing or backward time is neither`() {
    #expect(measure([customer(0), bot(nil)]).null(.served) == .missingTimestamp)
    #expect(measure([customer(nil), bot(5)]).null(.served) == .missingTimestamp)
    #expect(
      measure([customer(100), bot(5)]) { _ in
      } options: {
        $0.rules.unit = .contact
      }
      .null(.served) == .clockBackwards
    )
  }

  @Test func `the limits are settings`() {
    let row = measure([customer(0), bot(30)]) { _ in
    } options: {
      $0.servedBotReply = 20_000
    }
    #expect(row.rate(.served) == false)
  }

  @Test func `the hour of the week is that of the start in the reporting zone`() {
    // Monday 09:00 UTC.
    #expect(measure(answered(at: 0)).table.hourOfWeek == [9])
    let tokyo = measure(answered(at: 0)) { _ in
    } options: {
      $0.rules.zone = CalendarZone(named: "Asia/Tokyo") ?? .utc
    }
    #expect(tokyo.table.hourOfWeek == [18])
    // Sunday 23:59 is the last hour, and Monday 00:00 the first, also for a contact that crosses midnight.
    #expect(measure(answered(at: 6 * day + 15 * hour - 5)).table.hourOfWeek == [167])
    #expect(measure(answered(at: 6 * day + 15 * hour)).table.hourOfWeek == [0])
    #expect(
      measure([customer(nil), bot(nil)]).table.hourOfWeek == [ContactTable.undatedHour]
    )
  }
}
