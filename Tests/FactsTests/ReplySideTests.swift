import Conversations
import Facts
import Records
import Testing

/// M11 by role, and why a contact has no reply latency.
struct ReplySideTests {
  @Test func `the latencies of bot and human are told apart`() {
    let row = measure([
      customer(0), bot(4), customer(10), bot(12), event(.handoffInitiated, 13, .bot), human(20),
      customer(30), human(90),
    ])
    #expect(row.table[.responseLatency].value == [4, 2, 60])
    #expect(row.table[.botLatency].value == [4, 2])
    #expect(row.table[.humanLatency].value == [60])
    #expect(row.table[.humanLatency].contact == [0])
    #expect(row.table[.humanLatency].isBot == [false])
  }

  private func absence(_ timeline: [TimelineEntry]) -> NullReason? {
    let row = measure(timeline)
    #expect(row.table[.responseLatency].value.isEmpty)
    return row.table.latencyAbsence.first
  }

  @Test func `nobody replied, no time, a clock, and a hand-off are different reasons`() {
    #expect(absence([customer(0)]) == .noReply)
    #expect(absence([customer(nil), bot(nil)]) == .missingTimestamp)
    #expect(absence([customer(0), bot(-30)]) == .clockBackwards)
    // The human's first message after a hand-off is M09.
    #expect(absence([customer(0), event(.handoffInitiated, 1, .bot), human(9)]) == .notApplicable)
  }
}
