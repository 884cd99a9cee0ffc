import Conversations
import Facts
import Records
import Testing
import Wording

struct TimeTests {
  @Test func `an acknowledgement and a greeting do not stop the first response clock`() {
    let row = measure([
      customer(0), bot(1, .autoAck), bot(2, .greeting), bot(3, .noMatch), human(60),
    ])
    #expect(row.value(.firstResponseTime) == 60)
  }

  @Test func `the first response clock starts at the first engaged message`() {
    let row = measure([
      customer(0, .courtesyOnly), bot(2), customer(30), bot(41), customer(50, .resolution),
    ])
    #expect(row.value(.firstResponseTime) == 11)
    #expect(row.value(.contactDuration) == 50)
  }

  @Test func `without a reply the first response is censored at as-of`() {
    let row = measure([customer(0), customer(10)], asOf: 2 * day)
    #expect(row.value(.firstResponseTime) == nil)
    #expect(row.null(.firstResponseTime) == .noReply)
    #expect(row.censored(.firstResponseTime) == 2 * day)
    #expect(row.censored(.timeToHuman) == 10)
    #expect(row.null(.timeToHuman) == .noReply)
  }

  @Test func `without a reply the wait is one censored interval`() {
    let row = measure([customer(0), customer(10)])
    #expect(row.censored(.customerWaitTotal) == 10)
    #expect(row.null(.customerWaitTotal) == .noReply)
  }

  @Test func `courtesies open no wait, and an open wait ends with the contact`() {
    let row = measure([
      customer(0), bot(5), customer(9, .courtesyOnly), bot(20), customer(30), bot(35, .noMatch),
    ])
    #expect(row.value(.customerWaitTotal) == 10)
    #expect(row.counts[.unansweredTail] == 1)
  }

  @Test func `a burst opens one wait and its latency runs from the last message`() {
    let row = measure([customer(0), customer(10), customer(20), bot(25)])
    #expect(row.value(.customerWaitTotal) == 25)
    #expect(row.replies(.responseLatency, bot: true) == [5])
    #expect(row.value(.turns) == 1)
  }

  @Test func `the second message of a responder in a row is no reply`() {
    let row = measure([customer(0), bot(5), bot(7), human(9), customer(20), human(30)])
    #expect(row.replies(.responseLatency, bot: true) == [5])
    #expect(row.replies(.responseLatency, bot: false) == [10])
  }

  @Test func `a reply is slow above the limit and not at it`() {
    let row = measure([
      customer(0), bot(10), customer(20), bot(30.001), customer(40), human(160), customer(200),
      human(321),
    ])
    #expect(row.replies(.slowReply, bot: true) == [0, 1])
    #expect(row.replies(.slowReply, bot: false) == [0, 1])
  }

  @Test func `the first human message after a hand-off is no reply even when the customer wrote`() {
    let row = measure([
      customer(0), bot(5, .handoffNotice), customer(60), human(100), customer(120), human(130),
    ])
    #expect(row.replies(.responseLatency, bot: false) == [10])
    #expect(row.value(.handoffWait) == 95)
  }

  @Test func `several hand-offs: the first, and the sum`() {
    let row = measure([
      customer(0), bot(5, .handoffNotice), event(.handoffInitiated, 6, .bot), human(25),
      customer(30), bot(40), bot(50, .handoffNotice), human(80),
    ])
    #expect(row.value(.handoffWait) == 20)
    #expect(row.value(.handoffWaitTotal) == 50)
  }

  @Test func `a hand-off that nobody takes is censored at contact end`() {
    let row = measure([customer(0), bot(5, .handoffNotice), customer(65)])
    #expect(row.value(.handoffWait) == nil)
    #expect(row.null(.handoffWait) == .handoffFailed)
    #expect(row.censored(.handoffWait) == 60)
    #expect(row.null(.handoffWaitTotal) == .handoffFailed)
  }

  @Test func `an escalation flag without a time counts and measures nothing`() {
    let row = measure([
      customer(0), bot(5), event(.handoffInitiated, nil, .bot), human(60), customer(70), human(80),
      customer(90), human(95),
    ])
    #expect(row.rate(.handoffAttempt) == true)
    #expect(row.null(.handoffWait) == .missingTimestamp)
    #expect(row.value(.firstResponseTime) == 5)
  }

  @Test func `resolution times take the first and the last solved event`() {
    let row = measure([
      customer(0), human(60), event(.solved, 70, .human), customer(80), human(90),
      event(.solved, 100, .human),
    ])
    #expect(row.outcome == .agentDeclared)
    #expect(row.value(.firstResolutionTime) == 70)
    #expect(row.value(.fullResolutionTime) == 100)
    #expect(row.table[.fullResolutionTime][0].evidence == .event)
  }

  @Test func `without solved the phrase, and for silence the last answer`() {
    let phrase = measure([customer(0), bot(5), customer(30, .resolution)])
    #expect(phrase.value(.firstResolutionTime) == 30)
    #expect(phrase.value(.fullResolutionTime) == 30)
    let silent = measure([customer(0), bot(5), customer(8, .courtesyOnly)])
    #expect(silent.null(.firstResolutionTime) == .notResolved)
    #expect(silent.value(.fullResolutionTime) == 5)
    #expect(silent.table[.fullResolutionTime][0].evidence == .inferred)
  }

