import Conversations
import Facts
import Records
import Testing

/// What M61 is computed from.
struct ChainWorkTests {
  private func work(_ fill: (inout Log) -> Void) -> ChainWork? {
    var log = Log()
    log.add("first", customer: "x", answered(at: -20 * day))
    fill(&log)
    let table = log.built.table
    return table.id.firstIndex(of: "a").flatMap { table.chainWork[$0] }
  }

  @Test func `the whole chain is charged to the contact that began it`() {
    let found = work { log in
      log.add("a", answered(at: 0))
      log.add("b", [customer(day), bot(day + 5), human(day + 65)])
      log.add("c", [customer(2 * day), human(2 * day + 30)])
    }
    #expect(
      found == ChainWork(humanMilliseconds: 90_000, botContacts: 2, botResolutions: 1)
    )
  }

  @Test func `an unresolved contact is no resolution that a vendor bills`() {
    let found = work { $0.add("a", [customer(0), bot(5, .menu)]) }
    #expect(found == ChainWork(humanMilliseconds: 0, botContacts: 1, botResolutions: 0))
  }

  @Test func `a chain with work of unknown length has no cost`() {
    let found = work { log in
      log.add("a", answered(at: 0))
      log.add("b", [customer(day), bot(day + 5), human(nil), customer(day + 90)])
    }
    #expect(found == nil)
    #expect(work { $0.add("a", answered(at: 0)) { $0.explicitHandledBy = "bot_to_human" } } == nil)
  }

  @Test func `who begins no closed chain has none`() {
    #expect(work { $0.add("a", customer: nil, answered(at: 0)) } == nil)
    #expect(work { $0.add("a", answered(at: 39 * day)) } == nil)
  }

  @Test func `contacts after the period belong to the chain`() {
    let found = work { log in
      log.options.to = at(hour)
      log.add("a", answered(at: 0))
      log.add("b", [customer(day), human(day + 30)])
    }
    #expect(found?.humanMilliseconds == 30_000)
  }
}
