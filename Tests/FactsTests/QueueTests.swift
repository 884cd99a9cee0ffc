import Conversations
import Facts
import Records
import Testing

/// M10 and the queue variant of M23.
struct QueueTests {
  @Test func `the wait is the sum of all stays in a queue`() {
    let row = measure([
      customer(0), event(.queueEnter, 10), event(.queueExit, 70), human(80),
      event(.queueEnter, 100), event(.queueExit, 130), human(140),
    ])
    #expect(row.value(.queueWait) == 90)
    #expect(row.table[.queueWait][0].evidence == .event)
    #expect(row.rate(.queueAbandonment) == false)
  }

  @Test func `without an exit the first human message ends it, and that is inferred`() {
    let row = measure([customer(0), event(.queueEnter, 10), customer(30), human(70), human(90)])
    #expect(row.value(.queueWait) == 60)
    #expect(row.table[.queueWait][0].evidence == .inferred)
    let again = measure([
      customer(0), event(.queueEnter, 10), human(70), event(.queueEnter, 100), human(120),
    ])
    #expect(again.value(.queueWait) == 80)
  }

  @Test func `an exit counts even after a human wrote`() {
    let row = measure([
      customer(0), event(.queueEnter, 10), human(50), event(.queueExit, 70), human(90),
    ])
    #expect(row.value(.queueWait) == 60)
  }

  @Test func `without either it is censored at contact end`() {
    let row = measure([customer(0), event(.queueEnter, 10), customer(45)])
    #expect(row.value(.queueWait) == nil)
    #expect(row.censored(.queueWait) == 35)
    #expect(row.null(.queueWait) == .noReply)
    #expect(measure([customer(0), event(.queueEnter, 10)]).censored(.queueWait) == 0)
  }

  @Test func `a second entry goes on with the same wait, an exit alone ends none`() {
    let row = measure([
      customer(0), event(.queueEnter, 10), event(.queueEnter, 20), event(.queueExit, 50),
    ])
    #expect(row.value(.queueWait) == 40)
    let alone = [customer(0), event(.queueExit, 5), event(.queueEnter, 10)]
    #expect(measure(alone + [event(.queueExit, 30), human(40)]).value(.queueWait) == 20)
  }

  @Test func `a person who joins and a customer who leaves end the wait`() {
    let joined = [customer(0), event(.queueEnter, 10), event(.agentJoined, 30, .human), human(60)]
    #expect(measure(joined).value(.queueWait) == 20)
    let bots = [customer(0), event(.queueEnter, 10), event(.agentJoined, 30, .bot), human(60)]
    #expect(measure(bots).value(.queueWait) == 50)
    let left = measure([customer(0), event(.queueEnter, 10), event(.customerLeft, 25)])
    #expect(left.value(.queueWait) == 15)
    #expect(left.rate(.queueAbandonment) == true)
  }

  @Test func `clocks are clamped or make the sum null`() {
    func wait(_ exit: Double?) -> Row {
      measure([customer(0), bot(5), event(.queueEnter, 10), event(.queueExit, exit), human(80)])
    }
    #expect(wait(9).value(.queueWait) == 0)
    #expect(wait(9).counts.skewClamped == 1)
    #expect(wait(2).null(.queueWait) == .clockBackwards)
    #expect(wait(nil).null(.queueWait) == .missingTimestamp)
    #expect(wait(nil).rate(.queueAbandonment) == false)
  }

  @Test func `an export without queue events says nothing of queues`() {
    let row = measure([customer(0), human(5)])
    #expect(row.null(.queueWait) == .notInExport)
    #expect(row.null(.queueAbandonment) == .notInExport)
    #expect(row.null(.queueAbandonmentWithoutShort) == .notInExport)
    var log = Log()
    log.add("a", [customer(0), human(5)])
    log.add("b", customer: "d", [customer(0), event(.queueEnter, 1), human(5)])
    #expect(rows(log)["a"]?.null(.queueWait) == .notApplicable)
    #expect(rows(log)["a"]?.null(.queueAbandonment) == .notApplicable)
  }

  @Test func `who left the queue unanswered abandoned it, also after the bot's answer`() {
    let row = measure([customer(0), bot(2), event(.queueEnter, 10), event(.queueExit, 100)])
    #expect(row.rate(.queueAbandonment) == true)
    #expect(row.rate(.queueAbandonmentWithoutShort) == true)
    let before = measure([customer(0), human(2), event(.queueEnter, 10), event(.queueExit, 100)])
    #expect(before.rate(.queueAbandonment) == true)
  }

  @Test func `exits under ten seconds are in the one figure and not in the other`() {
    func left(after seconds: Double) -> Row {
      measure([customer(0), event(.queueEnter, 10), event(.queueExit, 10 + seconds)])
    }
    #expect(left(after: 9.999).rate(.queueAbandonment) == true)
    #expect(left(after: 9.999).null(.queueAbandonmentWithoutShort) == .notApplicable)
    #expect(left(after: 10).rate(.queueAbandonmentWithoutShort) == true)
    // Nobody says when the customer left.
    let silent = measure([customer(0), event(.queueEnter, 10)])
    #expect(silent.rate(.queueAbandonmentWithoutShort) == true)
    let untimed = measure([customer(0), event(.queueEnter, 10), event(.queueExit, nil)])
    #expect(untimed.rate(.queueAbandonment) == true)
    #expect(untimed.null(.queueAbandonmentWithoutShort) == .missingTimestamp)
    // Who was answered did not abandon, however short the wait.
    let served = measure([customer(0), event(.queueEnter, 10), event(.queueExit, 12), human(15)])
    #expect(served.rate(.queueAbandonmentWithoutShort) == false)
  }

  @Test func `open contacts are not counted`() {
    let waiting = [customer(0), event(.queueEnter, 10)]
    #expect(measure(waiting, asOf: hour).null(.queueAbandonment) == .openCensored)
    #expect(measure(waiting + [human(20)], asOf: hour).null(.queueAbandonment) == .openCensored)
  }
}
