import Conversations
import Facts
import Records
import Testing
import Wording

/// Section 7: contacts here last ten seconds, so `answered(at: s)` ends at `s + 10`.
struct LinkingTests {
  @Test func `the window holds its far edge`() {
    var log = Log()
    log.add("a", answered(at: 0))
    log.add("b", answered(at: 10 + 7 * day))
    #expect(rows(log)["a"]?.rate(.repeat7dAny) == true)
    #expect(rows(log)["a"]?.rate(.repeat72hAny) == false)
    #expect(rows(log)["a"]?.rate(.repeat30dAny) == true)
    log.contacts = []
    log.conversations = []
    log.add("a", answered(at: 0))
    log.add("b", answered(at: 10.001 + 7 * day))
    #expect(rows(log)["a"]?.rate(.repeat7dAny) == false)
  }

  @Test func `a contact that starts as the other ends is no repeat`() {
    var log = Log()
    log.add("a", answered(at: 0))
    log.add("b", answered(at: 10))
    #expect(rows(log)["a"]?.rate(.repeat7dAny) == false)
    #expect(rows(log)["b"]?.counts[.parallel] == 0)
  }

  @Test func `a parallel contact is no repeat of the one it overlaps`() {
    var log = Log()
    log.add("a", [customer(0), bot(10), customer(200), bot(300)])
    log.add("b", answered(at: 100))
    log.add("c", answered(at: 500))
    let found = rows(log)
    #expect(found["a"]?.counts[.parallel] == 1)
    #expect(found["a"]?.table.nextContact.first == TimedStatus(milliseconds: 200_000, status: 1))
    #expect(found["b"]?.rate(.repeat24hAny) == true)
    #expect(found["c"]?.rate(.repeat24hAny) == false)
  }

  @Test func `equal starts are parallel whichever comes first`() {
    var log = Log()
    log.add("b", answered(at: 0))
    log.add("a", answered(at: 0))
    let found = rows(log)
    #expect(found["a"]?.table.id == ["a", "b"])
    #expect(found["a"]?.rate(.repeat7dAny) == false)
    #expect(found["b"]?.rate(.repeat7dAny) == false)
    #expect(found["a"]?.counts[.parallel] == 1)
  }

  @Test func `a contact is eligible once the whole window is observed`() {
    let eligible = measure(answered(at: 0), asOf: 10 + 7 * day)
    #expect(eligible.rate(.repeat7dAny) == false)
    #expect(eligible.rate(.durableResolution) == true)
    let early = measure(answered(at: 0), asOf: 10 + 7 * day - 1)
    #expect(early.null(.repeat7dAny) == .notEligible)
    #expect(early.null(.durableResolution) == .notEligible)
    #expect(early.rate(.repeat72hAny) == false)
    #expect(early.counts.notEligible == [0, 0, 1, 1])
  }

  @Test func `a return seen before the window has passed is censored all the same`() {
    var log = Log(asOf: 2 * day)
    log.add("a", answered(at: 0))
    log.add("b", answered(at: day))
    let row = rows(log)["a"]
    #expect(row?.null(.repeat7dAny) == .notEligible)
    #expect(row?.table.nextContact[0]?.status == 1)
  }

  @Test func `unknown customers are linked to nobody`() {
    var log = Log()
    log.add("a", customer: nil, answered(at: 0))
    log.add("b", customer: nil, answered(at: day))
    let found = rows(log)
    #expect(found["a"]?.null(.repeat7dAny) == .unknownCustomer)
    #expect(found["a"]?.null(.durableResolution) == .unknownCustomer)
    #expect(found["a"]?.rate(.lenientResolution) == true)
    #expect(found["a"]?.table.nextContact[0] == nil)
    #expect(found["a"]?.table.customer == [0, 1])
    #expect(found["a"]?.counts.identityCoverage == 0)
  }

  @Test func `not engaged, outbound and test contacts are no return`() {
    var log = Log()
    log.add("a", answered(at: 0))
    log.add("quiet", [customer(hour, .courtesyOnly)])
    log.add("sent", answered(at: 2 * hour)) { $0.direction = .outbound }
    log.add("test", answered(at: 3 * hour)) { $0.isTest = true }
    #expect(rows(log)["a"]?.rate(.repeat7dAny) == false)
  }

  @Test func `contacts outside the period serve to detect repeats`() {
    var log = Log()
    log.options.to = at(hour)
    log.add("a", answered(at: 0))
    log.add("b", answered(at: day))
    #expect(rows(log)["a"]?.rate(.repeat7dAny) == true)
    #expect(rows(log)["b"]?.table.leftOut[1] == .outsidePeriod)
  }