  @Test func `resolution is not resolved for failures and censored while open`() {
    let left = measure([customer(0), bot(5), customer(9)])
    #expect(left.null(.fullResolutionTime) == .notResolved)
    #expect(left.table.resolution == [TimedStatus(milliseconds: 9_000, status: 2)])
    let open = measure(answered(at: 0), asOf: hour)
    #expect(open.null(.fullResolutionTime) == .openCensored)
    #expect(open.censored(.fullResolutionTime) == hour)
    #expect(open.table.resolution == [TimedStatus(milliseconds: 3_600_000, status: 0)])
    let unknown = measure([customer(0), bot(5, .noMatch)])
    #expect(unknown.table.resolution == [nil])
  }

  @Test func `resolved within keeps failures in and leaves the too young out`() {
    let failure = measure([customer(0), bot(5), customer(9)])
    #expect(failure.rate(.resolvedWithin2m) == false)
    let solved = [customer(0), human(60), event(.solved, 120, .human)]
    #expect(measure(solved).rate(.resolvedWithin2m) == true)
    #expect(measure(solved).rate(.resolvedWithin2mStrict) == false)
    let young = measure(solved, asOf: 2 * hour)
    #expect(young.rate(.resolvedWithin1h) == true)
    #expect(young.null(.resolvedWithin24h) == .tooYoung)
    let clockless = measure([customer(0), human(60), event(.solved, nil, .human)])
    #expect(clockless.null(.resolvedWithin2m) == .missingTimestamp)
    #expect(clockless.rate(.resolvedWithin2mStrict) == false)
  }

  @Test func `a single message lasts no time and closing notices do not move the end`() {
    #expect(measure([customer(0)]).value(.contactDuration) == 0)
    let closed = measure([
      customer(0), bot(5), bot(3600, .closingNotice), bot(3700, .survey),
      says(.system, 4000),
    ])
    #expect(closed.value(.contactDuration) == 5)
    #expect(closed.table.end == [at(5)])
  }

  @Test func `courtesies after the last reply are no turn, before it they are`() {
    let after = measure([customer(0), bot(5), customer(9, .courtesyOnly)])
    #expect(after.value(.turns) == 1)
    let before = measure([customer(0), bot(5), customer(9, .courtesyOnly), bot(12)])
    #expect(before.value(.turns) == 2)
    let acknowledged = measure([customer(0), bot(1, .autoAck), customer(2), bot(9)])
    #expect(acknowledged.value(.turns) == 1)
  }

  @Test func `two seconds backwards is no time, more is null`() {
    let messages = (1...5).flatMap { [customer(Double($0) * 100), bot(Double($0) * 100 + 10)] }
    let clamped = measure([customer(0), bot(-2)] + messages)
    #expect(clamped.value(.firstResponseTime) == 0)
    #expect(clamped.counts.skewClamped == 3)
    let backwards = measure([customer(0), bot(-2.001)] + messages)
    #expect(backwards.null(.firstResponseTime) == .clockBackwards)
    #expect(backwards.null(.customerWaitTotal) == .clockBackwards)
    #expect(backwards.replies(.responseLatency, bot: true) == [10, 10, 10, 10, 10])
    #expect(backwards.value(.contactDuration) == 510)
    #expect(backwards.counts.unreliableClocks.isEmpty)
  }

  @Test func `a missing time is never filled in`() {
    let messages = (1...5).flatMap { [customer(Double($0) * 100), bot(Double($0) * 100 + 10)] }
    let row = measure([customer(0), bot(nil)] + messages)
    #expect(row.null(.firstResponseTime) == .missingTimestamp)
    #expect(row.null(.customerWaitTotal) == .missingTimestamp)
    #expect(row.replies(.responseLatency, bot: true).count == 5)
    #expect(row.counts.missingTimestamps == 3)
  }

  @Test func `more than a fifth of null intervals makes every time null`() {
    let row = measure([customer(0), bot(-30), customer(60), bot(70)])
    #expect(row.null(.contactDuration) == .clockBackwards)
    #expect(row.null(.fullResolutionTime) == .clockBackwards)
    #expect(row.replies(.responseLatency, bot: true).isEmpty)
    #expect(row.value(.turns) == 2)
    #expect(row.counts.unreliableClocks == [0])
  }

  @Test func `an undated contact is counted and has no week`() {
    let row = measure([customer(nil), bot(nil)])
    #expect(row.counts.undated == 1)
    #expect(row.table.week == [nil])
    #expect(row.table.isCounted == [true])
    #expect(row.null(.repeat7dAny) == .missingTimestamp)
  }

  @Test func `the start falls back on the earliest time, then on created`() {
    let earliest = measure([customer(nil), bot(5), customer(9), bot(12)])
    #expect(earliest.table.start == [at(5)])
    #expect(earliest.null(.contactDuration) == .missingTimestamp)
    let created = measure([customer(nil), bot(nil)]) { $0.created = at(77) }
    #expect(created.table.start == [at(77)])
  }
}