  @Test func `same topic needs known topics on both sides`() {
    func same(_ first: String?, _ later: [String?]) -> RateCell? {
      var log = Log()
      log.add("a", topic: first, answered(at: 0))
      for (number, topic) in later.enumerated() {
        log.add("later\(number)", topic: topic, answered(at: day * Double(number + 1)))
      }
      return rows(log)["a"].map { $0.table[.repeat7dSameTopic][0] }
    }
    #expect(same("refund", ["refund"])?.answer == true)
    #expect(same("refund", ["delivery"])?.answer == false)
    #expect(same("refund", ["delivery", "refund"])?.answer == true)
    #expect(same(nil, ["refund"])?.nullReason == .unknownTopic)
    #expect(same("refund", [nil])?.nullReason == .unknownTopic)
    #expect(same("refund", [nil, "refund"])?.answer == true)
    #expect(same("refund", [])?.answer == false)
  }

  @Test func `more than fifty contacts in thirty days make a high-frequency customer`() {
    func log(_ count: Int, every gap: Double) -> Log {
      var log = Log(asOf: 90 * day)
      for number in 0..<count { log.add("n\(1000 + number)", answered(at: Double(number) * gap)) }
      return log
    }
    let fifty = log(50, every: hour).built.counts
    #expect(fifty.highFrequencyCustomers == 0)
    #expect(fifty.indexContacts == 50)
    let more = log(51, every: hour).built
    #expect(more.counts.highFrequencyCustomers == 1)
    #expect(more.counts.indexContacts == 0)
    #expect(more.table[.repeat7dAny][0].nullReason == .highFrequencyCustomer)
    // Fifty-one contacts that take longer than thirty days are no sign of a test account.
    #expect(log(51, every: 0.61 * day).built.counts.highFrequencyCustomers == 0)
  }

  @Test func `first contact asks for seven quiet and observed days before`() {
    var log = Log()
    log.add("start", customer: "x", answered(at: 0))
    log.add("young", customer: "y", answered(at: 7 * day - 1))
    log.add("first", answered(at: 7 * day))
    log.add("second", answered(at: 14 * day))
    log.add("third", answered(at: 21 * day + 11))
    let found = rows(log)
    #expect(found["young"]?.null(.firstContactResolution) == .priorUnknown)
    #expect(found["first"]?.rate(.firstContactResolution) == false)
    #expect(found["second"]?.null(.firstContactResolution) == .notApplicable)
    #expect(found["third"]?.rate(.firstContactResolution) == true)
  }

  @Test func `coming back to a human is charged to the bot's contact`() {
    var log = Log()
    log.add("a", answered(at: 0))
    log.add("b", [customer(day), human(day + 60)])
    log.add("c", answered(at: 2 * day))
    let found = rows(log)
    #expect(found["a"]?.rate(.repeatToHuman) == true)
    #expect(found["b"]?.null(.repeatToHuman) == .notApplicable)
    #expect(found["c"]?.rate(.repeatToHuman) == false)
    // Only the next contact counts.
    var bots = Log()
    bots.add("a", answered(at: 0))
    bots.add("b", answered(at: day))
    bots.add("c", [customer(2 * day), human(2 * day + 60)])
    #expect(rows(bots)["a"]?.rate(.repeatToHuman) == false)
  }

  @Test func `prior contacts are banded once thirty days are observed`() {
    var log = Log(asOf: 90 * day)
    log.add("old", customer: "x", answered(at: 0))
    log.add("p1", answered(at: 31 * day))
    log.add("p2", answered(at: 32 * day))
    log.add("p3", answered(at: 33 * day))
    log.add("p4", answered(at: 34 * day))
    log.add("edge", answered(at: 61 * day))
    log.add("alone", customer: nil, answered(at: 62 * day))
    let table = log.built.table
    let bands = Dictionary(uniqueKeysWithValues: zip(table.id, table.strata.priorBand))
    #expect(bands["old"] == 0)
    #expect(bands["p1"] == 1)
    #expect(bands["p2"] == 2)
    #expect(bands["p3"] == 2)
    #expect(bands["p4"] == 3)
    #expect(bands["edge"] == 3)
    #expect(bands["alone"] == 0)
  }

  @Test func `an end before the start links nothing`() {
    let row = measure([customer(0), bot(-60)])
    #expect(row.null(.repeat7dAny) == .clockBackwards)
    let skewed = measure([customer(0), bot(-1)])
    #expect(skewed.rate(.repeat7dAny) == false)
  }
}
